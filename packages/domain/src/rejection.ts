/**
 * Every way Corridor says no, with what to do next. `refused`: tell the person. `conflict`: reload and decide
 * anew. REJECTIONS.md lists them for people; a test holds the two together.
 */
export const rejections = {
  card_unknown: "refused",
  card_exists: "refused",
  record_unknown: "refused",
  record_exists: "refused",
  place_unknown: "refused",
  not_reachable: "refused",
  guard_refused: "refused",
  guard_unknown: "refused",
  wip_limit: "conflict",
  field_unknown: "refused",
  field_type: "refused",
  field_read_only: "refused",
  person_unknown: "refused",
  role_unknown: "refused",
  task_unknown: "refused",
  appointment_missing: "refused",
  appointment_exists: "refused",
  double_booked: "conflict",
  slot_taken: "conflict",
  slot_mismatch: "refused",
  slot_offered: "conflict",
  offer_unknown: "refused",
  offer_unclear: "refused",
  offer_over: "conflict",
  offer_repeated: "refused",
  escalation_unknown: "refused",
  call_unknown: "refused",
  delivery_unknown: "refused",
  delivery_not_dead: "conflict",
  event_unknown: "refused",
  rule_unknown: "refused",
  undo_touched: "conflict",
  undo_not_possible: "refused",
  version_conflict: "conflict",
  key_reused: "refused",
  not_allowed: "refused",
  timer_unknown: "refused",
  ruleset_unknown: "refused",
  ruleset_stale: "conflict",
  too_much: "refused",
} as const satisfies Record<string, "refused" | "conflict">;

export type RejectionCode = keyof typeof rejections;

/** A refusal: `because` is the sentence a person reads; it never contains a protected value. */
export interface Rejection {
  readonly rejected: true;
  readonly code: RejectionCode;
  readonly because: string;
}

export const reject = (code: RejectionCode, because: string): Rejection => ({
  rejected: true,
  code,
  because,
});

export function isRejection(value: unknown): value is Rejection {
  return typeof value === "object" && value !== null && "rejected" in value;
}
