export interface Holiday {
  /** Slug of the name, `columbus-day`: what `except:` names. */
  readonly id: string;
  readonly name: string;
  /** The day it is observed, `2026-07-03`. New Year's Day may be observed in the year before. */
  readonly date: string;
}

/** Holidays a practice keeps because the country does. */
export interface HolidayList {
  readonly ids: readonly string[];
  /** The id a manager means, or undefined. */
  resolve(name: string): string | undefined;
  /** The holidays of one year, on the day each is observed, in the order of the year. */
  of(year: number): readonly Holiday[];
}
