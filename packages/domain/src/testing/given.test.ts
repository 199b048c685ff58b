import { describe, expect, it } from "vitest";
import { event } from "../events.ts";
import { isRejection } from "../rejection.ts";
import {
  agree,
  Clinic,
  Disagreement,
  fact,
  FactTable,
  given,
  givenRecord,
  journey,
  journeyGuards,
  recorded,
  slot,
  standing,
  worldOf,
} from "./index.ts";

const labelled = event("card.labelled", { added: ["vip"], removed: [] });
const label = { type: "label", add: ["vip"] } as { type: "label"; add: string[] };
const unknown = { type: "task.done", task: "k-9" } as const;

describe("given, when, then", () => {
  it("agrees with what happens", () => {
    given(standing()).when(label).then([labelled]);
    given(standing())
      .when(label)
      .thenTypes("card.labelled")
      .thenState({ labels: ["vip"] });
    given([...standing(), labelled])
      .when(label)
      .thenNothing();
    given(standing()).when(unknown).thenRefused("task_unknown", "This card has no such task");
  });

  it.each<[string, () => void]>([
    ["another event", () => given(standing()).when(label).then([])],
    ["one event more", () => given(standing()).when(label).then([labelled, labelled])],
    ["another type", () => given(standing()).when(label).thenTypes("card.moved")],
    ["another state", () => given(standing()).when(label).thenState({ labels: [] })],
    ["nothing", () => given(standing()).when(label).thenNothing()],
    ["a refusal", () => given(standing()).when(label).thenRefused("task_unknown")],
    ["another refusal", () => given(standing()).when(unknown).thenRefused("card_unknown")],
    ["another sentence", () => given(standing()).when(unknown).thenRefused("task_unknown", "No")],
    ["events where there is a refusal", () => given(standing()).when(unknown).then([labelled])],
    ["nothing where there is a refusal", () => given(standing()).when(unknown).thenNothing()],
  ])("disagrees with %s", (_, sentence) => {
    expect(sentence).toThrow(Disagreement);
  });

  it("shows a test runner both sides", () => {
    const caught = (() => {
      try {
        given(standing()).when(label).then([]);
      } catch (error) {
        return error as Disagreement;
      }
      return undefined;
    })();
    expect(caught).toMatchObject({ actual: [labelled], expected: [], showDiff: true });
  });

  it("disagrees with a world that does not decide twice the same", () => {
    let times = 0;
    const verdict = () =>
      ++times % 2 === 0 ? ({ ok: true } as const) : ({ ok: false, because: "no" } as const);
    expect(() => given(standing()).when({ type: "move", to: "scheduling" }, { verdict })).toThrow(
      Disagreement,
    );
  });

  it("speaks of records too", () => {
    givenRecord({ kind: "patient", id: "p-1" }, [])
      .when({ type: "patient.create", fields: {} })
      .thenState({ id: "p-1", fields: {} });
  });
});

