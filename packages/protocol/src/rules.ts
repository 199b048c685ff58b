import * as z from "zod/mini";
import { Id, Instant, Source } from "./values.ts";

/** File name to text, as in the rules directory. */
export const Files = z.record(z.string(), z.string());
export type Files = z.infer<typeof Files>;

export const RuleHead = z.object({
  id: Id,
  name: z.string(),
  enabled: z.union([z.boolean(), z.literal("shadow")]),
  owner: z.nullable(z.string()),
  trigger: z.string(),
  source: Source,
});
export type RuleHead = z.infer<typeof RuleHead>;

/** GET /rules: what decides now. */
export const Rules = z.object({
  ruleset: z.string(),
  activatedAt: z.nullable(Instant),
  files: Files,
  rules: z.array(RuleHead),
});
export type Rules = z.infer<typeof Rules>;

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

/** POST /rules/check, POST /rulesets */
export const RuleFiles = z.strictObject({ files: Files });
export type RuleFiles = z.infer<typeof RuleFiles>;

/** 200 also when the files are wrong. */
export const Checked = z.object({ ok: z.boolean(), diagnostics: z.array(Diagnostic) });
export type Checked = z.infer<typeof Checked>;
