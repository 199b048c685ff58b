import { type Actor, must } from "@corridor/domain";
import { beforeEach, describe, expect, it } from "vitest";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { type House, newCard, openHouse } from "../testing/house.ts";
import { ladderRules, LEVELS } from "../testing/ladder-rules.ts";

const MONDAY_10 = "2026-11-02T15:00:00.000Z";
const mia: Actor = { kind: "user", id: "mia", role: "manager" };

let house: House;
beforeEach(async () => {
  house = await openHouse(ladderRules());
  house.at(MONDAY_10);
  await newCard(house, "c1");
  await house.on(
    { kind: "person", id: "ana" },
    {
      ...{ type: "person.create", name: [], roles: ["front_desk"], locations: [] },
      shifts: ["mon-fri 08:00-17:00"],
    },
  );
});

const set = (count: number) => house.ask("c1", { type: "set", fields: { count } });
const until = async (now: string) => {
  house.at(now);
  await ring("p", house.authority, house.store);
};
const card = async () => must((await house.store.card("p", "c1"))?.card, "the card");
const clocks = async () =>
  ((await house.store.card("p", "c1"))?.timers ?? []).flatMap(({ due }) => (due === null ? [] : [due]));
const events = async () => house.store.events("p", { card: "c1", limit: 1_000 });
const told = async () =>
  (await events()).flatMap((one) =>
    one.type === "notice.queued" ? [one.data.to.person ?? one.data.to.role] : [],
  );
const happened = async () =>
  (await events()).flatMap((one) => (one.type.startsWith("escalation.") ? [one.type.slice(11)] : []));
const sound = async () => {
  const { differences } = await replay("p", house.store, house.rulesetOf);
  expect(differences).toEqual([]);
};

describe("an escalation", () => {
  it("tells one after the other, each when the one before has had its time", async () => {
    await set(1);
    expect(await told()).toEqual(["ana"]);
    expect(await clocks()).toEqual(["2026-11-02T15:30:00.000Z"]);
    await until("2026-11-02T15:29:59.999Z");
    expect(await told()).toEqual(["ana"]);
    await until("2026-11-02T15:30:00.000Z");
    await until("2026-11-02T16:30:00.000Z");
    expect(await told()).toEqual(["ana", "lead", "manager"]);
    expect((await card()).escalations).toMatchObject([
      { policy: "chain", level: 2, reason: ["Nobody came"] },
    ]);
    await sound();
  });

  it("is one at most: starting it twice tells nobody twice, and ending none is nothing", async () => {
    await set(2);
    await set(1);
    await set(0);
    await set(1);
    expect(await happened()).toEqual(["started"]);
    expect(await told()).toEqual(["ana"]);
  });

  it("ends with the first event after which its policy is done, and its clock with it", async () => {
    await set(1);
    await house.ask("c1", { type: "set", fields: { ready: true } });
    expect((await events()).at(-1)).toMatchObject({ type: "escalation.ended", data: { outcome: "done" } });
    expect(await clocks()).toEqual([]);
    await until("2026-11-03T15:00:00.000Z");
    expect(await told()).toEqual(["ana"]);
    await sound();
  });

  it("tells nobody where it is done as it begins", async () => {
    await house.ask("c1", { type: "set", fields: { ready: true } });
    await set(1);
    expect(await happened()).toEqual(["started", "ended"]);
    expect(await told()).toEqual([]);
  });

  it("is ended by a rule", async () => {
    await set(1);
    await set(2);
    expect(await happened()).toEqual(["started", "ended"]);
    expect(await clocks()).toEqual([]);
  });

  it("is cancelled where the card's way ends, by whomever", async () => {
    await set(1);
    await house.ask("c1", { type: "move", to: "done" });
    expect((await events()).findLast(({ type }) => type === "escalation.ended")).toMatchObject({
      data: { outcome: "cancelled" },
    });
    expect((await card()).escalations).toEqual([]);
  });

  it("gives up when everybody was told, which rules can wait for, and is still somebody's to take", async () => {
    await set(1);
    for (const hour of ["15:30", "16:30", "17:30"]) await until(`2026-11-02T${hour}:00.000Z`);
    expect(await happened()).toEqual(["started", "level", "level", "exhausted"]);
    expect(await card()).toMatchObject({ labels: ["nobody-came"], fields: { count: 9 } });
    expect(await clocks()).toEqual([]);
    await house.ask("c1", { type: "ack", policy: "chain" });
    expect(await clocks()).toEqual(["2026-11-02T21:30:00.000Z"]);
    await sound();
  });

  it("waits for the opening where nobody is at work, and passes on those who are not there then", async () => {
    house.at("2026-11-02T23:00:00.000Z");
    await set(1);
    expect(await told()).toEqual([]);
    expect(await clocks()).toEqual(["2026-11-03T14:00:00.000Z"]);
    await house.on({ kind: "person", id: "ana" }, { type: "person.update", shifts: [] });
    await until("2026-11-03T14:00:00.000Z");
    expect(await told()).toEqual(["lead"]);
    expect((await card()).escalations).toMatchObject([{ level: 1, held: null }]);
    await sound();
  });

  it("that begins anew on its own way is stopped, so that no step runs for ever", async () => {
    await set(3);
    expect(await happened()).toEqual(["started", "ended", "started"]);
    expect(await told()).toEqual(["lead"]);
    await sound();
  });

  it("tells people although what it does besides can not be told, and asks for a person", async () => {
    await set(4);
    expect(await told()).toEqual(["lead"]);
    expect((await card()).labels).toEqual(["needs-human"]);
  });
});

