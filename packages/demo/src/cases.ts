import type { Fields, Subject } from "@corridor/domain";
import { type Act, act } from "./diary.ts";
import { type Dice, idOf } from "./dice.ts";
import type { Office } from "./office.ts";
import type { DemoPatient } from "./patients.ts";
import { type Location, type Persona, SELF_PAY, staffOf } from "./practice.ts";

/** One patient's way through the practice, and what it is about. */
export interface Case {
  readonly subject: Subject;
  readonly patient: DemoPatient;
  readonly location: Location;
  readonly type: string;
  readonly treatment: string;
  readonly reason: string;
  readonly priority: string | null;
  readonly labels: readonly string[];
  readonly office: Office;
  readonly dice: Dice;
}

const KINDS: readonly (readonly [type: string, treatment: string])[] = [
  ...([
    ["visit", "checkup"],
    ["visit", "checkup"],
    ["visit", "consultation"],
    ["visit", "chronic_care"],
  ] as const),
  ...([
    ["visit", "vaccination"],
    ["visit", "followup"],
    ["visit", "physio"],
    ["new_patient", "checkup"],
  ] as const),
  ...([
    ["new_patient", "consultation"],
    ["procedure", "surgery"],
    ["virtual", "consultation"],
  ] as const),
];
/** Kinds of visits, not stories: nothing here tells one patient from another. */
const REASONS: Readonly<Record<string, readonly string[]>> = {
  checkup: ["Annual check-up", "School physical", "Well-child visit"],
  consultation: ["Back pain", "Cough for two weeks", "Headaches", "Skin rash"],
  chronic_care: ["Diabetes review", "Blood pressure review", "Asthma review"],
  vaccination: ["Flu shot", "Travel vaccination"],
  followup: ["Follow-up after lab", "Medication review"],
  physio: ["Shoulder mobility", "Knee after sprain"],
  surgery: ["Mole removal", "Wound closure"],
};
const LABELS = [
  "interpreter",
  "wheelchair",
  "referral",
  "records-requested",
  "prior-auth",
  "lab-pending",
  "fasting",
  "recall",
];

export function newCase(
  n: number,
  seed: number,
  patient: DemoPatient,
  location: Location,
  office: Office,
  dice: Dice,
): Case {
  const [type, treatment] = dice.pick(KINDS);
  const luck = dice.int(1, 100);
  return {
    subject: { kind: "card", id: idOf(`demo/${seed}/card/${n}`) },
    ...{
      patient,
      location,
      type,
      treatment,
      office,
      dice,
      reason: dice.pick(REASONS[treatment] ?? ["Visit"]),
    },
    priority: luck <= 4 ? "urgent" : luck <= 14 ? "high" : luck >= 97 ? "low" : null,
    labels: dice.shuffled(LABELS).slice(0, dice.pick([0, 0, 1, 1, 2])),
  };
}

export function opened({ type, location, patient, treatment, reason, priority }: Case): Act {
  const fields: Fields = {
    ...(priority === null ? {} : { priority }),
    ...{ "treatment.type": treatment, "visit.reason": reason, "insurance.payer": patient.payer },
    "insurance.status": patient.payer === SELF_PAY ? "verified" : "unverified",
  };
  return act("front-desk", { type: "create", card: type, location, patient: patient.id, fields });
}

export const labelled = (by: Persona, ...add: readonly string[]): readonly Act[] =>
  add.length === 0 ? [] : [act(by, { type: "label", add: [...add] })];

export const moved = (by: Persona, to: string): Act => act(by, { type: "move", to });

export const noted = (by: Persona, fields: Fields): Act => act(by, { type: "set", fields: { ...fields } });

/** To somebody of the role who works there; now and then nobody has taken the card yet. */
export const given = (by: Persona, role: string, { location, dice }: Case, share = 0.8): readonly Act[] =>
  dice.chance(share) ? [act(by, { type: "assign", to: dice.pick(staffOf(role, location)).id })] : [];

export const said = (
  by: Persona,
  notes: readonly ((first: string) => string)[],
  { patient, dice }: Case,
  share = 0.2,
) => (dice.chance(share) ? [act(by, { type: "comment", text: dice.pick(notes)(patient.first) })] : []);

/** Some tasks are overdue by now, most are due within two days. */
export function asked(
  by: Persona,
  titles: readonly string[],
  role: string,
  { dice, office }: Case,
  share = 0.25,
): readonly Act[] {
  if (!dice.chance(share)) return [];
  const tick = office.last + (dice.chance(0.35) ? -dice.int(5, 200) : dice.int(20, 1000));
  return [act(by, { type: "task.add", title: dice.pick(titles), due: office.at(tick), role })];
}
