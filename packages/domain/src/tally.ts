import type { PlannedEvent } from "./events.ts";
import { type FactKey, factKey } from "./facts.ts";
import type { Instant } from "./values.ts";

/** Which events are counted: those of a type that say all of `has`, and not all of `lacks`. */
export interface Counted {
  readonly type: PlannedEvent["type"];
  readonly has: Said;
  readonly lacks: Said | null;
  /** How long the card had been in its stage or its state is added up, of events in which it came to another one. */
  readonly span?: "stage" | "state";
}

/** Part of what an event says. */
export interface Said {
  readonly [name: string]: string | number | boolean | null | Said;
}

/**
 * How many were counted at each location, when the first of them happened and, where that is added up, how many
 * milliseconds cards had stood where they were. Where there were none there is nothing.
 */
export type Tally = Readonly<
  Record<string, { readonly count: number; readonly first: Instant; readonly ms?: number }>
>;

/** The fact that says how many there were after an instant. */
export const tallyKey = ({ type, has, lacks, span }: Counted, since: Instant): FactKey<"tally"> =>
  factKey(
    ...(["tally", type, JSON.stringify(has), lacks === null ? "" : JSON.stringify(lacks), since] as const),
    ...(span ? [span] : []),
  );

/** What the arguments of such a fact ask for. */
export function countedBy([type = "", has = "{}", lacks = "", , span]: readonly string[]): Counted {
  return {
    ...(span === "stage" || span === "state" ? { span } : {}),
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

/** The tally with one more; `ms` is what is added up, where something is. */
export function oneMore(tally: Tally, location: string, at: Instant, ms: number | null): Tally {
  const known = tally[location];
  const added = ms === null ? {} : { ms: (known?.ms ?? 0) + ms };
  return { ...tally, [location]: { count: (known?.count ?? 0) + 1, first: known?.first ?? at, ...added } };
}

/**
 * Whether an event is of a decision that was undone, or of its undoing: then it is as if nothing had happened, and
 * neither is counted.
 */
export function takenBack(events: readonly PlannedEvent[]): (event: PlannedEvent) => boolean {
  const roots = new Set(
    events.flatMap((one) =>
      one.type === "card.undone" ? [one.root, rootOf(one.data.event)].map((root) => named(one, root)) : [],
    ),
  );
  return (event) => roots.has(named(event, event.root));
}

const named = ({ subject }: PlannedEvent, root: string): string => `${subject.id} ${root}`;
/** An event's id is `<root>/<n>`. */
const rootOf = (id: string): string => id.slice(0, id.lastIndexOf("/"));

function says(data: unknown, part: Said): boolean {
  if (typeof data !== "object" || data === null) return false;
  return Object.entries(part).every(([name, wanted]) => {
    const value: unknown = (data as Readonly<Record<string, unknown>>)[name];
    return typeof wanted === "object" && wanted !== null ? says(value, wanted) : value === wanted;
  });
}
