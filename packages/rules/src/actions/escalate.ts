import * as z from "zod/mini";
import type { TextPart } from "../cel/index.ts";
import { inside } from "../reading/index.ts";
import { compileText, known, textOf } from "../scope/index.ts";
import { Id, Words } from "../shape/index.ts";
import { act, type ActionKind } from "./action.ts";

const schema = z.strictObject({ policy: Id, reason: Words });
type Spec = z.infer<typeof schema>;

interface Escalation {
  readonly policy: string;
  /** The policy as it is written. */
  readonly text: string;
  readonly reason: readonly TextPart[];
}

/** Starts a ladder of people. One that is already climbing is left alone. */
export const escalate: ActionKind<Spec, Escalation> = {
  key: "escalate",
  doc: {
    what: "Starts a ladder of policies.yaml: people are told one after the other until somebody sees to it. One that is already climbing is left alone.",
    example: "- escalate: { policy: front-desk-chain, reason: The payer does not know this member }",
    keys: {
      policy: "A ladder of policies.yaml.",
      reason: "Why, for those who are told; may hold `${card.…}`.",
    },
  },
  schema,
  check({ policy }, at, { ground, policies, ...scope }) {
    const reason = compileText({ ground, ...scope }, inside(at, "reason"));
    if (!known({ ground }, "escalation policy", inside(at, "policy"), Object.keys(policies))) return null;
    return reason && { policy, text: policies[policy] ?? "", reason };
  },
  deeds: ({ policy }) => [
    { kind: "ladder", policy },
    { kind: "event", event: "escalation.exhausted", later: true },
  ],
  run({ policy, text, reason }, { moment, rule }, path) {
    const pinned = rule.pins ? text : null;
    return [act(path, { type: "escalate", policy, reason: textOf(reason, moment), pinned })];
  },
};
