import * as z from "zod/mini";
import { Id, Instant, Seq, Source, Typed } from "./values.ts";

/** File name to text, as in the rules directory. */
export const Files = z.record(z.string(), z.string());
export type Files = z.infer<typeof Files>;

/** How a rule fares: what became of it in the last so many days, counted per card and step. */
export const RuleHealth = z.object({
  fired: z.int(),
  /** A lifecycle guard or a limit refused an action, so that nothing of the rule was done. */
  refused: z.int(),
  /** A condition or a value could not be told. */
  errors: z.int(),
  /** When it last had gone wrong five times within an hour since these rules decide; null where it never had. */
  unhealthy: z.nullable(Instant),
  /** What a rule in shadow would have done. */
  shadow: z.int(),
  /** Left out because the rule was paused, or not in force. */
  paused: z.int(),
  lastRun: z.nullable(Instant),
});
export type RuleHealth = z.infer<typeof RuleHealth>;

export const RulePause = z.object({
  at: Instant,
  by: z.string(),
  reason: z.nullable(z.string()),
});
export type RulePause = z.infer<typeof RulePause>;

export const RuleHead = z.object({
  id: Id,
  name: z.string(),
  enabled: z.union([z.boolean(), z.literal("shadow")]),
  /** A role, or a person by id. */
  owner: z.nullable(z.string()),
  trigger: z.string(),
  source: Source,
  /** Reported when it runs away, never paused for it. */
  safety: z.boolean(),
  /** Null while it runs. */
  paused: z.nullable(RulePause),
  health: RuleHealth,
});
export type RuleHead = z.infer<typeof RuleHead>;

export const Diagnostic = z.object({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  endColumn: z.optional(z.int()),
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
  suggestion: z.optional(z.string()),
});
export type Diagnostic = z.infer<typeof Diagnostic>;

/** What became of the watched rules directory when it last changed. */
export const RulesProposal = z.object({
  /** `held`: it is good, and a manager must activate it. `failed`: the last good rules stay. `active`: they decide. */
  status: z.enum(["checking", "active", "held", "failed"]),
  hash: z.nullable(z.string()),
  at: Instant,
  /** Why it does not decide, in a sentence. */
  because: z.nullable(z.string()),
  diagnostics: z.array(Diagnostic),
});
export type RulesProposal = z.infer<typeof RulesProposal>;

/** GET /rules?days=: health is of so many days until now, 7 unless said. */
export const RulesQuery = z.strictObject({ days: z.optional(z.string()) });
export type RulesQuery = z.infer<typeof RulesQuery>;

/** GET /rules: what decides now, and how it fares. */
export const Rules = z.object({
  /** The place of the history up to which this is right: whoever listens from there on misses nothing. */
  seq: Seq,
  ruleset: z.string(),
  activatedAt: z.nullable(Instant),
  files: Files,
  rules: z.array(RuleHead),
  days: z.int(),
  /** Null where no directory is watched. */
  proposal: z.nullable(RulesProposal),
});
export type Rules = z.infer<typeof Rules>;

/** POST /rules/:id/pause */
export const PauseRule = z.strictObject({ reason: z.optional(Typed) });
export type PauseRule = z.infer<typeof PauseRule>;
/** POST /rules/:id/pause, POST /rules/:id/resume */
export const RulePaused = z.object({ rule: Id, paused: z.boolean(), seq: Seq });
export type RulePaused = z.infer<typeof RulePaused>;

/** POST /rules/check, POST /rulesets */
export const RuleFiles = z.strictObject({ files: Files });
export type RuleFiles = z.infer<typeof RuleFiles>;

/** 200 also when the files are wrong. */
export const Checked = z.object({ ok: z.boolean(), diagnostics: z.array(Diagnostic) });
export type Checked = z.infer<typeof Checked>;

const TestFailure = z.object({
  line: z.int(),
  column: z.int(),
  expected: z.string(),
  actual: z.string(),
  /** The rules' own account of what happened. */
  why: z.readonly(z.array(z.string())),
});
const Reached = z.object({ reached: z.int(), of: z.int() });
const TestSuite = z.object({
  file: z.string(),
  tests: z.array(
    z.object({
      name: z.string(),
      line: z.int(),
      column: z.int(),
      ok: z.boolean(),
      failure: z.nullable(TestFailure),
    }),
  ),
  coverage: z.object({
    rules: Reached,
    arms: Reached,
    /** What no test has brought to act; `path` null: the whole rule. */
    never: z.readonly(
      z.array(z.object({ rule: Id, path: z.nullable(z.string()), file: z.string(), line: z.int() })),
    ),
  }),
  /** What of the asked coverage was not reached, in sentences. */
  short: z.readonly(z.array(z.string())),
});

/** POST /rules/test: the tests that lie among the files. Nothing of the practice is touched; 200 also when they fail. */
export const Tested = z.union([
  z.object({ ok: z.boolean(), passed: z.int(), failed: z.int(), suites: z.array(TestSuite) }),
  z.object({ ok: z.literal(false), diagnostics: z.array(Diagnostic) }),
]);
export type Tested = z.infer<typeof Tested>;