describe("agreement", () => {
  it.each<[unknown, unknown]>([
    [1, 1],
    [
      [1, [2]],
      [1, [2]],
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
    [Number.NaN, Number.NaN],
  ])("is between %j and %j", (a, b) => {
    expect(() => agree(a, b, "not the same")).not.toThrow();
  });

  it.each<[unknown, unknown]>([
    [1, "1"],
    [[1], [1, 2]],
    [{}, []],
    [{ a: null }, {}],
    [null, {}],
    [
      { a: 1, b: 2 },
      { b: 2, a: 2 },
    ],
  ])("is not between %j and %j", (a, b) => {
    expect(() => agree(a, b, "not the same")).toThrow("not the same");
  });
});

describe("a fact table", () => {
  it("says what is written in it", () => {
    const table = new FactTable([fact("wip", 7, "treatment", "main")]);
    expect(table.read("wip|treatment|main")).toBe(7);
  });

  it("says of the rest what is true on a quiet day", () => {
    const table = new FactTable();
    expect(table.read("wip|treatment|north")).toBe(0);
    expect(table.read("gap|intake|||c-1")).toEqual({ after: null, before: null });
    expect(table.read("person|zoe")).toBeNull();
    expect(table.read("person|ben")).toMatchObject({ id: "ben", active: true });
    expect(table.read("person|cleo")).toMatchObject({ active: false });
    expect(table.read("slot|s-1")).toEqual({ slot, takenBy: null });
    expect(table.read("pool|nurse|main")).toEqual([]);
    expect(table.read("touched|c-1|3")).toEqual([]);
    expect(table.read("cards|p-1")).toEqual([]);
    expect(table.read("ruleset|r-1")).toBe(false);
  });

  it("remembers what it was asked, once each, in order", () => {
    const table = new FactTable();
    table.want("person|ana", "wip|intake|*");
    table.read("wip|intake|*");
    table.read("decision|in-1/0");
    expect(table.asked).toEqual(["person|ana", "wip|intake|*", "decision|in-1/0"]);
  });
});

describe("a world", () => {
  it("names new things in order, each world from the beginning", () => {
    const world = worldOf();
    expect([world.newId(), world.newId(), worldOf().newId()]).toEqual(["new-1", "new-2", "new-1"]);
  });

  it("has guards that agree, but for those it is told", () => {
    const world = worldOf({ refusing: { "a->b": "Not yet" } });
    const card = given(standing()).when(label);
    expect(isRejection(card.decided)).toBe(false);
    expect(world.verdict("b->c", {} as never)).toEqual({ ok: true });
    expect(world.verdict("a->b", {} as never)).toEqual({ ok: false, because: "Not yet" });
  });
});

describe("the test lifecycle", () => {
  it("has a judge for every guard, and no other", () => {
    const guards = journey.stages.flatMap((stage) => stage.moves.flatMap((move) => move.guard ?? []));
    expect(guards.sort()).toEqual(Object.keys(journeyGuards).sort());
  });

  it("says why wherever it has a guard", () => {
    for (const move of journey.stages.flatMap((stage) => stage.moves))
      expect(move.guard === null).toBe(move.because === null);
  });
});

describe("a history", () => {
  it("is one transaction of one input", () => {
    expect(recorded([labelled, labelled], { root: "in-7", version: 3 })).toMatchObject([
      { id: "in-7/0", root: "in-7", version: 3, seq: 1 },
      { id: "in-7/1", root: "in-7", version: 3, seq: 2 },
    ]);
  });
});

describe("a clinic", () => {
  const card = { type: "create", card: "referral", location: "main", patient: "p-1", fields: {} } as const;

  it("keeps what was decided and gives it a number", () => {
    const clinic = new Clinic();
    clinic.ask("c-1", card);
    clinic.ask("c-1", label);
    expect(clinic.events.map(({ seq, version, type }) => [seq, version, type])).toEqual([
      [1, 1, "card.created"],
      [2, 1, "card.entered"],
      [3, 2, "card.labelled"],
    ]);
    expect(clinic.cards.get("c-1")?.version).toBe(2);
  });

  it("keeps nothing of a refusal", () => {
    const clinic = new Clinic();
    expect(isRejection(clinic.ask("c-1", label))).toBe(true);
    expect(clinic.events).toEqual([]);
  });

  it("makes one decision of several commands, and passes over what a rule may not", () => {
    const clinic = new Clinic();
    clinic.ask("c-1", card);
    const events = clinic.askAll("c-1", [
      label,
      { type: "task.done", task: "none" },
      { type: "assign", to: "ana" },
    ]);
    expect(events).toMatchObject([
      { id: "in-2/0", type: "card.labelled" },
      { id: "in-2/1", type: "card.assigned" },
    ]);
  });

  it("considers without keeping", () => {
    const clinic = new Clinic();
    clinic.ask("c-1", card);
    expect(clinic.consider("c-1", label)).toEqual([labelled]);
    expect(clinic.cards.get("c-1")?.labels).toEqual([]);
  });
});
