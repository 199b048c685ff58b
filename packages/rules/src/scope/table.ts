import type { VarTypes } from "../cel/index.ts";
import type { Moment } from "./moment.ts";

/** A decision table: what it answers for a card. */
export interface Table {
  /** The paths it asks. */
  readonly reads: readonly string[];
  /** The names its answers have where a rule calls it so: one answer is the name itself, several are its members. */
  readonly vars: (as: string) => VarTypes;
  /** Undefined where no row fits. */
  readonly answer: (moment: Moment) => unknown;
}
