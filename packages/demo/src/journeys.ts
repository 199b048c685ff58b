import type { Fields } from "@corridor/domain";
import type { Visit } from "./agenda.ts";
import { asked, type Case, given, labelled, moved, noted, opened, said } from "./cases.ts";
import { type Act, act } from "./diary.ts";
import { SELF_PAY } from "./practice.ts";
import * as talk from "./small-talk.ts";

/*
 * What happens to a card, stage by stage, as commands that the lifecycle allows by construction, whether or not the
 * practice's rules take some of the steps themselves.
 */

const INTAKE = ["new", "forms_sent", "forms_received", "ready"];

/** From the first call to a state of intake. */
export function intake(c: Case, until = "ready"): readonly Act[] {
  // Whoever was here before has the forms on file already.
  const known = until === "ready" && c.dice.chance(0.5);
  const states = known ? ["ready"] : INTAKE.slice(1, INTAKE.indexOf(until) + 1);
  const [sent, ...rest] = states.map((state) => moved("front-desk", `intake.${state}`));
  return [
    opened(c),
    ...given("front-desk", "front_desk", c, 0.45),
    ...labelled("front-desk", ...c.labels),
    ...(sent ? [sent] : []),
    ...said("front-desk", talk.intakeNotes, c),
    ...rest,
    ...(until === "ready" ? [] : asked("front-desk", talk.intakeTasks, "front_desk", c)),
  ];
}

export function waitlist(c: Case): readonly Act[] {
  return [
    moved("front-desk", "scheduling"),
    {
      by: "front-desk",
      does: (at) => ({ type: "set", fields: { "waitlist.open_to_earlier": true, "waitlist.since": at } }),
    },
    moved("front-desk", "scheduling.waitlisted"),
    ...said("front-desk", talk.schedulingNotes, c, 0.4),
  ];
}

export function unscheduled(c: Case): readonly Act[] {
  return [
    moved("front-desk", "scheduling"),
    ...said("front-desk", talk.schedulingNotes, c, 0.4),
    ...asked("front-desk", talk.schedulingTasks, "front_desk", c, 0.5),
  ];
}

export function booked(c: Case, visit: Visit): readonly Act[] {
  return [
    moved("front-desk", "scheduling"),
    ...booking(c, visit),
    ...said("front-desk", talk.schedulingNotes, c, 0.15),
  ];
}

/** Thought better of it, then booked again. */
export function rebooked(c: Case, first: Visit, second: Visit): readonly Act[] {
  const reason = c.dice.pick(talk.cancelReasons);
  return [
    ...booked(c, first),
    act("front-desk", { type: "appointment.cancel", reason }),
    moved("front-desk", "scheduling.unscheduled"),
    ...booking(c, second),
  ];
}

function booking(c: Case, { tick, minutes, provider }: Visit): readonly Act[] {
  return [
    act("front-desk", { type: "appointment.book", start: c.office.at(tick), minutes, provider: provider.id }),
    moved("front-desk", "scheduling.booked"),
    ...insured(c),
  ];
}

/** What the payer says, as the stand-in says it too. */
function insured({ patient: { eligibility, payer } }: Case): readonly Act[] {
  if (payer === SELF_PAY) return [];
  if (eligibility === "active")
    return [noted("front-desk", { "insurance.status": "verified", "insurance.reason": "none" })];
  const status = eligibility === "no_answer" ? "pending" : "failed";
  return [noted("front-desk", { "insurance.status": status, "insurance.reason": eligibility })];
}

export const confirmed: readonly Act[] = [
  act("front-desk", { type: "appointment.confirm" }),
  moved("front-desk", "scheduling.confirmed"),
];

export function missed(c: Case): readonly Act[] {
  return [
    act("front-desk", { type: "appointment.no-show" }),
    moved("front-desk", "scheduling.unscheduled"),
    ...labelled("front-desk", "no-show"),
    ...asked("front-desk", talk.schedulingTasks, "front_desk", c, 0.7),
  ];
}

