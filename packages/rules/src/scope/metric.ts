import { type Counted, type Facts, type Instant, type Tally, tallyKey } from "@corridor/domain";
import type { Duration } from "@corridor/time";

/** Something of the practice that is counted over many cards. */
export interface Metric {
  readonly unit: "ratio" | "count" | "minutes";
  /** An event of one of these kinds is one. */
  readonly count: readonly Counted[];
  /** Of a ratio: among how many. */
  readonly of: readonly Counted[];
  /** How far back expressions count it. */
  readonly over: Exclude<Duration, { kind: "business" }>;
}

/** `unsaid`: its name is known, and nothing says what it counts. Null: what says so has faults. */
export type MetricSaid = Metric | "unsaid" | null;

export type Tallies = ReadonlyMap<Counted, Tally>;

/** What was counted since an instant. */
export function talliesOf({ count, of }: Metric, since: Instant, facts: Facts): Tallies {
  const counted = [...new Set([...count, ...of])];
  facts.want(...counted.map((one) => tallyKey(one, since)));
  return new Map(counted.map((one) => [one, facts.read(tallyKey(one, since))]));
}

/** A metric's value, null where there is nothing that it could be told of, and among how many it was counted. */
export interface Measured {
  readonly value: number | null;
  readonly samples: number;
}

/** `location` null: everywhere. A ratio is from 0 to 1, minutes are the mean. */
export function measured(metric: Metric, tallies: Tallies, location: string | null): Measured {
  const hits = sum(metric.count, tallies, location, (one) => one.count);
  if (metric.unit === "count") return { value: hits, samples: 0 };
  if (metric.unit === "ratio") {
    const samples = sum(metric.of, tallies, location, (one) => one.count);
    return { value: samples === 0 ? null : hits / samples, samples };
  }
  const ms = sum(metric.count, tallies, location, (one) => one.ms ?? 0);
  return { value: hits === 0 ? null : ms / hits / 60_000, samples: hits };
}

function sum(
  counted: readonly Counted[],
  tallies: Tallies,
  location: string | null,
  of: (one: Tally[string]) => number,
): number {
  return counted
    .flatMap((one) => Object.entries(tallies.get(one) ?? {}))
    .reduce((total, [where, one]) => total + (location === null || where === location ? of(one) : 0), 0);
}
