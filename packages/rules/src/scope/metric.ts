import type { Counted } from "@corridor/domain";

/** Something of the practice that is counted over many cards. */
export interface Metric {
  readonly unit: "ratio" | "count";
  /** An event of one of these kinds is one. */
  readonly count: readonly Counted[];
  /** Of a ratio: among how many. */
  readonly of: readonly Counted[];
}

/** `unsaid`: its name is known, and nothing says what it counts. Null: what says so has faults. */
export type MetricSaid = Metric | "unsaid" | null;
