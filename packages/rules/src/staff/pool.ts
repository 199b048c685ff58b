import { type Candidate, factKey } from "@corridor/domain";
import type { Moment } from "../scope/index.ts";
import { onShift } from "./on-shift.ts";

/** Who of a role may be asked at the card's location, in order of id. */
export function poolOf(role: string, { env }: Moment): readonly Candidate[] {
  const pool: readonly Candidate[] = env.facts.read(factKey("pool", role, env.card.location));
  return pool.filter(({ person }) => person.active);
}

export const isOnShift = ({ person }: Candidate, { env, practice }: Moment): boolean =>
  onShift(person.shifts, env.now, practice.rules.timezone);

/** Least load first, then longest without a new card, then by id. */
export const byLoad = (a: Candidate, b: Candidate): number => a.load - b.load || byTurn(a, b);

/** Longest without a new card first, then by id. */
export const byTurn = (a: Candidate, b: Candidate): number =>
  byText(a.lastAssignedAt ?? "", b.lastAssignedAt ?? "") || byText(a.person.id, b.person.id);

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
