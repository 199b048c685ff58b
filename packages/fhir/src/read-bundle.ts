import { billsOf } from "./bills.ts";
import { cardItem } from "./cards.ts";
import { dayNumber } from "./dates.ts";
import { FhirError } from "./error.ts";
import { apart } from "./overlaps.ts";
import { patientItems } from "./patients.ts";
import { personItems } from "./people.ts";
import type { ReadBundle } from "./result.ts";
import { shelve } from "./shelf.ts";
import { sitesOf } from "./sites.ts";
import { newTally } from "./tally.ts";
import { visitsOf } from "./visits.ts";

export interface ReadOptions {
  /** The date, `YYYY-MM-DD`, as of which the visits are placed on the board. */
  readonly asOf: string;
  /** Names the server the file is from, where files come from several that give the same ids. */
  readonly system?: string;
}

/**
 * A FHIR R4 bundle, or one resource, as commands. What cannot be used is listed and stops nothing else; a file that
 * cannot be read at all throws `FhirError`.
 */
export function readBundle(json: unknown, { asOf, system = "" }: ReadOptions): ReadBundle {
  if (dayNumber(asOf) === null)
    throw new FhirError("as_of", "The as-of date must be a day, as in 2026-11-09.");
  const tally = newTally();
  const shelf = shelve(json, tally);
  const sites = sitesOf(shelf, system);
  const desk = { shelf, sites, tally };
  const visits = visitsOf(desk);
  const bills = billsOf(visits, desk, system);
  const cards = visits.map((visit) => cardItem(visit, bills.get(visit.source) ?? [], { asOf, system }, desk));
  const items = [
    ...personItems(shelf, sites, system),
    ...patientItems(shelf, system),
    ...apart(cards, tally),
  ];
  return {
    items,
    rejected: tally.rejected,
    warnings: tally.warnings,
    locations: sites.known,
    counts: tally.counts(),
  };
}
