import { misfit } from "@corridor/domain";
import * as z from "zod/mini";
import { didYouMean } from "../diagnostics/index.ts";
import type { Connectors, Parameter, Parameters } from "../model.ts";
import { type Cursor, entries, inside } from "../reading/index.ts";
import { compileAny, compileValue, known, type Value } from "../scope/index.ts";
import { Word } from "../shape/index.ts";
import { act, ActFailure, type ActionKind, type ActionScope, passedOn, type Run } from "./action.ts";

const schema = z.strictObject({
  connector: Word,
  op: Word,
  with: z.optional(z.record(z.string(), z.unknown())),
});
type Spec = z.infer<typeof schema>;

/** Something that is told; `type` is null where the practice does not say what its connectors take. */
interface Told {
  readonly value: Value;
  readonly type: Parameter | null;
}

interface Call {
  readonly connector: string;
  readonly op: string;
  readonly told: ReadonlyMap<string, Told>;
}

/** Asks an outside system. Its answer comes back as `call.succeeded` or `call.failed`. */
export const call: ActionKind<Spec, Call> = {
  key: "call",
  doc: {
    what: "Asks an outside system. Its answer comes back as `call.succeeded` or `call.failed`.",
    example: "- call: { connector: eligibility, op: check, with: { payer: =card.insurance.payer } }",
    keys: {
      connector: "Which system.",
      op: "What it is to do.",
      with: "What it is told: what `connectors` of practice.yaml says the operation takes.",
    },
  },
  schema,
  check({ connector, op }, at, scope) {
    const { connectors } = scope.ground.practice.rules;
    const takes = connectors && takenBy(connectors, { connector, op }, at, scope);
    if (connectors && !takes) return null;
    const errors = scope.ground.findings.errors;
    const told = new Map<string, Told>();
    for (const [name, cursor] of entries(inside(at, "with"))) {
      const one = takes ? parameter(name, takes, cursor, scope) : anything(cursor, scope);
      if (one) told.set(name, one);
    }
    if (takes) checkAllTold(takes, at, scope);
    return scope.ground.findings.errors > errors ? null : { connector, op, told };
  },
  deeds: () => [
    { kind: "event", event: "call.succeeded", later: true },
    { kind: "event", event: "call.failed", later: true },
  ],
  run: ({ connector, op, told }, run, path) => [
    act(path, {
      ...{ type: "call", effect: run.firing.effectKey(path), connector, op },
      with: Object.fromEntries([...told].map(([name, one]) => [name, valueTold(name, one, run, path)])),
    }),
  ],
};

/** What the operation takes, or null after it was noted that there is none. */
function takenBy(
  connectors: Connectors,
  { connector, op }: Pick<Spec, "connector" | "op">,
  at: Cursor,
  scope: ActionScope,
): Parameters | null {
  if (!known(scope, "connector", inside(at, "connector"), Object.keys(connectors))) return null;
  const ops = connectors[connector] ?? {};
  const isKnown = known(scope, `operation of ${connector}`, inside(at, "op"), Object.keys(ops));
  return isKnown ? (ops[op] ?? null) : null;
}

function parameter(name: string, takes: Parameters, at: Cursor, scope: ActionScope): Told | null {
  const type = Object.hasOwn(takes, name) ? takes[name] : undefined;
  if (!type) {
    const suggestion = didYouMean(name, Object.keys(takes));
    const message = `The operation takes nothing called “${name}”`;
    scope.ground.findings.error("call-parameter", at, message, { part: "key", suggestion });
    return null;
  }
  const value = compileValue(scope, at, type);
  return value && { value, type };
}

function anything(at: Cursor, scope: ActionScope): Told | null {
  const value = compileAny(scope, at);
  return value && { value, type: null };
}

function checkAllTold(takes: Parameters, at: Cursor, scope: ActionScope): void {
  const given = new Set(entries(inside(at, "with")).map(([name]) => name));
  const missing = Object.entries(takes).flatMap(([name, { optional }]) =>
    optional || given.has(name) ? [] : [`\`${name}\``],
  );
  if (missing.length === 0) return;
  const message = `The operation also takes ${missing.join(", ")}: say it in \`with\``;
  scope.ground.findings.error("call-parameter", at, message);
}

/** What can not be checked before it is known (an answer's part) is checked here: nobody is asked nonsense. */
function valueTold(name: string, { value, type }: Told, run: Run, path: string) {
  const told = passedOn(value, run, path);
  const wrong = type && !type.phi ? misfit(type, told) : null;
  if (wrong !== null) throw new ActFailure(path, "error", `\`${name}\` ${wrong}`);
  return told;
}
