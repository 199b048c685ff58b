import type { Lifecycle, Move } from "@corridor/domain/board";

const to = (stage: string, enter: string, because: string | null = null, from = ""): Move => ({
  to: stage,
  enter: [enter],
  guard: because === null ? null : `${from}-${stage}`,
  because,
});

/** The patient journey of the demo practice, as a browser is handed it. */
export const lifecycle: Lifecycle = {
  id: "patient-journey",
  version: 3,
  initial: "intake",
  stages: [
    {
      id: "intake",
      name: "Intake",
      states: ["new", "forms_sent", "forms_received", "ready"],
      final: false,
      wip: { limit: 10, per: "practice", policy: "warn" },
      moves: [
        to("scheduling", "unscheduled", "Finish the intake checklist first", "intake"),
        to("cancelled", "cancelled"),
      ],
    },
    {
      id: "scheduling",
      name: "Scheduling",
      states: ["unscheduled", "waitlisted", "booked", "confirmed"],
      final: false,
      wip: { limit: 8, per: "practice", policy: "warn" },
      moves: [
        to("treatment", "checked_in", "Book an appointment first", "scheduling"),
        to("intake", "new"),
        to("cancelled", "cancelled"),
      ],
    },
    {
      id: "treatment",
      name: "Treatment",
      states: ["checked_in", "in_room", "with_provider", "documentation"],
      final: false,
      wip: { limit: 6, per: "practice", policy: "block" },
      moves: [
        to("follow_up", "pending", "Visit documentation is not complete", "treatment"),
        to("billing", "charge_capture", "Visit documentation is not complete", "treatment"),
        to("scheduling", "unscheduled"),
      ],
    },
    {
      id: "follow_up",
      name: "Follow-up",
      states: ["pending", "contacted", "rebooked"],
      final: false,
      wip: null,
      moves: [to("billing", "charge_capture"), to("scheduling", "unscheduled"), to("closed", "closed")],
    },
    {
      id: "billing",
      name: "Billing",
      states: ["charge_capture", "submitted", "denied", "rework", "paid"],
      final: false,
      wip: null,
      moves: [to("closed", "closed", "Claim is still open", "billing"), to("follow_up", "pending")],
    },
    { id: "closed", name: "Closed", states: ["closed"], final: true, wip: null, moves: [] },
    { id: "cancelled", name: "Cancelled", states: ["cancelled"], final: true, wip: null, moves: [] },
  ],
};

/** States a card must have reached for the stage's guarded moves. */
const readyStates: Readonly<Record<string, readonly string[]>> = {
  intake: ["ready"],
  scheduling: ["booked", "confirmed"],
  treatment: ["documentation"],
  billing: ["paid"],
};

/** What the server would say of the guarded moves of a card there. */
export function refusedAt(stage: string, state: string): Record<string, string> {
  if (readyStates[stage]?.includes(state)) return {};
  const moves = lifecycle.stages.find((s) => s.id === stage)?.moves ?? [];
  return Object.fromEntries(
    moves.flatMap((move) => (move.because === null ? [] : [[move.to, move.because]])),
  );
}
