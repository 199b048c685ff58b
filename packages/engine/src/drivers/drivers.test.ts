import { timerActor } from "@corridor/domain";
import { describe, expect, it } from "vitest";
import { newCard, openHouse, rulebook } from "../testing/index.ts";
import { dispatch } from "./dispatch.ts";
import type { Sender } from "./sender.ts";
import { explain, lastLook } from "./explain.ts";
import { pastBoard } from "./past-board.ts";
import { replay } from "./replay.ts";
import { ring } from "./ring.ts";
import { sweep } from "./sweep.ts";

const stuck = {
  id: "stuck",
  then: () => [{ type: "label" as const, add: ["stuck"] }],
  clock: {
    while: (env: { card: { stage: string } }) => env.card.stage === "intake",
    due: () => "2026-11-03T14:00:00.000Z",
  },
};

describe("a clock", () => {
  it("rings once when it is due, and not before", async () => {
    const house = await openHouse(rulebook([stuck]));
    await newCard(house, "c1");
    expect(await ring("p", house.authority, house.store)).toBe("2026-11-03T14:00:00.000Z");
    house.at("2026-11-03T14:00:00.000Z");
    expect(await ring("p", house.authority, house.store)).toBeNull();
    await ring("p", house.authority, house.store);
    expect(await house.store.events("p", { type: "card.labelled", limit: 9 })).toHaveLength(1);
  });

  it("is stopped by what ends its cause", async () => {
    const house = await openHouse(rulebook([stuck]));
    await newCard(house, "c1");
    await house.ask("c1", { type: "move", to: "treatment" });
    expect((await house.store.card("p", "c1"))?.timers).toEqual([]);
  });
});

describe("edge-17: a person who moves a card while its clock rings", () => {
  it.each(["the person first", "the clock first"])("leaves one outcome: %s", async (order) => {
    const house = await openHouse(rulebook([stuck]));
    await newCard(house, "c1");
    house.at("2026-11-03T14:00:00.000Z");
    const both = [
      () => house.ask("c1", { type: "move", to: "treatment" }),
      () => ring("p", house.authority, house.store),
    ];
    await Promise.all((order === "the person first" ? both : both.toReversed()).map((one) => one()));
    await ring("p", house.authority, house.store);
    const { card, timers } = (await house.store.card("p", "c1")) ?? {};
    const rang = await house.store.events("p", { type: "card.labelled", limit: 9 });
    expect(card).toMatchObject({ stage: "treatment", labels: rang.length === 1 ? ["stuck"] : [] });
    expect(rang.length).toBeLessThanOrEqual(1);
    expect(timers?.filter((timer) => timer.due !== null)).toEqual([]);
    expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
  });
});

it("edge-31: what is asked across an activation is decided by the old rules or the new ones, and replay knows which", async () => {
  const before = rulebook([]);
  const after = rulebook([stuck]);
  const house = await openHouse(before);
  for (const card of ["c1", "c2", "c3"]) await newCard(house, card);
  await Promise.all([
    house.ask("c1", { type: "label", add: ["one"] }),
    house.activate(after),
    house.ask("c2", { type: "label", add: ["two"] }),
    house.ask("c3", { type: "label", add: ["three"] }),
  ]);
  await sweep("p", house.authority, house.store, house.tzdata);
  for (const card of ["c1", "c2", "c3"])
    expect((await house.store.card("p", card))?.timers).toMatchObject([{ rule: "stuck" }]);
  const labelled = await house.store.events("p", { type: "card.labelled", limit: 9 });
  for (const event of labelled) expect([before.hash, after.hash]).toContain(event.ruleset);
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
});

describe("new rules", () => {
  const behind = async () => {
    const house = await openHouse(rulebook([]));
    await newCard(house, "c1");
    await house.activate(rulebook([stuck]));
    return house;
  };

  it("reach a card that nobody touches", async () => {
    const house = await behind();
    expect(await sweep("p", house.authority, house.store, house.tzdata)).toBe(1);
    expect((await house.store.card("p", "c1"))?.timers).toMatchObject([{ rule: "stuck" }]);
    expect(await sweep("p", house.authority, house.store, house.tzdata)).toBe(0);
    expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
  });

  it("that make a clock later are not rung at its old time", async () => {
    const house = await openHouse(rulebook([stuck]));
    await newCard(house, "c1");
    const [clock] = (await house.store.card("p", "c1"))?.timers ?? [];
    await house.authority.execute("p", {
      ...{ id: "early", subject: { kind: "card", id: "c1" }, actor: timerActor("stuck") },
      ask: { timer: clock?.key ?? "" },
    });
    expect((await house.store.card("p", "c1"))?.timers).toEqual([clock]);
  });
});

