import type { Transport } from "@corridor/client";
import { Refusal } from "@corridor/client";
import { Diagnostic, Files, Problem, RuleHead as Head } from "@corridor/protocol";
import * as z from "zod/mini";

// What the room asks of the server. A server that knows less of it is read all the same: how rules fare, what an
// activation would do and why one was made are then simply not told.

const none = <T extends z.ZodMiniType>(schema: T) => z._default(z.nullable(schema), null as never);

const Health = z.object({
  fired: z.int(),
  refused: z.int(),
  errors: z.int(),
  shadow: z.int(),
  paused: z.int(),
  lastRun: z.nullable(z.string()),
});

const Pause = z.object({ at: z.string(), by: z.string(), reason: z.nullable(z.string()) });

const RuleHead = z.extend(Head, { paused: none(Pause), health: none(Health) });
export type RuleHead = z.infer<typeof RuleHead>;

const Proposal = z.object({
  status: z.enum(["checking", "active", "held", "failed"]),
  because: z.nullable(z.string()),
  diagnostics: z.array(Diagnostic),
});

const Rules = z.object({
  ruleset: z.string(),
  files: Files,
  rules: z.array(RuleHead),
  days: z._default(z.int(), 7),
  proposal: none(Proposal),
});
export type Rules = z.infer<typeof Rules>;

const FileDiff = z.object({
  file: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  diff: z.string(),
});
export type FileDiff = z.infer<typeof FileDiff>;

const Plan = z.object({
  base: z.nullable(z.string()),
  sentences: z.array(z.string()),
  cards: z.int(),
  overdue: z.int(),
  sends: z.object({ messages: z.int(), notices: z.int(), calls: z.int() }),
  refused: z.nullable(z.string()),
});

/** What activating would do. `counts` is null where only sentences are known. */
export interface Plan {
  readonly base: string | null;
  readonly sentences: readonly string[];
  readonly refused: string | null;
  readonly counts: Pick<z.infer<typeof Plan>, "cards" | "overdue" | "sends"> | null;
}

const Proposed = z.object({
  hash: z.nullable(z.string()),
  diagnostics: z.array(Diagnostic),
  plan: z.nullable(z.union([Plan, z.array(z.string())])),
});

const Versions = z.object({
  rulesets: z.array(
    z.object({
      hash: z.string(),
      at: z.string(),
      by: z.string(),
      from: none(z.string()),
      comment: none(z.string()),
    }),
  ),
});
export type Version = z.infer<typeof Versions>["rulesets"][number];

export class RulesWire {
  readonly transport: Transport;

  constructor(transport: Transport) {
    this.transport = transport;
  }

  rules = (): Promise<Rules> => this.#ask("GET", "/rules", Rules);

  versions = async (): Promise<readonly Version[]> =>
    (await this.#ask("GET", "/rulesets", Versions)).rulesets;

  async propose(files: Files) {
    const { hash, diagnostics, plan } = await this.#ask("POST", "/rulesets", Proposed, { files });
    return { hash, diagnostics, plan: plan && planOf(plan) };
  }

  /** The plan of a version that is kept, for going back to it; null where the server does not foresee it. */
  async planOf(hash: string): Promise<Plan | null> {
    try {
      const { plan } = await this.#ask("GET", `/rulesets/${hash}/plan`, z.object({ plan: Plan }));
      return planOf(plan);
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return null;
      throw error;
    }
  }

  async difference(hash: string, from: string): Promise<readonly FileDiff[]> {
    const asked = `/rulesets/${hash}/diff?from=${from}`;
    return (await this.#ask("GET", asked, z.object({ files: z.array(FileDiff) }))).files;
  }

  async activate(hash: string, base: string | null, comment: string): Promise<void> {
    const body = { ...(base !== null && { base }), ...(comment !== "" && { comment }) };
    await this.#ask("POST", `/rulesets/${hash}/activate`, z.object({ hash: z.string() }), body);
  }

  async pause(rule: string): Promise<void> {
    await this.#ask("POST", `/rules/${rule}/pause`, z.unknown(), {});
  }

  async resume(rule: string): Promise<void> {
    await this.#ask("POST", `/rules/${rule}/resume`, z.unknown());
  }

  async #ask<T>(method: "GET" | "POST", path: string, schema: z.ZodMiniType<T>, body?: unknown): Promise<T> {
    const answer = await this.transport.request({ method, path, ...(body !== undefined && { body }) });
    if (answer.status >= 200 && answer.status < 300) return schema.parse(answer.body);
    const problem = Problem.safeParse(answer.body);
    const sentence = problem.success ? problem.data.detail || problem.data.title : "";
    const code = problem.success ? problem.data.code : "unreadable";
    throw new Refusal(answer.status, code, sentence || `The server answered ${answer.status}`);
  }
}

const planOf = (plan: z.infer<typeof Plan> | readonly string[]): Plan => {
  if (!("sentences" in plan)) return { base: null, sentences: plan, refused: null, counts: null };
  const { base, sentences, refused, cards, overdue, sends } = plan;
  return { base, sentences, refused, counts: { cards, overdue, sends } };
};
