import type { Agenda, Visit } from "./agenda.ts";
import { type Case, labelled } from "./cases.ts";
import { type Act, type DemoStep, lived, type Span } from "./diary.ts";
import * as journey from "./journeys.ts";
import { DAY } from "./office.ts";
import { type Location } from "./practice.ts";

/** A card that is to stand somewhere today, and how it got there: what is in the books for it, and its past. */
export interface Life {
  readonly location: Location;
  steps(c: Case): readonly DemoStep[];
}

/** Makes room in the books for a card that is to stand at a place. `books.dice` decides where it lies open. */
export type Planner = (books: Agenda, place: string, c: Pick<Case, "office" | "dice">) => Life;

const write = (c: Case, ...parts: readonly (readonly [Span, readonly Act[]])[]): readonly DemoStep[] =>
  parts.flatMap(([span, acts]) => lived(acts, c.subject, span, c.office, c.dice));

export const inIntake: Planner = (_books, place, { office, dice }) => {
  const state = place.split(".")[1] ?? "new";
  // Most came in within the last day; a few lie there for longer than they should.
  const age = state === "new" ? dice.int(8, 240) : dice.chance(0.2) ? dice.int(900, 1500) : dice.int(40, 620);
  return {
    location: dice.pick(["riverside", "riverside", "northgate"]),
    steps: (c) =>
      write(c, [[Math.max(office.first, office.last - age), office.last], journey.intake(c, state)]),
  };
};

export const toSchedule: Planner = (_books, place, { office, dice }) => {
  const since = office.last - dice.int(15, 1300);
  return {
    location: dice.pick(["riverside", "northgate"]),
    steps: (c) => {
      const acts = place === "scheduling.waitlisted" ? journey.waitlist(c) : journey.unscheduled(c);
      return write(c, [before(c, since), journey.intake(c)], [[since, office.last], acts]);
    },
  };
};

/** A visit that was booked and missed; the card looks for another time. */
export const noShow: Planner = (books, _place, { office, dice }) => {
  const visit = books.someWithin(office.first + 300, office.last - 90);
  return {
    location: visit.location,
    steps: (c) => [
      ...untilVisit(c, visit),
      ...write(c, [
        [visit.tick + 20, Math.min(office.last, visit.tick + dice.int(40, 80))],
        journey.missed(c),
      ]),
    ],
  };
};

/** Visits to come: most within two days, some next week. */
export const toCome: Planner = (books, place, { office, dice }) => {
  const near = dice.chance(0.55);
  const visit = books.someWithin(office.last + 15, office.last + (near ? DAY * 1.5 : DAY * 7));
  const first =
    place === "scheduling.booked" && dice.chance(0.15)
      ? books.someWithin(office.last + DAY, office.end, visit.location)
      : null;
  const since = office.last - dice.int(20, 1400);
  return {
    location: visit.location,
    steps: (c) => {
      const booked = first ? journey.rebooked(c, first, visit) : journey.booked(c, visit);
      const flagged = c.patient.eligibility !== "active" && visit.tick - office.last < DAY * 2;
      const acts = [
        ...booked,
        ...(place === "scheduling.confirmed" ? journey.confirmed : []),
        ...(flagged ? labelled("front-desk", "insurance-unverified") : []),
      ];
      return write(c, [before(c, since), journey.intake(c)], [[since, office.last], acts]);
    },
  };
};

/** How many minutes ago the patient came to the door, and how far off the visit was then, by room. */
const UNDER_WAY: Readonly<Record<string, readonly [ago: readonly [number, number], visit: number]>> = {
  checked_in: [[4, 14], 10],
  in_room: [[14, 24], -5],
  with_provider: [[20, 34], -15],
  documentation: [[55, 95], -60],
};

export const underWay: Planner = (books, place, { office, dice }) => {
  const room = place.split(".")[1] ?? "checked_in";
  const [[least, most], off] = UNDER_WAY[room] ?? [[4, 14], 0];
  // Early in the morning the last visits of the evening before are the ones whose notes are still open.
  const visit = books.nearest(office.last + off, office.first + 200, office.last + 30);
  const from = office.last - dice.int(least, most);
  return {
    location: visit.location,
    steps: (c) => {
      const came = Math.min(from, office.last - 8);
      const acts = [...journey.booked(c, visit), ...journey.confirmed];
      return [
        ...write(c, [before(c, came - 130), journey.intake(c)], [[came - 120, came - 1], acts]),
        ...write(c, [[came, office.last], journey.treated(c, room)]),
      ];
    },
  };
};

/** A visit of the last days, and what came of it. */
export const afterVisit: Planner = (books, place, { office, dice }) => {
  const [stage, state = ""] = place.split(".");
  const old = stage === "closed" ? 0.6 : 1;
  const until = office.first + Math.floor((office.last - 120 - office.first) * old);
  const visit = books.someWithin(office.first + 300, until);
  const again = state === "rebooked" ? books.someWithin(office.last + DAY, office.end, visit.location) : null;
  return {
    location: visit.location,
    steps: (c) => {
      const after: Span = [visit.tick + 48, Math.min(office.last, visit.tick + dice.int(70, 2000))];
      const [leaves, ...rest] = outcome(c, place, state, again);
      const signed = leaves ? [journey.documented, leaves] : [journey.documented];
      return [...untilVisit(c, visit), ...throughVisit(c, visit, signed), ...write(c, [after, rest])];
    },
  };
};

function outcome(c: Case, place: string, state: string, again: Visit | null): readonly Act[] {
  if (place.startsWith("follow_up")) return journey.followedUp(c, state, again);
  return place === "closed" ? [...journey.billed(c, "paid"), journey.closed] : journey.billed(c, state);
}

/** Intake within a working day, then the wait for the visit. */
function untilVisit(c: Case, visit: Visit): readonly DemoStep[] {
  const known = visit.tick - c.office.first;
  const since = visit.tick - 14 - c.dice.int(60, Math.min(1200, known - 100));
  return write(
    c,
    [before(c, since), journey.intake(c)],
    [
      [since, visit.tick - 14],
      [...journey.booked(c, visit), ...journey.confirmed],
    ],
  );
}

/** The room is wanted for the next patient: once the note is signed, the card leaves. */
function throughVisit(c: Case, { tick }: Visit, signed: readonly Act[]): readonly DemoStep[] {
  return write(c, [[tick - 10, tick + 34], journey.treated(c)], [[tick + 35, tick + 46], signed]);
}

/** Within the working day before a tick, and within what the demo remembers. */
const before = ({ office, dice }: Case, tick: number): Span => [
  Math.max(office.first, tick - dice.int(60, 430)),
  tick - 1,
];
