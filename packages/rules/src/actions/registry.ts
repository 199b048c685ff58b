import type * as z from "zod/mini";
import { didYouMean } from "../diagnostics/index.ts";
import type { Doc } from "../doc.ts";
import type { Act } from "../model.ts";
import { type Cursor, inside, isMap, members } from "../reading/index.ts";
import { needsCard } from "../scope/index.ts";
import { checkShape } from "../shape/index.ts";
import type { ActionKind, ActionScope, Runnable } from "./action.ts";
import { assign } from "./assign.ts";
import { call } from "./call.ts";
import { cancel } from "./cancel.ts";
import { choose } from "./choose.ts";
import { emit } from "./emit.ts";
import { escalate } from "./escalate.ts";
import { label } from "./label.ts";
import { message } from "./message.ts";
import { move } from "./move.ts";
import { notify } from "./notify.ts";
import { offer } from "./offer.ts";
import { resolve } from "./resolve.ts";
import { select } from "./select.ts";
import { set } from "./set.ts";
import { stop } from "./stop.ts";
import { task } from "./task.ts";

interface AnyAction {
  readonly key: string;
  readonly doc: Doc;
  readonly schema: z.ZodMiniType;
  readonly read: (at: Cursor, scope: ActionScope) => Runnable | null;
  readonly beside: ((acts: readonly Act[]) => readonly Act[]) | undefined;
}

/** Every action the language has. A new one is one file and one line here. */
export const ACTIONS: readonly AnyAction[] = [
  entry(set),
  entry(move),
  entry(label),
  entry(assign),
  entry(task),
  entry(notify),
  entry(message),
  entry(call),
  entry(escalate),
  entry(resolve),
  entry(emit),
  entry(cancel),
  entry(offer),
  entry(select),
  entry(choose),
  entry(stop),
];

function entry<Spec, Checked>(kind: ActionKind<Spec, Checked>): AnyAction {
  return {
    key: kind.key,
    doc: kind.doc,
    schema: kind.schema,
    beside: kind.beside,
    read(at, scope) {
      const spec = checkShape(kind.schema, at, scope.ground.findings);
      const stands = kind.needsNoCard === true || needsCard(scope, at, `\`${kind.key}\``);
      const checked = spec === null ? null : kind.check(spec, at, scope);
      if (checked === null || !stands) return null;
      for (const deed of kind.deeds(checked)) scope.outline.deeds.push({ deed, at, under: scope.under });
      return (run, path) => kind.run(checked, run, path);
    },
  };
}

/** A list of actions (or a single one), in order, until a `stop`. */
export function readActions(at: Cursor, scope: ActionScope): Runnable | null {
  const cursors = Array.isArray(at.value) ? members(at) : [at];
  const read = cursors.map((cursor) => readAction(cursor, scope));
  const end = cursors.findIndex(
    (cursor) => cursor.value === "stop" || (isMap(cursor.value) && "stop" in cursor.value),
  );
  const after = cursors[end + 1];
  if (end >= 0 && after)
    scope.ground.findings.strict("action-unreachable", after, "This is never reached: `stop` ends the list");
  if (!read.every((action) => action !== null)) return null;
  const whole = Array.isArray(at.value);
  return (run, path) => {
    const acts: Act[] = [];
    for (const [i, action] of read.entries()) {
      if (run.stopped) break;
      acts.push(...action(run, whole ? `${path}.${i}` : path));
    }
    return ACTIONS.reduce<readonly Act[]>((all, { beside }) => beside?.(all) ?? all, acts);
  };
}

/** How many actions a list holds, those inside `choose` included. */
export function countActions(at: Cursor): number {
  return members(at).reduce((sum, cursor) => {
    const arms = members(inside(cursor, "choose"));
    return (
      sum +
      1 +
      arms.reduce((n, arm) => n + countActions(inside(arm, "then")) + countActions(inside(arm, "else")), 0)
    );
  }, 0);
}

/** One action: a map with one key. `stop` may stand alone. */
function readAction(at: Cursor, scope: ActionScope): Runnable | null {
  if (at.value === "stop") return readAction({ ...at, value: { stop: true } }, scope);
  const { findings } = scope.ground;
  const known = ACTIONS.map((action) => action.key);
  const written = isMap(at.value) ? Object.keys(at.value) : [];
  const [key, second] = written;
  if (key === undefined) {
    findings.error("action-key", at, `An action is a map with one key: ${known.join(", ")}`);
    return null;
  }
  const action = ACTIONS.find((one) => one.key === key);
  if (!action) {
    const suggestion = didYouMean(key, known);
    const listed = suggestion === undefined ? `; there is ${known.join(", ")}` : "";
    const message = `There is no action called \`${key}\`${listed}`;
    findings.error("action-key", inside(at, key), message, { part: "key", suggestion });
    return null;
  }
  if (second !== undefined) {
    findings.error(
      "action-key",
      inside(at, second),
      `Each action is an entry of its own: \`- ${second}: …\``,
      { part: "key" },
    );
    return null;
  }
  return action.read(inside(at, key), scope);
}