describe("replay", () => {
  const run = async () => {
    const house = await openHouse(
      rulebook([stuck, { id: "greet", on: "card.entered", then: () => [{ type: "label", add: ["seen"] }] }]),
    );
    for (const card of ["a", "b", "c"]) await newCard(house, card);
    await Promise.all(["a", "b"].map((card) => house.ask(card, { type: "move", to: "treatment" })));
    house.at("2026-11-03T14:00:00.000Z");
    await ring("p", house.authority, house.store);
    return house;
  };

  it("decides everything again as it was", async () => {
    const house = await run();
    const report = await replay("p", house.store, house.rulesetOf);
    expect(report.differences).toEqual([]);
    expect(report).toMatchObject({ decisions: 8, cards: 3 });
  });

  it("names the event, the fact and the clock that somebody changed", async () => {
    const house = await run();
    const [event] = await house.store.events("p", { type: "card.moved", limit: 1 });
    if (event?.type === "card.moved") event.data.to.rank = "zz";
    for await (const page of house.store.decisions("p")) {
      const counted = page.find((decision) =>
        Object.keys(decision.facts).some((key) => key.startsWith("wip|")),
      );
      if (counted) Object.assign(counted.facts, { "wip|treatment|main": 7 });
    }
    const row = await house.store.card("p", "c");
    Object.assign(row?.timers[0] ?? {}, { due: "2030-01-01T00:00:00.000Z" });
    const named = (await replay("p", house.store, house.rulesetOf)).differences.map(
      ({ where, what }) => `${where}: ${what}`,
    );
    expect(named.some((line) => line.startsWith(`event ${event?.id}: data.to.rank`))).toBe(true);
    expect(named.some((line) => line.includes("its facts (") && line.includes("wip|treatment|main"))).toBe(
      true,
    );
    expect(
      named.some((line) => line.startsWith("timer while:stuck.0/c@") || line.includes("its clocks")),
    ).toBe(true);
  });
});

describe("replay of a damaged ledger", () => {
  it("names a card and a record that are gone", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    house.store.lose("p", "card/c1");
    house.store.lose("p", "patient/pat");
    const { differences } = await replay("p", house.store, house.rulesetOf);
    expect(differences.map(({ where }) => where)).toEqual(["card c1", "patient pat"]);
  });
});

describe("explain", () => {
  it("shows the rule behind an event with what it read, and what led there", async () => {
    const house = await openHouse(
      rulebook([
        { id: "greet", on: "card.entered", if: () => true, then: () => [{ type: "label", add: ["seen"] }] },
      ]),
    );
    await newCard(house, "c1");
    const [labelled] = await house.store.events("p", { type: "card.labelled", limit: 1 });
    const why = await explain("p", house.store, house.rulesetOf, labelled?.id ?? "");
    expect(why?.trace).toMatchObject({ rule: "greet", outcome: "fired" });
    expect(why?.chain.map((event) => event.type)).toEqual(["card.labelled", "card.entered"]);
  });

  it("tells of a rule that did not run which condition was false", async () => {
    const house = await openHouse(
      rulebook([{ id: "never", on: "card.entered", if: () => false, then: () => [] }]),
    );
    await newCard(house, "c1");
    expect(await lastLook("p", house.store, house.rulesetOf, "c1", "never")).toMatchObject({
      outcome: "condition-false",
    });
  });
});

describe("dispatch", () => {
  const asks = {
    id: "asks",
    on: "card.created",
    then: () => [{ type: "call" as const, effect: "", connector: "eligibility", op: "check", with: {} }],
  } as const;
  const sender = (call: Sender["call"]): Sender => ({
    message: async () => ({ sent: true }),
    notice: async () => ({ sent: true }),
    call,
  });

  it("brings a connector's answer back as an event of the card, once", async () => {
    const house = await openHouse(rulebook([asks]));
    await newCard(house, "c1");
    const ports = {
      authority: house.authority,
      worklist: house.store,
      sender: sender(async () => ({ sent: true, reply: { status: "active" } })),
    };
    expect(await dispatch("p", ports)).toBe(1);
    expect(await dispatch("p", ports)).toBe(0);
    expect(await house.store.events("p", { type: "call.succeeded", limit: 9 })).toHaveLength(1);
  });

  it("tries a silent connector again, later each time, and then says that it failed", async () => {
    const house = await openHouse(rulebook([asks]));
    await newCard(house, "c1");
    let tries = 0;
    const silent = sender(async () => {
      tries += 1;
      return { sent: false, retry: true, error: "no answer" };
    });
    for (let minute = 0; minute < 180; minute += 1) {
      house.at(new Date(Date.UTC(2026, 10, 2, 14, minute)).toISOString());
      await dispatch("p", { authority: house.authority, worklist: house.store, sender: silent });
    }
    expect(tries).toBe(8);
    expect(await house.store.events("p", { type: "call.failed", limit: 9 })).toHaveLength(1);
  });
});

describe("a past board", () => {
  it("shows every card where it stood then", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    await house.ask("c1", { type: "move", to: "treatment" });
    expect((await pastBoard("p", house.store, 4)).map((row) => row.card.stage)).toEqual(["intake"]);
    expect((await pastBoard("p", house.store, 6)).map((row) => row.card.stage)).toEqual(["treatment"]);
  });
});
