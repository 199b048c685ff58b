import { eventData, type FieldTypes, type PlannedEvent } from "@corridor/domain";
import type { VarType, VarTypes } from "../cel/index.ts";
import type { Ground } from "../scope/index.ts";
import type { EventName } from "./events.ts";

/** An event of the practice's own: told from outside, or announced by a rule. Undefined where nothing makes one. */
export function ownEvent(name: string, { practice, names }: Ground): EventName | undefined {
  const { events } = practice.rules;
  const says = Object.hasOwn(events, name) ? events[name] : undefined;
  if (!says && !names.emitted.has(name)) return undefined;
  return { type: "event.raised", keys: [], vars: says ? varsOf(says) : {}, facts: ownFacts, byRules: !says };
}

/** What expressions read of an event that was raised: what it says, by name. */
export const ownFacts = (event: PlannedEvent): Readonly<Record<string, unknown>> =>
  event.type === "event.raised" ? event.data.data : {};

/** All names an own event may have. */
export const ownNames = ({ practice, names }: Ground): readonly string[] => [
  ...Object.keys(practice.rules.events),
  ...names.emitted,
];

export const isCalled =
  (name: string) =>
  (event: PlannedEvent): boolean =>
    event.type === "event.raised" && event.data.called === name;

function varsOf(says: FieldTypes): VarTypes {
  return Object.fromEntries(
    Object.entries(says).map(([field, { type, enum: values, phi }]): [string, VarType] => {
      if (values) return [`event.${field}`, { enum: values }];
      return [`event.${field}`, { type: type === "list" ? "list<string>" : type, phi }];
    }),
  );
}

const HEADS: ReadonlySet<string> = new Set([
  ...Object.keys(eventData).map((type) => type.slice(0, type.indexOf("."))),
  ...["checklist", "document", "metric"],
]);

/** Whether the name begins like an event that only Corridor itself makes. */
export const isReserved = (name: string): boolean => HEADS.has(name.split(/[.-]/)[0] ?? "");
