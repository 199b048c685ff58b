import type { Card } from "../card.ts";
import type { FieldTypes } from "../fields.ts";
import type { Lifecycle, Move, Stage } from "../lifecycle.ts";

/** `guard` is named `from->to`, as the rules name it. */
const to = (
  target: string,
  enter: readonly string[],
  guard: string | null,
  because: string | null,
): Move => ({
  ...{ to: target, enter, guard, because },
});
const free = (target: string, enter: string): Move => to(target, [enter], null, null);
const stage = (id: string, name: string, states: readonly string[], moves: readonly Move[]): Stage => ({
  ...{ id, name, states, moves },
  final: moves.length === 0,
  wip: null,
});

const incomplete = "Visit documentation is not complete";

/** A patient's way: five stages, two ends, guards, a limit that warns and one that blocks. */
export const journey: Lifecycle = {
  id: "patient-journey",
  version: 3,
  initial: "intake",
  stages: [
    stage(
      "intake",
      "Intake",
      ["new", "forms_sent", "forms_received", "ready"],
      [
        to("scheduling", ["unscheduled"], "intake->scheduling", "Finish the intake checklist first"),
        free("cancelled", "cancelled"),
      ],
    ),
    {
      ...stage(
        "scheduling",
        "Scheduling",
        ["unscheduled", "waitlisted", "booked", "confirmed"],
        [
          to("treatment", ["checked_in"], "scheduling->treatment", "Book an appointment first"),
          free("intake", "new"),
          free("cancelled", "cancelled"),
        ],
      ),
      wip: { limit: 40, per: "practice", policy: "warn" },
    },
    {
      ...stage(
        "treatment",
        "Treatment",
        ["checked_in", "in_room", "with_provider", "documentation"],
        [
          to("follow_up", ["pending"], "treatment->follow_up", incomplete),
          to("billing", ["charge_capture", "submitted"], "treatment->billing", incomplete),
          free("scheduling", "unscheduled"),
        ],
      ),
      wip: { limit: 12, per: "location", policy: "block" },
    },
    stage(
      "follow_up",
      "Follow-up",
      ["pending", "contacted", "rebooked"],
      [free("billing", "charge_capture"), free("scheduling", "unscheduled"), free("closed", "closed")],
    ),
    stage(
      "billing",
      "Billing",
      ["charge_capture", "submitted", "denied", "rework", "paid"],
      [to("closed", ["closed"], "billing->closed", "Claim is still open"), free("follow_up", "pending")],
    ),
    stage("closed", "Closed", ["closed"], []),
    stage("cancelled", "Cancelled", ["cancelled"], []),
  ],
};

/** What the journey's guards ask, for tests that let a card find its own way. */
export const journeyGuards: Readonly<Record<string, (card: Card) => boolean>> = {
  "intake->scheduling": (card) => card.state === "ready",
  "scheduling->treatment": (card) => card.state === "booked" || card.state === "confirmed",
  "treatment->follow_up": (card) => card.fields["documentation.complete"] === true,
  "treatment->billing": (card) => card.fields["documentation.complete"] === true,
  "billing->closed": (card) => card.fields["claim.status"] === "paid",
};

const plain = { enum: null, phi: false, default: null } as const;

/** A field of every type, a protected one, and one of the patient's record. */
export const journeyFields: FieldTypes = {
  priority: { ...plain, type: "string", enum: ["normal", "high", "urgent"], default: "normal" },
  "documentation.complete": { ...plain, type: "bool", default: false },
  "claim.status": { ...plain, type: "string", enum: ["open", "paid", "written_off"], default: "open" },
  visits: { ...plain, type: "int", default: 0 },
  balance: { ...plain, type: "double", default: 0 },
  reviewed_at: { ...plain, type: "timestamp" },
  tags: { ...plain, type: "list", default: [] },
  reason: { ...plain, type: "string" },
  note: { ...plain, type: "string", phi: true },
  "patient.phone": { ...plain, type: "string", phi: true },
  "patient.language": { ...plain, type: "string" },
  "appointment.confirmed": { ...plain, type: "bool", default: false },
  "appointment.no_show": { ...plain, type: "bool", default: false },
};
