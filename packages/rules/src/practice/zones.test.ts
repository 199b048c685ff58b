import { describe, expect, test } from "vitest";
import type { Ruleset } from "../model.ts";
import { LivingCard } from "../testing/living-card.ts";
import { card, commands, compiled, env, RULES } from "../testing/small.ts";
import { smallPractice } from "../testing/texts.ts";

/** The small practice with a house in Phoenix, where clocks never change, and hours that are New York's everywhere. */
const rules = (when: string, then = "", phoenix = "America/Phoenix"): Ruleset =>
  compiled({
    ...smallPractice,
    "practice.yaml": (smallPractice["practice.yaml"] ?? "")
      .replace(
        "main: { name: Main Street }",
        `main: { name: Main Street }, west: { name: West, timezone: ${phoenix} }`,
      )
      .replace(
        "roles:",
        '  exchange: { timezone: America/New_York, open: { mon-fri: ["09:00-17:00"] } }\nroles:',
      ),
    "a.rules.yaml": `${RULES}  - { id: timed, name: T, when: [{ ${when} }], then: [${then}] }\n`,
  });

const START = "2026-11-02T16:00:00.000Z"; // Monday 11:00 in New York, 09:00 in Phoenix, the day after the clocks went back
const booked = (location: string) => ({
  location,
  appointment: { id: "a1", start: START, minutes: 30, provider: "dr", slot: null },
});
const armed = (ruleset: Ruleset, location: string) =>
  new LivingCard(ruleset, booked(location)).becomes("2026-10-20T12:00:00.000Z", {}, ["appointment.start"]);

describe("a card at a location with a clock of its own", () => {
  test("counts days on that clock", () => {
    const days = rules("before: card.appointment.start, by: 3 days");
    expect(armed(days, "main").dues).toEqual(["2026-10-30T15:00:00.000Z"]);
    expect(armed(days, "west").dues).toEqual(["2026-10-30T16:00:00.000Z"]);
  });

  test("counts the hours of a calendar there, unless the calendar has a clock of its own", () => {
    const ready = (calendar: string, location: string) =>
      new LivingCard(rules(`while: card.ready, for: 1 business hour, calendar: ${calendar}`), {
        location,
      }).becomes("2026-11-03T05:00:00.000Z", { fields: { ready: true } }, ["ready"]).dues;
    expect(ready("office", "main")).toEqual(["2026-11-03T15:00:00.000Z"]);
    expect(ready("office", "west")).toEqual(["2026-11-03T17:00:00.000Z"]);
    expect(ready("exchange", "west")).toEqual(["2026-11-03T15:00:00.000Z"]);
  });

  test("says days and times as they are there", () => {
    const notice = '{ notify: { role: manager, via: [board], text: "${time(now)}" } }';
    const rule = rules("event: card.created", notice).rule("timed");
    const said = (location: string) =>
      rule && commands(rule, env({ now: START, card: card({ location }) }, { pool: [] }));
    expect(JSON.stringify(said("main"))).toContain("11:00");
    expect(JSON.stringify(said("west"))).toContain("09:00");
  });

  test("edge-10: reckons its clocks anew when that clock is another, and keeps what has fired", () => {
    const when = "before: card.appointment.start, by: [1 week, 3 days]";
    const clock = armed(rules(when), "west");
    expect(clock.rings("2026-10-26T16:00:00.000Z")).toEqual(["fired 1 week"]);
    clock.comesUnder(rules(when, "", "America/Denver"), "2026-10-27T12:00:00.000Z");
    expect(clock.dues).toEqual(["spent", "2026-10-30T15:00:00.000Z"]);
    const home = armed(rules(when), "main");
    const before = home.timers;
    home.comesUnder(rules(when, "", "America/Denver"), "2026-10-20T13:00:00.000Z");
    expect(home.timers).toEqual(before);
  });
});
