import type { Request, Response } from "@corridor/client";
import type { Activation, Diagnostic, Files, Plan, RuleHead, Rules, Tested } from "@corridor/protocol";
import { compileRuleset, type Ruleset } from "@corridor/rules";
import { problem } from "./problem.ts";

const texts: Record<string, string> = import.meta.glob("../../../../rules/**/*.{yaml,md,csv}", {
  query: "?raw",
  import: "default",
  eager: true,
});
const files: Files = Object.fromEntries(
  Object.entries(texts)
    .map(([path, text]) => [path.split("/rules/")[1] ?? path, text] as const)
    .filter(([name]) => !name.endsWith(".test.yaml")),
);

/** The line to every open page. */
interface Live {
  /** How far the practice's history goes. */
  seq(): number;
  /** Has them read everything anew. */
  resync(): void;
}

/** The rules of a practice inside the page: the house's own, compiled by the house's own compiler. */
export class RulesDesk {
  readonly #live: Live;
  active = compiled(files);
  readonly kept = new Map<string, Ruleset>([[this.active.hash, this.active]]);
  readonly activations: Activation[] = [
    {
      hash: this.active.hash,
      from: null,
      at: "2026-11-20T15:00:00Z",
      by: "Dana Moss",
      seq: 1,
      comment: null,
    },
  ];

  constructor(live: Live = { seq: () => 0, resync: () => undefined }) {
    this.#live = live;
  }

  answer({ method, path, body }: Request): Response {
    const [, kind, id, what] = (path.split("?")[0] ?? "").split("/");
    switch (`${method} /${kind}${id === undefined ? "" : kind === "rules" ? `/${id}` : `/:hash/${what}`}`) {
      case "GET /rules":
        return ok(this.#rules());
      case "POST /rules/test":
        return ok(this.#tested());
      case "GET /rulesets":
        return ok({ active: this.active.hash, rulesets: [...this.activations].reverse() });
      case "POST /rulesets":
        return this.#propose((body as { files: Files }).files);
      case "POST /rulesets/:hash/text":
        return this.#reword((body as { files: Files }).files);
      case "GET /rulesets/:hash/plan":
        return ok({ hash: id, plan: this.#plan(this.kept.get(id ?? "") ?? this.active) });
      case "GET /rulesets/:hash/diff":
        return ok({ from: this.active.hash, to: id, files: [] });
      case "POST /rulesets/:hash/activate":
        return this.#activate(id ?? "", body as { base: string; comment?: string });
    }
    return { status: 404, body: undefined };
  }

  #tested(): Tested {
    const why = ["stuck-in-intake  nothing started it"];
    const failure = { line: 9, column: 7, expected: "fired stuck-in-intake", actual: "nothing", why };
    const tests = [
      { name: "a booked card is checked", line: 4, column: 5, ok: true, failure: null },
      { name: "a card in intake is not forgotten", line: 8, column: 5, ok: false, failure },
    ];
    const all = { reached: 1, of: 1 };
    const coverage = { rules: all, arms: all, never: [] };
    return {
      ok: false,
      passed: 1,
      failed: 1,
      suites: [{ file: "intake.rules.yaml", tests, coverage, short: [] }],
    };
  }

  #rules(): Rules {
    const rules = this.active.rules.map(
      ({ id, name, enabled, file, line }, n): RuleHead => ({
        ...{
          id,
          name,
          enabled,
          owner: null,
          safety: false,
          trigger: "",
          source: { file, line },
          paused: null,
        },
        health: {
          ...{ fired: 40 - n, refused: n === 2 ? 3 : 0, errors: 0, unhealthy: null, shadow: 0, paused: 0 },
          lastRun: null,
        },
      }),
    );
    const { hash } = this.active;
    return {
      seq: this.#live.seq(),
      ruleset: hash,
      activatedAt: null,
      files: this.active.files,
      rules,
      days: 7,
      proposal: null,
    };
  }

  #propose(proposed: Files): Response {
    const result = compileRuleset(proposed);
    if (!result.ok) return ok({ hash: null, plan: null, diagnostics: result.diagnostics as Diagnostic[] });
    this.kept.set(result.ruleset.hash, result.ruleset);
    return ok({ hash: result.ruleset.hash, diagnostics: [], plan: this.#plan(result.ruleset) });
  }

  /** Another text of the rules that decide. */
  #reword(text: Files): Response {
    this.active = compiled(text);
    this.kept.set(this.active.hash, this.active);
    return ok({ hash: this.active.hash });
  }

  #plan(ruleset: Ruleset): Plan {
    const changed = ruleset.rules.filter(({ id, name }) => this.active.rule(id)?.name !== name);
    return {
      ...{ base: this.active.hash, cards: 34, overdue: 0, refused: null },
      sentences: changed.map(({ id }) => `The rule ${id} is changed.`),
      sends: { messages: 0, notices: 0, calls: 0 },
      rules: { added: [], removed: [], renamed: [], changed: changed.map(({ id, name }) => ({ id, name })) },
      ...{ files: [], timers: [], places: [], values: [] },
    };
  }

  /** Another manager, on another machine, lets a changed file decide. */
  elsewhere(file: string, change: (text: string) => string): void {
    const ruleset = compiled({ ...this.active.files, [file]: change(this.active.files[file] ?? "") });
    this.kept.set(ruleset.hash, ruleset);
    this.#activate(ruleset.hash, { base: this.active.hash });
  }

  #activate(hash: string, { base, comment = null }: { base: string; comment?: string | null }): Response {
    const ruleset = this.kept.get(hash);
    if (!ruleset) return { status: 404, body: undefined };
    const from = this.active.hash;
    if (base !== from) return problem(409, "stale", "Other rules decide since you looked.");
    this.active = ruleset;
    const seq = this.activations.length + 1;
    this.activations.push({ hash, from, at: new Date().toISOString(), by: "Dana Moss", seq, comment });
    this.#live.resync();
    return ok({ hash, seq });
  }
}

const ok = (body: unknown): Response => ({ status: 200, body });

function compiled(from: Files): Ruleset {
  const result = compileRuleset(from);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return result.ruleset;
}
