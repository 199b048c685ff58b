import { describe, expect, test } from "vitest";
import { LivingCard } from "../testing/living-card.ts";
import { withRules } from "../testing/small.ts";

const rules = (...when: readonly string[]) =>
  withRules(`  - { id: stuck, name: S, when: [${when.join(", ")}], then: [] }\n`);
const at = (time: string): string => `2026-11-02T${time}:00.000Z`;

const READY = "{ while: card.ready, for: 2h }";
const BUSY = "{ while: card.ready && card.count > 0, for: 2h }";
const URGENT = "{ while: 'card.priority == \"urgent\"', for: 3h }";
const CREATED = "{ event: card.created }";
const is = (fields: object) => ({ fields: { ready: true, count: 1, ...fields } });

const living = (...when: readonly string[]) =>
  new LivingCard(rules(...when)).becomes(at("10:00"), is({}), ["ready", "count", "priority"]);

describe("a clock whose `while` is written anew", () => {
  test("goes on from where it began", () => {
    const clock = living(READY).comesUnder(rules(BUSY), at("11:00"));
    expect([clock.dues, clock.since]).toEqual([[at("12:00")], [at("10:00")]]);
    expect(clock.comesUnder(rules(BUSY), at("11:30")).dues).toEqual([at("12:00")]);
    expect(clock.rings(at("12:00"))).toEqual(["fired"]);
  });

  test("and its duration too: is reckoned anew from there, and when that is past `late` decides", () => {
    const soon = "{ while: card.ready && card.count > 0, for: 30m, late: { within: 45m } }";
    const clock = living(READY).comesUnder(rules(soon), at("11:00"));
    expect(clock.dues).toEqual([at("10:30")]);
    expect(clock.rings(at("11:00"))).toEqual(["fired late"]);
    const skipped = living(READY).comesUnder(rules(soon.replace("45m", "15m")), at("11:00"));
    expect(skipped.rings(at("11:00"))).toEqual(["late-skipped"]);
  });

  test("does not fire again in the episode in which it has", () => {
    const clock = living(READY);
    expect(clock.rings(at("12:00"))).toEqual(["fired"]);
    clock.comesUnder(rules(BUSY), at("13:00"));
    expect([clock.dues, clock.since]).toEqual([["spent"], [at("10:00")]]);
    clock.becomes(at("14:00"), is({ ready: false }), ["ready"]).becomes(at("15:00"), is({}), ["ready"]);
    expect(clock.dues).toEqual([at("17:00")]);
  });

  test("ends where it does not hold as it is written now", () => {
    const clock = living(READY).comesUnder(
      rules("{ while: card.ready && card.count > 9, for: 2h }"),
      at("11:00"),
    );
    expect(clock.timers).toEqual([]);
  });

  test("is told from the others of its rule by where it stood", () => {
    const clock = living(READY, BUSY);
    const first = clock.timers.find((timer) => timer.trigger === 0);
    const edited = "{ while: card.ready && card.count < 5, for: 4h }";
    clock.comesUnder(rules(READY, edited), at("11:00"));
    expect(clock.dues.toSorted()).toEqual([at("12:00"), at("14:00")]);
    expect(clock.timers).toContainEqual(first);
    clock.comesUnder(rules(CREATED, READY, edited), at("11:10"));
    clock.comesUnder(rules(CREATED, READY, BUSY), at("11:20"));
    expect(clock.dues).toEqual([at("12:00"), at("12:00")]);
    expect(clock.since).toEqual([at("10:00"), at("10:00")]);
  });

  test("is found when it has moved as well, unless more than one could be meant", () => {
    const alone = living(READY).comesUnder(rules(CREATED, BUSY), at("11:00"));
    expect(alone.timers).toMatchObject([{ since: at("10:00"), trigger: 1 }]);
    const unclear = living(READY).comesUnder(rules(CREATED, URGENT, BUSY), at("11:00"));
    expect(unclear.timers).toMatchObject([{ since: at("11:00"), trigger: 2 }]);
  });

  test("is not taken for one that a card has left behind at another place", () => {
    const clock = new LivingCard(rules("{ while: 'card.stage == \"intake\"', for: 1h }"), {
      enteredStageAt: at("10:00"),
      enteredStateAt: at("10:00"),
    }).created(at("10:00"));
    expect(clock.rings(at("11:00"))).toEqual(["fired"]);
    const later = { stage: "visit", enteredStageAt: at("12:00"), enteredStateAt: at("12:00") };
    clock.becomes(at("12:00"), later, ["stage", "state"]);
    clock.comesUnder(rules("{ while: 'card.stage == \"visit\"', for: 1h }"), at("12:30"));
    expect(clock.dues).toContain(at("13:30"));
  });
});

