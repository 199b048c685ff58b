import { must, type Text } from "@corridor/domain";
import * as z from "zod/mini";
import type { TextPart } from "../cel/index.ts";
import type { Act } from "../model.ts";
import type { Ladder } from "../policies/index.ts";
import { inside } from "../reading/index.ts";
import { compileText, known, nameOf, textOf } from "../scope/index.ts";
import { Id, Name } from "../shape/index.ts";
import { act, type ActionKind, type Run } from "./action.ts";

const schema = z.strictObject({ policy: Id, reason: Name });
type Spec = z.infer<typeof schema>;

interface Escalation {
  readonly ladder: Ladder;
  readonly reason: readonly TextPart[];
}

/** Starts a ladder of people; its first level is told at once. One that is already climbing is left alone. */
export const escalate: ActionKind<Spec, Escalation> = {
  key: "escalate",
  schema,
  check(spec, at, scope) {
    const reason = compileText(scope, inside(at, "reason"));
    if (!known(scope, "escalation policy", inside(at, "policy"), Object.keys(scope.policies))) return null;
    return reason && { ladder: scope.policies[spec.policy] as Ladder, reason };
  },
  run({ ladder, reason }, run, path) {
    const text = textOf(reason, run.moment);
    const { id } = ladder.policy;
    const start = act(path, { type: "escalate", policy: id, reason: text });
    if (run.living.has(id)) return [start];
    run.living.add(id);
    return [start, ...firstLevel(ladder, text, run, `${path}.level.0`)];
  },
};

function firstLevel({ policy, users }: Ladder, text: Text, run: Run, path: string): readonly Act[] {
  const { notify } = must(policy.levels[0], "a policy has a level");
  const user = users[0] ?? null;
  const person = user && nameOf(user, run.moment);
  const role = person === null ? (notify.role ?? notify.elseRole) : null;
  if (person === null && role === null) return [];
  const effect = run.firing.effectKey(path);
  return [act(path, { type: "notify", effect, to: { role, person }, via: [...notify.via], text })];
}
