export type ConflictKind =
  /** An overlapping appointment of the same provider was committed meanwhile. */
  | "double_booked"
  /** The slot was taken meanwhile. */
  | "slot_taken"
  /** The same input was decided meanwhile, by another node. */
  | "decided"
  /** A subject that was new has been created meanwhile. */
  | "subject";

/**
 * Somebody else's commit has made a plan untrue that no lock could hold. Nothing was written; whoever planned reads
 * again and steps once more.
 */
export class LedgerConflict extends Error {
  override name = "LedgerConflict";
  readonly kind: ConflictKind;

  constructor(kind: ConflictKind, cause?: unknown) {
    super(`the ledger has moved on: ${kind}`, { cause });
    this.kind = kind;
  }
}
