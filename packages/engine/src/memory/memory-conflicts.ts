import { timesOf } from "@corridor/domain";
import { overlap } from "../authority/overlap.ts";
import { LedgerConflict } from "../ports/conflict.ts";
import type { Decision } from "../ports/ledger.ts";
import { cards } from "./memory-facts.ts";
import type { MemoryPractice } from "./memory-state.ts";

/** What Postgres holds by unique keys and an exclusion constraint. @throws LedgerConflict */
export function refuseConflicts(practice: MemoryPractice, decisions: readonly Decision[]): void {
  if (decisions.some(({ input }) => practice.byInput.has(input.id))) throw new LedgerConflict("decided");
  const booked = decisions.flatMap(({ after }) =>
    after.kind === "card" && after.card && timesOf(after.card).length > 0 ? [after.card] : [],
  );
  if (booked.length === 0) return;
  const standing = new Map(cards(practice).map((card) => [card.id, card]));
  for (const { after } of decisions)
    if (after.kind === "card" && after.card) standing.set(after.card.id, after.card);
  const times = [...standing.values()].flatMap((card) => timesOf(card).map((time) => ({ ...time, card })));
  for (const own of times.filter(({ card }) => booked.some(({ id }) => id === card.id))) {
    for (const other of times) {
      if (other === own) continue;
      const [mine, theirs] = [own.appointment, other.appointment];
      if (mine.slot !== null && mine.slot === theirs.slot) throw new LedgerConflict("slot_taken");
      if (overlap(mine, theirs)) throw new LedgerConflict("double_booked");
    }
  }
}
