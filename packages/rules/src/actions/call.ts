import * as z from "zod/mini";
import { entries, inside } from "../reading/index.ts";
import { compileAny, type Value } from "../scope/index.ts";
import { Word } from "../shape/index.ts";
import { act, type ActionKind, all, passedOn } from "./action.ts";

const schema = z.strictObject({
  connector: Word,
  op: Word,
  with: z.optional(z.record(z.string(), z.unknown())),
});
type Spec = z.infer<typeof schema>;

interface Call {
  readonly connector: string;
  readonly op: string;
  readonly values: ReadonlyMap<string, Value>;
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
      with: "What it is told.",
    },
  },
  schema,
  check({ connector, op }, at, scope) {
    const values = new Map<string, Value>();
    for (const [name, cursor] of entries(inside(at, "with"))) {
      const value = compileAny(scope, cursor);
      if (!value) return null;
      values.set(name, value);
    }
    return { connector, op, values };
  },
  deeds: () => [
    { kind: "event", event: "call.succeeded", later: true },
    { kind: "event", event: "call.failed", later: true },
  ],
  run: ({ connector, op, values }, run, path) => [
    act(path, {
      type: "call",
      effect: run.firing.effectKey(path),
      connector,
      op,
      with: all(values, (value) => passedOn(value, run, path)),
    }),
  ],
};
