import { type ConflictKind, LedgerConflict } from "@corridor/engine/ports";
import pg from "pg";

/** Constraints that other transactions can make us break, however carefully we planned. */
const kinds: Readonly<Record<string, ConflictKind>> = {
  appointment_not_twice: "double_booked",
  appointment_slot_once: "slot_taken",
  decision_pkey: "decided",
  card_pkey: "subject",
  record_pkey: "subject",
};

/** The typed error for a broken constraint; null for any other error. */
export function conflictOf(error: unknown): LedgerConflict | null {
  if (!(error instanceof pg.DatabaseError) || error.constraint === undefined) return null;
  const kind = kinds[error.constraint];
  return kind ? new LedgerConflict(kind, error) : null;
}