describe("whoever has it", () => {
  beforeEach(async () => {
    await set(1);
  });

  it("is not overtaken by the next level", async () => {
    await house.ask("c1", { type: "ack", policy: "chain" });
    await until("2026-11-02T18:59:00.000Z");
    expect(await told()).toEqual(["ana"]);
    expect((await card()).escalations).toMatchObject([{ acknowledgedBy: "ana", level: 0 }]);
  });

  it("is asked again from the bottom when nothing happens", async () => {
    await house.ask("c1", { type: "ack", policy: "chain" });
    await until("2026-11-02T19:00:00.000Z");
    expect(await told()).toEqual(["ana", "ana"]);
    expect((await card()).escalations).toMatchObject([{ acknowledgedBy: null, level: 0 }]);
    await sound();
  });

  it("has more time with everything a person does", async () => {
    await house.ask("c1", { type: "assign", to: "ana" });
    house.at("2026-11-02T18:00:00.000Z");
    await house.ask("c1", { type: "comment", text: "Left a message" });
    expect(await clocks()).toEqual(["2026-11-02T22:00:00.000Z"]);
    await until("2026-11-02T21:59:00.000Z");
    expect(await told()).toEqual(["ana"]);
    await sound();
  });

  it("may hand it back, which sets its clock going again", async () => {
    house.at("2026-11-02T15:10:00.000Z");
    const acknowledged = await house.ask("c1", { type: "ack", policy: "chain" }, { actor: mia });
    if (!acknowledged.ok) throw new Error(acknowledged.because);
    await house.ask("c1", { type: "undo", event: must(acknowledged.events[0], "it was acknowledged").id });
    expect(await clocks()).toEqual(["2026-11-02T15:30:00.000Z"]);
    await until("2026-11-02T15:30:00.000Z");
    expect(await told()).toEqual(["ana", "lead"]);
    await sound();
  });
});

describe("undoing what started it", () => {
  it("ends it, takes its clock away and the notice back", async () => {
    const started = await set(1);
    if (!started.ok) throw new Error(started.because);
    await house.ask("c1", { type: "undo", event: must(started.events[0], "it changed").id });
    expect((await card()).escalations).toEqual([]);
    expect(await clocks()).toEqual([]);
    expect(await house.store.claim("p", "2026-11-03T15:00:00.000Z", 10, 1_000)).toEqual([]);
    await sound();
  });
});

describe("edge-29: a policy that loses a level", () => {
  it("is still climbed as it was written when it was started", async () => {
    await set(1);
    await until("2026-11-02T15:30:00.000Z");
    await house.activate(ladderRules(LEVELS.split("\n").slice(0, 1).join("\n")));
    await until("2026-11-02T16:30:00.000Z");
    expect(await told()).toEqual(["ana", "lead", "manager"]);
    await sound();
  });
});

describe("a person and a clock", () => {
  it("that come at once leave one outcome", async () => {
    await set(1);
    house.at("2026-11-02T15:30:00.000Z");
    await Promise.all([
      house.ask("c1", { type: "set", fields: { ready: true } }),
      ring("p", house.authority, house.store),
    ]);
    expect((await card()).escalations).toEqual([]);
    expect((await happened()).filter((what) => what === "ended")).toHaveLength(1);
    expect(await clocks()).toEqual([]);
    await sound();
  });
});
