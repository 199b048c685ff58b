import type { PlannedEvent } from "./events.ts";
import { type FactKey, factKey } from "./facts.ts";
import type { Instant } from "./values.ts";

/** Which events are counted: those of a type that say all of `has`, and not all of `lacks`. */
export interface Counted {
  readonly type: PlannedEvent["type"];
  readonly has: Said;
  readonly lacks: Said | null;
}

/** Part of what an event says. */
export interface Said {
  readonly [name: string]: string | number | boolean | null | Said;
}

/** How many were counted at each location, and when the first of them happened. Where there were none there is nothing. */
export type Tally = Readonly<Record<string, { readonly count: number; readonly first: Instant }>>;

/** The fact that says how many there were after an instant. */
export const tallyKey = ({ type, has, lacks }: Counted, since: Instant): FactKey<"tally"> =>
  factKey("tally", type, JSON.stringify(has), lacks === null ? "" : JSON.stringify(lacks), since);

/** What the arguments of such a fact ask for. */
export function countedBy([type = "", has = "{}", lacks = ""]: readonly string[]): Counted {
  return {
    type: type as Counted["type"],
    has: JSON.parse(has) as Said,
    lacks: lacks === "" ? null : (JSON.parse(lacks) as Said),
  };
}

/** Whether an event is counted. What an import tells happened elsewhere, and some other day. */
export function isCounted({ type, has, lacks }: Counted, event: PlannedEvent): boolean {
  if (event.type !== type || event.actor.kind === "import" || event.subject.kind !== "card") return false;
  return says(event.data, has) && !(lacks !== null && says(event.data, lacks));
}

/** The tally with one more. */
export function oneMore(tally: Tally, location: string, at: Instant): Tally {
  const known = tally[location];
  return { ...tally, [location]: { count: (known?.count ?? 0) + 1, first: known?.first ?? at } };
}

function says(data: unknown, part: Said): boolean {
  if (typeof data !== "object" || data === null) return false;
  return Object.entries(part).every(([name, wanted]) => {
    const value: unknown = (data as Readonly<Record<string, unknown>>)[name];
    return typeof wanted === "object" && wanted !== null ? says(value, wanted) : value === wanted;
  });
}
