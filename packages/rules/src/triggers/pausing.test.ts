import { describe, expect, test } from "vitest";
import type { Ruleset } from "../model.ts";
import { LivingCard } from "../testing/living-card.ts";
import { compiled, RULES, withRules } from "../testing/small.ts";
import { smallPractice } from "../testing/texts.ts";

const rule = (when: string): Ruleset =>
  withRules(`  - { id: stuck, name: S, when: [{ ${when} }], then: [] }\n`);

/** A day of November 2026 at a time in New York (after the clocks went back). */
const at = (day: number, time: string): string => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new Date(Date.UTC(2026, 10, day, hours + 5, minutes)).toISOString();
};

const READY = { fields: { ready: true } };
const WAITS = { fields: { ready: true, "insurance.status": "pending" } };
const STATUS = ["insurance.status"];
const PAUSE = `pause_while: 'card.insurance.status == "pending"'`;

/** Ready on Monday the 2nd at 10:00, with this duration and pause. */
const started = (duration: string) =>
  new LivingCard(rule(`while: card.ready, for: ${duration}, calendar: office, ${PAUSE}`)).becomes(
    at(2, "10:00"),
    READY,
    ["ready"],
  );

describe("a clock that is paused", () => {
  test.each([
    ["6h", at(2, "16:00"), at(2, "17:30")],
    ["6 business hours", at(2, "16:00"), at(3, "09:30")],
    ["1 day", at(3, "10:00"), at(3, "11:30")],
    ["1 business day", at(3, "10:00"), at(3, "11:30")],
  ])("of %s is later by as much of its own time as it stood still", (duration, before, after) => {
    const clock = started(duration);
    expect(clock.dues).toEqual([before]);
    expect(clock.becomes(at(2, "12:00"), WAITS, STATUS).dues).toEqual(["still"]);
    expect(clock.becomes(at(2, "13:30"), READY, STATUS).dues).toEqual([after]);
    expect(clock.since).toEqual([at(2, "10:00")]);
    expect(clock.rings(after)).toEqual(["fired"]);
  });

  test("loses no business time while nobody works", () => {
    const clock = started("1 business day");
    clock.becomes(at(2, "18:00"), WAITS, STATUS).becomes(at(3, "07:00"), READY, STATUS);
    expect(clock.dues).toEqual([at(3, "10:00")]);
  });

  test("may stand still more than once, and from the very beginning", () => {
    const clock = new LivingCard(rule(`while: card.ready, for: 2h, ${PAUSE}`));
    clock.becomes(at(2, "10:00"), WAITS, ["ready", ...STATUS]);
    expect(clock.dues).toEqual(["still"]);
    clock.becomes(at(2, "11:00"), READY, STATUS).becomes(at(2, "12:00"), WAITS, STATUS);
    expect(clock.dues).toEqual(["still"]);
    expect(clock.becomes(at(2, "12:30"), READY, STATUS).dues).toEqual([at(2, "13:30")]);
  });

  test("rings not, whatever time it is, and ends with its state", () => {
    const clock = started("2h").becomes(at(2, "11:00"), WAITS, STATUS);
    expect(clock.rings(at(9, "12:00"))).toEqual([]);
    expect(clock.becomes(at(9, "12:00"), { fields: {} }, ["ready"]).timers).toEqual([]);
  });

  test("that has run out is not held up any more, and one that has rung stays spent", () => {
    const clock = started("2h").becomes(at(2, "12:30"), WAITS, STATUS);
    expect(clock.dues).toEqual([at(2, "12:00")]);
    expect(clock.rings(at(2, "12:31"))).toEqual(["fired late"]);
    expect(clock.becomes(at(2, "13:00"), READY, STATUS).dues).toEqual(["spent"]);
    expect(clock.becomes(at(2, "14:00"), WAITS, STATUS).dues).toEqual(["spent"]);
  });

  test("goes on as it was where its pause can not be told", () => {
    const clock = new LivingCard(rule(`while: card.ready, for: 2h, pause_while: 10 / card.count > 5`));
    clock.becomes(at(2, "10:00"), { fields: { ready: true, count: 9 } }, ["ready", "count"]);
    clock.becomes(at(2, "10:30"), { fields: { ready: true } }, ["count"]);
    expect(clock.dues).toEqual([at(2, "12:00")]);
    clock.becomes(at(2, "11:00"), { fields: { ready: true, count: 1 } }, ["count"]);
    clock.becomes(at(2, "11:30"), { fields: { ready: true } }, ["count"]);
    expect(clock.dues).toEqual(["still"]);
  });

  test("is reckoned anew with its pauses when its duration is written anew", () => {
    const clock = started("6h").becomes(at(2, "12:00"), WAITS, STATUS).becomes(at(2, "13:00"), READY, STATUS);
    const shorter = rule(`while: card.ready, for: 3h, calendar: office, ${PAUSE}`);
    expect(clock.comesUnder(shorter, at(2, "13:30")).dues).toEqual([at(2, "14:00")]);
    const shortest = rule(`while: card.ready, for: 1h, calendar: office, ${PAUSE}`);
    expect(clock.comesUnder(shortest, at(2, "13:30")).dues).toEqual([at(2, "11:00")]);
  });

  test("holds up the steps after a time as well", () => {
    const clock = new LivingCard(
      rule(`after: card.checked_at, by: [1h, 1 business day], calendar: office, ${PAUSE}`),
    );
    const checked = { checked_at: at(2, "10:00") };
    clock.becomes(at(2, "10:00"), { fields: checked }, ["checked_at"]);
    expect(clock.rings(at(2, "11:00"))).toEqual(["fired 1h"]);
    clock.becomes(at(2, "12:00"), { fields: { ...checked, "insurance.status": "pending" } }, STATUS);
    expect(clock.dues).toEqual(["still", "spent"]);
    clock.becomes(at(2, "14:00"), { fields: checked }, STATUS);
    expect(clock.dues).toEqual([at(3, "12:00"), "spent"]);
    expect(clock.rings(at(3, "12:00"))).toEqual(["fired 1 business day"]);
  });
});

describe("edge-08: a calendar that is edited while a clock runs", () => {
  const office = (hours: string) =>
    compiled({
      ...smallPractice,
      "practice.yaml":
        smallPractice["practice.yaml"]?.replace('open: { mon-fri: ["09:00-17:00"] }', hours) ?? "",
      "a.rules.yaml": `${RULES}  - { id: stuck, name: S, when: [{ while: card.ready, for: 1 business day, calendar: office, ${PAUSE} }], then: [] }\n`,
    });
  const OPEN = 'open: { mon-fri: ["09:00-17:00"] }';

  test("moves what is due, not what has begun, and keeps the pauses", () => {
    const clock = new LivingCard(office(OPEN)).becomes(at(2, "10:00"), READY, ["ready"]);
    clock.becomes(at(2, "12:00"), WAITS, STATUS).becomes(at(2, "13:00"), READY, STATUS);
    expect(clock.dues).toEqual([at(3, "11:00")]);
    clock.comesUnder(office(`${OPEN}, holidays: { add: [2026-11-03] }`), at(2, "14:00"));
    expect([clock.dues, clock.since]).toEqual([[at(4, "11:00")], [at(2, "10:00")]]);
  });
});
