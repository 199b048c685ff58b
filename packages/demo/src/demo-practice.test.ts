import type { Card, Command, NewEvent } from "@corridor/domain";
import { describe, expect, test } from "vitest";
import { type DemoPractice, demoPractice, eligibilityStandIn, isNeeded } from "./index.ts";
import { isHoliday, localDay, toMs, weekday } from "./new-york.ts";
import { play } from "./testing/play.ts";

const NOW = "2026-11-24T15:42:00.000Z";
const demo = demoPractice(7, NOW);
const stages = (cards: Iterable<Card>) => {
  const counts: Record<string, number> = {};
  for (const { stage } of cards) counts[stage] = (counts[stage] ?? 0) + 1;
  return counts;
};
const STAGES = { intake: 45, scheduling: 60, treatment: 12, follow_up: 40, billing: 45, closed: 20 };

test("the same seed and moment give the same practice, another seed another", () => {
  expect(demoPractice(7, NOW).steps).toEqual(demo.steps);
  expect(demoPractice(8, NOW).steps).not.toEqual(demo.steps);
  expect(demoPractice(8, NOW).people).toEqual(demo.people);
});

describe.each([
  ["on a Tuesday morning", NOW],
  ["on a Monday at five past eight", "2026-11-23T13:05:00.000Z"],
  ["just before opening", "2026-06-03T11:59:00.000Z"],
  ["at the very opening", "2026-06-03T12:00:00.000Z"],
  ["in the evening", "2026-08-12T02:30:00.000Z"],
  ["on a Sunday", "2026-03-08T06:59:59.999Z"],
  ["over Christmas and New Year", "2027-01-01T17:00:00.000Z"],
  ["in a leap year", "2028-02-29T20:15:30.500Z"],
])("%s", (_when, now) => {
  const practice = demoPractice(11, now);
  const played = play(practice.steps);
  const cards = [...played.cards.values()];

  test("every step is allowed, and the board is full", () => {
    expect(played.refused).toEqual([]);
    expect(stages(cards)).toEqual(STAGES);
    expect(played.fullest).toBeLessThanOrEqual(12);
  });

  test("the past lies in the last ten days, in order, in office hours", () => {
    const begin = toMs(now) - 10 * 86_400_000;
    const times = practice.steps.map(({ at }) => toMs(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(begin);
    expect(times.at(-1)).toBeLessThanOrEqual(toMs(now));
    const strange = times.filter((ms) => ms !== begin && ms !== toMs(now) && !isOpen(ms));
    expect(strange).toEqual([]);
  });

  test("visits lie in office hours, no provider is booked twice, nobody of the future was seen", () => {
    const booked = cards.flatMap((card) => (card.appointment ? [{ card, ...card.appointment }] : []));
    expect(booked.length).toBeGreaterThan(140);
    for (const { start, minutes } of booked) {
      expect(isOpen(toMs(start))).toBe(true);
      expect(isOpen(toMs(start) + (minutes - 1) * 60_000)).toBe(true);
    }
    expect(new Set(booked.map(({ provider, start }) => `${provider} ${start}`)).size).toBe(booked.length);
    for (const { card, start } of booked) {
      if (["billing", "closed"].includes(card.stage)) expect(toMs(start)).toBeLessThan(toMs(now));
      if (["booked", "confirmed"].includes(card.state)) expect(toMs(start)).toBeGreaterThan(toMs(now));
    }
  });
});

test.each([1, 2, 3, 4, 5, 6, 42, 2026])("seed %i gives a practice without a refusal", (seed) => {
  const played = play(demoPractice(seed, NOW).steps);
  expect(played.refused).toEqual([]);
  expect(stages(played.cards.values())).toEqual(STAGES);
});

test("a move is not needed where a rule has made it already", () => {
  const card = { stage: "billing", state: "charge_capture" };
  expect(isNeeded({ type: "move", to: "billing" }, card)).toBe(false);
  expect(isNeeded({ type: "move", to: "billing.charge_capture" }, card)).toBe(false);
  expect(isNeeded({ type: "move", to: "billing.submitted" }, card)).toBe(true);
  expect(isNeeded({ type: "comment", text: "hello" }, card)).toBe(true);
});

test("it holds as well when the practice's rules take the same steps first", () => {
  const { cards, refused } = play(demo.steps, rules);
  expect(refused).toEqual([]);
  expect(stages(cards.values())).toEqual(STAGES);
});

test("the board is alive: urgent cards, owners, labels, tasks overdue, coverage in doubt, visits today", () => {
  const cards = [...play(demo.steps).cards.values()];
  const open = cards.filter(({ stage }) => stage !== "closed");
  const tasks = open.flatMap((card) => card.tasks).filter(({ due }) => due !== null);
  const figures = {
    urgent: open.filter(({ fields }) => fields["priority"] === "urgent").length,
    owned: open.filter(({ assignee }) => assignee !== null).length,
    labelled: open.filter(({ labels }) => labels.length > 0).length,
    overdue: tasks.filter(({ due }) => String(due) < NOW).length,
    later: tasks.filter(({ due }) => String(due) >= NOW).length,
    doubtful: new Set(
      open.filter(({ stage }) => stage === "scheduling").map(({ fields }) => fields["insurance.reason"]),
    ).size,
    commented: open.filter(({ comments }) => comments > 0).length,
    today: open.filter(
      ({ appointment }) => appointment && localDay(toMs(appointment.start)).day === localDay(toMs(NOW)).day,
    ).length,
  };
  expect(figures.urgent).toBeGreaterThanOrEqual(4);
  expect(figures.owned).toBeGreaterThan(100);
  expect(figures.labelled).toBeGreaterThan(60);
  expect(figures.overdue).toBeGreaterThanOrEqual(8);
  expect(figures.later).toBeGreaterThanOrEqual(20);
  // none, none known, and each of the four doubts.
  expect(figures.doubtful).toBe(6);
  expect(figures.commented).toBeGreaterThan(25);
  expect(figures.today).toBeGreaterThan(15);
  expect(new Set(open.map(({ enteredStageAt }) => enteredStageAt)).size).toBeGreaterThan(150);
});

test("each persona is a person with the role of that name", () => {
  const personas = demo.people.flatMap(({ persona, roles }) => (persona ? [[persona, roles[0]]] : []));
  expect(personas).toEqual([
    ["front-desk", "front_desk"],
    ["nurse", "nurse"],
    ["billing", "billing"],
    ["manager", "manager"],
    ["admin", "admin"],
  ]);
  const count = (role: string) => demo.people.filter(({ roles }) => roles.includes(role)).length;
  expect([demo.people.length, count("provider")]).toEqual([19, 6]);
});

describe("names", () => {
  const names = demo.names();
  const searched = JSON.stringify(demo.steps.map(({ input }) => withoutTexts(input.command))).toLowerCase();

  test("name all that is protected in the steps", () => {
    for (const { input } of demo.steps) {
      if (input.command.type === "patient.create") expect(names).toContain(input.command.fields["last_name"]);
      if (input.command.type === "comment" || input.command.type === "person.create")
        expect(names).toContain(input.command.type === "comment" ? input.command.text : input.command.name);
      if (input.command.type === "create") expect(names).toContain(input.command.fields["visit.reason"]);
    }
    expect(names.length).toBeGreaterThan(1000);
  });

  test("stand nowhere else, in whatever case, and are long enough to be searched for", () => {
    expect(names.filter((name) => name.length < 5)).toEqual([]);
    expect(names.filter((name) => searched.includes(name.toLowerCase()))).toEqual([]);
  });

  test("are of people, numbers and addresses that cannot exist", () => {
    for (const { input } of demo.steps) {
      if (input.command.type !== "patient.create") continue;
      expect(input.command.fields["phone"]).toMatch(/^\+1 \d{3}-555-01\d\d$/);
      expect(input.command.fields["email"]).toMatch(/^[a-z.]+@example\.org$/);
    }
    const patients = demo.steps.flatMap(({ input }) =>
      input.command.type === "patient.create" ? [input.command.fields] : [],
    );
    expect(patients).toHaveLength(204);
    expect(new Set(patients.map((fields) => fields["phone"])).size).toBe(204);
  });
});

test("what the desk noted of a payer is what the stand-in says", () => {
  const { cards } = play(demo.steps);
  for (const { stage, state, fields, patient } of cards.values()) {
    if (
      stage !== "scheduling" ||
      !["booked", "confirmed"].includes(state) ||
      fields["insurance.payer"] === "Self-pay"
    )
      continue;
    const answer = eligibilityStandIn({ payer: fields["insurance.payer"], patient });
    expect(fields["insurance.reason"] ?? "none").toBe(answer === "active" ? "none" : answer);
  }
});

function isOpen(ms: number): boolean {
  const { day, minute } = localDay(ms);
  return weekday(day) > 0 && weekday(day) < 6 && !isHoliday(day) && minute >= 8 * 60 && minute < 17 * 60;
}

const withoutTexts = (command: DemoPractice["steps"][number]["input"]["command"]): unknown =>
  ["patient.create", "patient.update", "person.create", "comment", "task.add", "appointment.cancel"].includes(
    command.type,
  )
    ? { ...command, fields: null, name: null, text: null, title: null, reason: null }
    : command.type === "create"
      ? { ...command, fields: { ...command.fields, "visit.reason": null } }
      : command;

/** The rules of LANGUAGE.md that move cards or write the fields that the demo writes. */
function rules(event: NewEvent, card: Card): readonly Command[] {
  if (
    event.type === "card.entered" &&
    event.data.state === "booked" &&
    card.fields["insurance.status"] === "unverified"
  )
    return [{ type: "set", fields: { "insurance.status": "pending" } }];
  if (event.type !== "card.changed") return [];
  const { field, to } = event.data;
  if (field === "documentation.complete" && to === true && card.stage === "treatment")
    return [
      { type: "move", to: "billing.charge_capture" },
      { type: "set", fields: { "claim.status": "draft" } },
    ];
  if (field === "appointment.no_show" && to === true) return [{ type: "move", to: "scheduling.unscheduled" }];
  if (field !== "claim.status" || to !== "denied") return [];
  const denials = Number(card.fields["claim.denials"] ?? 0) + 1;
  const counted: Command = { type: "set", fields: { "claim.denials": denials } };
  return denials >= 3
    ? [counted, { type: "label", add: ["denied-3x"] }]
    : [counted, { type: "move", to: "billing.rework" }];
}
