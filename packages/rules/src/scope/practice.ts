import type { CompiledCalendar } from "@corridor/time";
import type { PracticeRules } from "../model.ts";
import type { MetricSaid } from "./metric.ts";

/** A practice with what only evaluation needs of it. */
export interface Practice {
  readonly rules: PracticeRules;
  readonly calendars: Readonly<Record<string, CompiledCalendar>>;
  /** The calendars as written: when one changes, clocks that count by it are set anew. */
  readonly calendarSpecs: Readonly<Record<string, unknown>>;
  /** What is counted in it, by name; filled when practice.yaml has been read. */
  readonly metrics: Map<string, MetricSaid>;
  /** The practice as a card at this location reckons: by the location's own clock, if it has one. */
  readonly at: (location: string) => Practice;
}
