import { describe, expect, test } from "vitest";
import { LivingCard } from "../testing/living-card.ts";
import { withRules } from "../testing/small.ts";

const rule = (condition: string, more = "") =>
  withRules(
    `  - { id: stuck, name: S, when: [{ while: '${condition}', for: 30m, tolerate: 2m${more} }], then: [] }\n`,
  );
const at = (time: string): string => `2026-11-02T${time}.000Z`;
const [ON, OFF] = [{ fields: { ready: true } }, { fields: {} }];
const READY = ["ready"];

const running = () => new LivingCard(rule("card.ready")).becomes(at("10:00:00"), ON, READY);

describe("a break that is tolerated", () => {
  test("does not end the episode", () => {
    const clock = running().becomes(at("10:20:00"), OFF, READY);
    expect(clock.dues).toEqual(["broken"]);
    clock.becomes(at("10:22:00"), ON, READY);
    expect([clock.dues, clock.since]).toEqual([[at("10:30:00")], [at("10:00:00")]]);
  });

  test("ends it as soon as it is longer", () => {
    const clock = running().becomes(at("10:20:00"), OFF, READY).becomes(at("10:22:01"), ON, READY);
    expect([clock.dues, clock.since]).toEqual([[at("10:52:01")], [at("10:22:01")]]);
    expect(clock.timers).toHaveLength(1);
  });

  test("lets nothing ring while it lasts, and lets ring at its end what ran out meanwhile", () => {
    const clock = running().becomes(at("10:29:00"), OFF, READY);
    expect(clock.rings(at("10:30:30"))).toEqual([]);
    expect(clock.becomes(at("10:30:40"), ON, READY).dues).toEqual([at("10:30:40")]);
    expect(clock.rings(at("10:30:40"))).toEqual(["fired"]);
  });

  test("lets a clock that has rung not ring again", () => {
    const clock = running();
    expect(clock.rings(at("10:30:00"))).toEqual(["fired"]);
    clock.becomes(at("10:40:00"), OFF, READY).becomes(at("10:41:00"), ON, READY);
    expect(clock.dues).toEqual(["spent"]);
    clock.becomes(at("10:50:00"), OFF, READY).becomes(at("10:53:00"), ON, READY);
    expect(clock.dues).toEqual([at("11:23:00")]);
  });

  test("may come again and again", () => {
    const clock = running();
    for (const minute of [10, 14, 18])
      clock.becomes(at(`10:${minute}:00`), OFF, READY).becomes(at(`10:${minute + 1}:00`), ON, READY);
    expect(clock.dues).toEqual([at("10:30:00")]);
  });

  test("is forgotten once it is too long, when the card is looked at", () => {
    const clock = running().becomes(at("10:20:00"), OFF, READY).becomes(at("10:40:00"), OFF, READY);
    expect(clock.timers).toEqual([]);
  });

  test("is a short absence from a place, too", () => {
    const clock = new LivingCard(rule('card.stage == "intake"'), { enteredStageAt: at("10:00:00") });
    clock
      .created(at("10:00:00"))
      .becomes(at("10:10:00"), { stage: "visit", enteredStageAt: at("10:10:00") }, ["stage"]);
    clock.becomes(at("10:11:00"), { stage: "intake", enteredStageAt: at("10:11:00") }, ["stage"]);
    expect(clock.timers).toMatchObject([
      { since: at("10:00:00"), anchor: at("10:11:00"), due: at("10:30:00") },
    ]);
    clock.becomes(at("10:12:00"), { stage: "visit", enteredStageAt: at("10:12:00") }, ["stage"]);
    clock.becomes(at("10:20:00"), { stage: "intake", enteredStageAt: at("10:20:00") }, ["stage"]);
    expect(clock.timers).toMatchObject([{ since: at("10:20:00"), due: at("10:50:00") }]);
  });

  test("is none where the rule no longer bears with it", () => {
    const clock = running().becomes(at("10:20:00"), OFF, READY);
    const strict = withRules(
      "  - { id: stuck, name: S, when: [{ while: card.ready, for: 30m }], then: [] }\n",
    );
    expect(clock.comesUnder(strict, at("10:21:00")).timers).toEqual([]);
  });
});
