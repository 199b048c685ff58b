import { checkShape } from "../shape/index.ts";
import { type Cursor, inside, isMap } from "../reading/index.ts";
import { didYouMean } from "../diagnostics/index.ts";
import type { Ground } from "../scope/index.ts";
import { after } from "./after.ts";
import { before } from "./before.ts";
import { event } from "./event.ts";
import { every } from "./every.ts";
import { manual } from "./manual.ts";
import { metric } from "./metric.ts";
import type { AnyTrigger, Trigger, TriggerKind } from "./trigger.ts";
import type { TriggerPlace } from "./trigger-name.ts";
import { lasting } from "./while.ts";

/** Every trigger the language has. A new one is one file and one line here. */
export const TRIGGERS: readonly AnyTrigger[] = [
  entry(event),
  entry(before),
  entry(after),
  entry(lasting),
  entry(every),
  entry(metric),
  entry(manual),
];

function entry<Spec>(kind: TriggerKind<Spec>): AnyTrigger {
  return {
    key: kind.key,
    doc: kind.doc,
    schema: kind.schema,
    read(at, ground, place) {
      const spec = checkShape(kind.schema, at, ground.findings);
      return spec && kind.compile(spec, at, ground, place);
    },
  };
}

/** One entry of `when`. */
export function readTrigger(at: Cursor, ground: Ground, place: TriggerPlace): Trigger | null {
  const keys = TRIGGERS.map((trigger) => trigger.key);
  const written = isMap(at.value) ? Object.keys(at.value) : [];
  const found = TRIGGERS.filter((trigger) => written.includes(trigger.key));
  const [only, second] = found;
  if (only && !second) return only.read(at, ground, place);
  if (second) {
    const message = `One entry of \`when\` is one trigger; here are ${found.map((t) => `\`${t.key}\``).join(" and ")}`;
    ground.findings.error("trigger-key", inside(at, second.key), message, { part: "key" });
    return null;
  }
  const [near, suggestion] =
    written.map((key) => [key, didYouMean(key, keys)] as const).find(([, s]) => s !== undefined) ?? [];
  const message = `A trigger has one of the keys ${keys.join(", ")}`;
  if (near === undefined) ground.findings.error("trigger-key", at, message);
  else ground.findings.error("trigger-key", inside(at, near), message, { part: "key", suggestion });
  return null;
}