describe("rules that change while clocks run", () => {
  test("edge-25: keep every clock through a change of something else", () => {
    const clock = living(READY, BUSY);
    const before = clock.timers;
    const renamed = withRules(
      `  - { id: stuck, name: Another name, tags: [new], when: [${READY}, ${BUSY}], if: card.count > 0, then: [{ label: { add: [x] } }] }\n`,
    );
    expect(clock.comesUnder(renamed, at("11:00")).timers).toEqual(before);
  });

  test.each([
    ["late: fire", ["fired late"]],
    ["late: skip", ["late-skipped"]],
    ["late: { within: 2h }", ["fired late"]],
    ["late: { within: 10m }", ["late-skipped"]],
  ])("edge-26: and make one overdue by a shorter `for`, obey `%s`", (late, said) => {
    const clock = living(READY).comesUnder(rules(`{ while: card.ready, for: 30m, ${late} }`), at("11:30"));
    expect(clock.dues).toEqual([at("10:30")]);
    expect(clock.rings(at("11:30"))).toEqual(said);
  });

  test("edge-27: drop what a removed or disabled rule was waiting for, and begin anew when it is back", () => {
    const clock = living(READY).comesUnder(withRules(" []"), at("10:30"));
    expect(clock.timers).toEqual([]);
    clock.comesUnder(rules(READY), at("11:00"));
    expect([clock.dues, clock.since]).toEqual([[at("13:00")], [at("11:00")]]);
  });

  test("edge-27: remember through it what had fired", () => {
    const clock = living(READY);
    expect(clock.rings(at("12:00"))).toEqual(["fired"]);
    clock.comesUnder(withRules(" []"), at("12:30")).comesUnder(rules(READY), at("13:00"));
    expect(clock.dues).toEqual(["spent"]);
  });
});

describe("edge-28: a rule that is new on cards that are old", () => {
  const stuck = (more = "") =>
    withRules(
      `  - { id: stuck, name: S${more}, when: [{ while: 'card.stage == "intake"', for: 2h }], then: [] }\n`,
    );
  const old = () => new LivingCard(withRules(" []"), { enteredStageAt: at("06:00") });

  test("counts from now", () => {
    const clock = old().comesUnder(stuck(), at("10:00"));
    expect([clock.dues, clock.since]).toEqual([[at("12:00")], [at("10:00")]]);
    expect(clock.rings(at("10:00"))).toEqual([]);
    expect(clock.comesUnder(stuck(", tags: [sla]"), at("11:00")).dues).toEqual([at("12:00")]);
    expect(clock.becomes(at("11:30"), {}, ["stage"]).dues).toEqual([at("12:00")]);
  });

  test("counts from when the card came there, if it is told to", () => {
    const clock = old().comesUnder(stuck(", backdate: true"), at("10:00"));
    expect([clock.dues, clock.since]).toEqual([[at("08:00")], [at("06:00")]]);
    expect(clock.rings(at("10:00"))).toEqual(["fired late"]);
  });

  test("counts for a card that is made later from when that came there", () => {
    const clock = new LivingCard(stuck(), { enteredStageAt: at("09:00") }).created(at("10:00"));
    expect(clock.dues).toEqual([at("11:00")]);
  });
});