const ROOMS = ["checked_in", "in_room", "with_provider", "documentation"];

/** From the door to a state of treatment. Whoever's coverage was in doubt has settled it at the desk. */
export function treated(c: Case, until = "documentation"): readonly Act[] {
  const { dice } = c;
  const [, ...rooms] = ROOMS.slice(0, ROOMS.indexOf(until) + 1).map((room) =>
    moved("nurse", `treatment.${room}`),
  );
  return [
    ...(c.patient.eligibility === "active"
      ? []
      : [noted("front-desk", { "insurance.status": "verified", "insurance.reason": "none" })]),
    moved("front-desk", "treatment"),
    ...given("nurse", "nurse", c, until === "documentation" ? 0.4 : 0.9),
    ...said("nurse", talk.visitNotes, c, 0.15),
    ...rooms.slice(0, 1),
    ...(rooms.length > 0 && dice.chance(until === "documentation" ? 0.3 : 1)
      ? [noted("nurse", { "visit.room": `Room ${dice.int(1, 6)}` })]
      : []),
    ...rooms.slice(1),
    ...(until === "documentation" ? [] : asked("nurse", talk.visitTasks, "nurse", c, 0.2)),
  ];
}

/** The note is signed: from here the visit may leave treatment. */
export const documented: Act = {
  by: "nurse",
  does: (at) => ({ type: "set", fields: { "treatment.completed_at": at, "documentation.complete": true } }),
};

export function followedUp(c: Case, state: string, again: Visit | null): readonly Act[] {
  return [
    moved("nurse", "follow_up"),
    ...given("nurse", "nurse", c, 0.6),
    ...asked("nurse", talk.followUpTasks, "nurse", c, 0.4),
    ...(state === "pending"
      ? []
      : [moved("nurse", "follow_up.contacted"), ...said("nurse", talk.followUpNotes, c, 0.5)]),
    ...(again ? [visitAgain(c, again), moved("front-desk", "follow_up.rebooked")] : []),
  ];
}

const visitAgain = (c: Case, { tick, minutes, provider }: Visit): Act =>
  act("front-desk", { type: "appointment.move", start: c.office.at(tick), minutes, provider: provider.id });

const BILLING = ["charge_capture", "submitted", "denied", "rework"];

/** To a state of billing; denied claims first go out, and come back before they are reworked. */
export function billed(c: Case, state: string): readonly Act[] {
  const { dice } = c;
  const amount = dice.int(60, 900) * 100;
  const denials = dice.chance(0.2) ? 3 : 1;
  const claim = (status: string, more: Fields = {}) => noted("billing", { "claim.status": status, ...more });
  const phases: Record<string, readonly Act[]> = {
    charge_capture: [
      moved("billing", "billing"),
      claim("draft", { "claim.amount_cents": amount, "claim.denials": denials - 1 }),
      ...given("billing", "billing", c),
      ...asked("billing", talk.billingTasks, "billing", c, 0.15),
    ],
    submitted: [moved("billing", "billing.submitted"), claim("submitted")],
    denied: [
      moved("billing", "billing.denied"),
      claim("denied", { "claim.denial_code": dice.pick(["CO-16", "CO-97", "CO-197", "CO-22"]) }),
      noted("billing", { "claim.denials": denials }),
      ...(denials === 3 ? labelled("billing", "denied-3x") : []),
    ],
    rework: [
      moved("billing", "billing.rework"),
      ...said("billing", talk.billingNotes, c, 0.6),
      ...asked("billing", talk.billingTasks, "billing", c, 0.5),
    ],
    paid: [claim("paid", { "claim.paid_cents": Math.round(amount * 0.8) }), moved("billing", "billing.paid")],
  };
  const way =
    state === "paid" ? ["charge_capture", "submitted", "paid"] : BILLING.slice(0, BILLING.indexOf(state) + 1);
  return way.flatMap((phase) => phases[phase] ?? []);
}

export const closed: Act = moved("billing", "closed");
