import type { Command, Instant, Subject } from "@corridor/domain";
import { type Agenda, newAgenda } from "./agenda.ts";
import { newCase } from "./cases.ts";
import type { DemoStep } from "./diary.ts";
import { type Dice, newDice } from "./dice.ts";
import type { Eligibility } from "./eligibility.ts";
import {
  afterVisit,
  inIntake,
  type Life,
  noShow,
  type Planner,
  toCome,
  toSchedule,
  underWay,
} from "./lives.ts";
import { type Office, openOffice } from "./office.ts";
import { type DemoPatient, demoPatients, newPhoneOf } from "./patients.ts";
import { type DemoPerson, payers, people, practice } from "./practice.ts";
import { protectedTexts } from "./protected-texts.ts";

export interface DemoPractice {
  readonly name: string;
  readonly timezone: string;
  readonly locations: readonly { readonly id: string; readonly name: string }[];
  readonly payers: readonly string[];
  /** Staff and providers. A persona's `id` is the person whoever picks it acts as, the same for every seed. */
  readonly people: readonly DemoPerson[];
  /** The past ten days as commands, in the order of time. */
  readonly steps: readonly DemoStep[];
  /** Every name, contact, number and note in the steps: what must be found nowhere but among the sealed values. */
  names(): readonly string[];
}

/** How many cards stand where. Under way come first: theirs are the times in the books around now. */
const PLACES: readonly (readonly [place: string, cards: number, planner: Planner])[] = [
  ["treatment.documentation", 3, underWay],
  ["treatment.with_provider", 4, underWay],
  ["treatment.in_room", 2, underWay],
  ["treatment.checked_in", 3, underWay],
  ["intake.new", 14, inIntake],
  ["intake.forms_sent", 14, inIntake],
  ["intake.forms_received", 10, inIntake],
  ["intake.ready", 7, inIntake],
  ["scheduling.unscheduled", 10, toSchedule],
  ["scheduling.unscheduled", 3, noShow],
  ["scheduling.waitlisted", 8, toSchedule],
  ["scheduling.booked", 22, toCome],
  ["scheduling.confirmed", 17, toCome],
  ["follow_up.pending", 20, afterVisit],
  ["follow_up.contacted", 14, afterVisit],
  ["follow_up.rebooked", 6, afterVisit],
  ["billing.charge_capture", 13, afterVisit],
  ["billing.submitted", 18, afterVisit],
  ["billing.denied", 3, afterVisit],
  ["billing.rework", 6, afterVisit],
  ["billing.paid", 5, afterVisit],
  ["closed", 20, afterVisit],
];

/** A family practice with ten days behind it. The same seed and moment, the same practice. */
export function demoPractice(seed: number, now: Instant): DemoPractice {
  const dice = newDice(seed);
  const office = openOffice(now);
  const patients = demoPatients(seed, inDoubt(), dice);
  const books = newAgenda(office, dice);
  const cards = cardSteps(seed, patients, books, office, dice);
  const steps = [...hired(office), ...enrolled(patients, cards, dice), ...cards].toSorted(byTime);
  return { ...practice, payers, people, steps, names: () => protectedTexts(steps) };
}

/** Among the visits to come are some of each doubt about coverage, whatever the seed. */
function inDoubt(): ReadonlyMap<number, Eligibility> {
  const first = PLACES.slice(
    0,
    PLACES.findIndex(([place]) => place === "scheduling.booked"),
  );
  const booked = first.reduce((sum, [, cards]) => sum + cards, 0);
  const doubts = ["inactive", "mismatch", "not_found", "no_answer", "no_answer", "inactive"] as const;
  return new Map(doubts.map((doubt, i) => [booked + i * 5, doubt]));
}

function cardSteps(
  seed: number,
  patients: readonly DemoPatient[],
  books: Agenda,
  office: Office,
  dice: Dice,
): readonly DemoStep[] {
  const lives: readonly Life[] = PLACES.flatMap(([place, cards, planner]) =>
    Array.from({ length: cards }, () => planner(books, place, { office, dice })),
  );
  return lives.flatMap((life, n) => {
    // The last cards, closed ones, belong to patients who are back with something else.
    const patient = patients[n % patients.length] as DemoPatient;
    return life.steps(newCase(n, seed, patient, life.location, office, dice));
  });
}

const step = (
  at: Instant,
  subject: Subject,
  command: Command,
  actorPersona: "admin" | "front-desk",
): DemoStep => ({
  at,
  input: { subject, command, actorPersona },
});

function hired({ begin }: Office): readonly DemoStep[] {
  return people.map(({ id, name, roles, locations, shifts }) => {
    const command = {
      type: "person.create" as const,
      name,
      roles: [...roles],
      locations: [...locations],
      shifts: [...shifts],
    };
    return step(begin, { kind: "person", id }, command, "admin");
  });
}

/** Each patient when the first card is opened; a few have since got another number. */
function enrolled(
  patients: readonly DemoPatient[],
  cards: readonly DemoStep[],
  dice: Dice,
): readonly DemoStep[] {
  const since = new Map<string, Instant>();
  for (const { at, input } of cards) {
    if (input.command.type !== "create") continue;
    const known = since.get(input.command.patient);
    if (known === undefined || at < known) since.set(input.command.patient, at);
  }
  return patients.flatMap(({ id, fields }, i) => {
    const at = since.get(id);
    if (at === undefined) return [];
    const subject = { kind: "patient", id } as const;
    const made = step(at, subject, { type: "patient.create", fields: { ...fields } }, "front-desk");
    if (!dice.chance(0.02)) return [made];
    const phone = newPhoneOf(i);
    const later = cards.findLast(({ input }) => input.subject.kind === "card")?.at ?? at;
    return [
      made,
      step(later > at ? later : at, subject, { type: "patient.update", fields: { phone } }, "front-desk"),
    ];
  });
}

const byTime = (a: DemoStep, b: DemoStep): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
