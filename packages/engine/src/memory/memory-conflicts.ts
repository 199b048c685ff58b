import { overlap } from "../authority/overlap.ts";
import { LedgerConflict } from "../ports/conflict.ts";
import type { Decision } from "../ports/ledger.ts";
import { cards } from "./memory-facts.ts";
import type { MemoryPractice } from "./memory-state.ts";

/** What Postgres holds by unique keys and an exclusion constraint. @throws LedgerConflict */
export function refuseConflicts(practice: MemoryPractice, decisions: readonly Decision[]): void {
  if (decisions.some(({ input }) => practice.byInput.has(input.id))) throw new LedgerConflict("decided");
  const booked = decisions.flatMap(({ after }) =>
    after.kind === "card" && after.card?.appointment ? [after.card] : [],
  );
  if (booked.length === 0) return;
  const standing = new Map(cards(practice).map((card) => [card.id, card]));
  for (const { after } of decisions)
    if (after.kind === "card" && after.card) standing.set(after.card.id, after.card);
  for (const card of booked) {
    for (const other of standing.values()) {
      if (other.id === card.id || !card.appointment || !other.appointment) continue;
      if (card.appointment.slot !== null && card.appointment.slot === other.appointment.slot)
        throw new LedgerConflict("slot_taken");
      if (overlap(card.appointment, other.appointment)) throw new LedgerConflict("double_booked");
    }
  }
}
