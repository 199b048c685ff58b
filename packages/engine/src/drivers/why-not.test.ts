import { describe, expect, it } from "vitest";
import { whyHouse, writtenRules } from "../testing/index.ts";
import { explain } from "./explain.ts";
import { sweep } from "./sweep.ts";

const RULES = writtenRules(`
  - id: greets
    name: Greet
    when: [{ event: card.changed, field: ready, to: true }]
    if: ['card.stage == "intake"', 'card.count + 1 >= 3']
    then: [{ label: { add: [greeted] } }]
  - id: chooses
    name: Choose
    when: [{ event: card.changed, field: count }]
    then:
      - choose:
          - { if: card.ready, then: [{ label: { add: [is-ready] } }] }
          - { if: 'card.count > 5', then: [{ label: { add: [many] } }] }
          - { else: [{ label: { add: [few] } }] }
  - id: waits
    name: Wait
    when: [{ while: card.waiting, for: 2h }]
    then: [{ label: { add: [waited] } }]
  - id: reminds
    name: Remind
    when: [{ after: card.checked_at, by: 1h }]
    then: [{ label: { add: [reminded] } }]
  - id: stands-still
    name: Wait, but not for the patient
    when: [{ while: card.waiting, for: 2h, pause_while: { expr: card.ready, because: Waiting for the patient } }]
    then: [{ label: { add: [stood] } }]
  - id: each-morning
    name: Look at intake each morning
    when: [{ every: "30 7 * * *", each: 'it.stage == "intake" && it.ready' }]
    if: 'card.count == 0'
    then: [{ label: { add: [looked-at] } }]
  - id: huddle
    name: Huddle
    when: [{ every: "30 7 * * *" }]
    then: [{ notify: { role: nurse, via: [board] } }]
`);

const { opened, ask, set } = whyHouse(RULES);

describe("why a rule has not acted", () => {
  it("is the first clause that was false when it was looked at, with what would have made it true", async () => {
    const house = await opened();
    await set(house, { ready: true });
    await set(house, { count: 2 });
    const said = await ask(house, "greets");
    expect(said?.look?.trace.outcome).toBe("condition-false");
    expect(said?.obstacle).toMatchObject({
      ...{ clause: "card.count + 1 >= 3", value: false, read: { "card.count": 0 }, others: 0 },
      change: { kind: "to", path: "card.count", from: 0, value: 2, text: "if card.count were 2" },
    });
    expect(said?.because).toBe("This did not hold: card.count + 1 >= 3");
  });

  it("is told of a card that no step has looked at, as it stands", async () => {
    const house = await opened();
    expect(await ask(house, "greets")).toMatchObject({
      ...{
        look: null,
        obstacle: { clause: "card.count + 1 >= 3" },
        next: { timers: [], on: ["card.changed ready to true"] },
      },
    });
    expect(await ask(house, "waits")).toMatchObject({
      obstacle: { clause: "card.waiting", change: { text: "if card.waiting were true" } },
      next: { timers: [], on: ["a change of waiting"] },
    });
    expect(await ask(house, "reminds")).toMatchObject({
      obstacle: { clause: "has(card.checked_at)", change: { kind: "any", path: "card.checked_at" } },
    });
  });

  it("names the clock that will look at it next", async () => {
    const house = await opened();
    await set(house, { waiting: true });
    const said = await ask(house, "waits");
    expect(said?.next.timers).toMatchObject([{ due: "2026-11-02T16:00:00.000Z" }]);
    expect(said?.because).toBe(
      "Its time has not come: while card.waiting for 2h is due on 2026-11-02 11:00.",
    );
  });

  it("says what a clock waits for that stands still", async () => {
    const house = await opened();
    await set(house, { waiting: true, ready: true });
    expect((await ask(house, "stands-still"))?.because).toBe(
      "Its clock stands still: Waiting for the patient.",
    );
  });

  it("says that it is paused, whatever its clocks say", async () => {
    const house = await opened();
    await set(house, { waiting: true });
    await house.on({ kind: "practice", id: "p" }, { type: "rule.pause", rule: "waits" });
    expect((await ask(house, "waits"))?.because).toMatch(/^The rule is paused/);
  });

  it("names the next time of a timetable, for a card it is about", async () => {
    const house = await opened();
    await sweep("p", house.authority, house.store, house.tzdata);
    expect(await ask(house, "each-morning")).toMatchObject({
      because: "This did not hold: it.ready",
      obstacle: { clause: "it.ready", change: { text: "if it.ready were true" } },
      next: { timers: [{ due: "2026-11-03T12:30:00.000Z", card: null }] },
    });
    await set(house, { ready: true, count: 1 });
    expect((await ask(house, "each-morning"))?.because).toBe("This did not hold: card.count == 0");
    await set(house, { count: 0 });
    expect((await ask(house, "each-morning"))?.because).toBe(
      "Its time has not come: every 30 7 * * * is due on 2026-11-03 07:30.",
    );
  });

  it("says of a rule for the whole practice that no card starts it, and when it starts", async () => {
    const house = await opened();
    await sweep("p", house.authority, house.store, house.tzdata);
    expect(await ask(house, "huddle")).toMatchObject({
      because:
        "It starts on no card, but for the whole practice: every 30 7 * * *, next on 2026-11-03 07:30.",
      obstacle: null,
    });
  });

  it("is told of a past moment as it was then", async () => {
    const house = await opened();
    await set(house, { ready: true });
    house.at("2026-11-02T15:00:00.000Z");
    await set(house, { count: 2 });
    await set(house, { ready: false });
    await set(house, { ready: true });
    expect((await ask(house, "greets", "2026-11-02T15:00:00.000Z"))?.because).toBe(
      "It did: this is what it did last.",
    );
    expect(await ask(house, "greets", "2026-11-02T14:30:00.000Z", true)).toMatchObject({
      look: { trace: { outcome: "condition-false" } },
      obstacle: { clause: "card.count + 1 >= 3" },
    });
    expect(await ask(house, "greets", "2026-11-02T13:00:00.000Z", true)).toBeNull();
    expect(await ask(house, "nothing")).toBeNull();
  });
});

describe("explain", () => {
  it("shows every arm that was asked while choosing, with what it read", async () => {
    const house = await opened();
    await set(house, { count: 6 });
    const [labelled] = await house.store.events("p", { type: "card.labelled", limit: 1 });
    const why = await explain("p", house.store, house.rulesetOf, labelled?.id ?? "");
    expect(why?.trace?.arms).toMatchObject([
      {
        path: "then.0.choose.0",
        judgement: { outcome: "fails", leaves: [{ expr: "card.ready", read: { "card.ready": false } }] },
      },
      {
        path: "then.0.choose.1",
        judgement: { outcome: "holds", leaves: [{ expr: "card.count > 5", value: true }] },
      },
    ]);
  });
});
