import { describe, expect, it } from "vitest";
import { ana, newCard, openHouse, rulebook, type SketchedRule } from "../testing/index.ts";
import type { Executed } from "./authority.ts";

const types = (executed: Executed) =>
  executed.ok ? executed.events.map((event) => event.type) : executed.code;

describe("a move", () => {
  it("leaves numbered events with one version, and a card that stands where they say", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    const moved = await house.ask("c1", { type: "move", to: "treatment" });
    expect(types(moved)).toEqual(["card.moved", "card.entered"]);
    if (!moved.ok) return;
    expect(moved.events.map((e) => e.seq)).toEqual([5, 6]);
    expect(moved.events.map((e) => e.version)).toEqual([2, 2]);
    expect(moved.events[0]?.id).toBe(`${moved.events[0]?.root}/1`);
    const row = await house.store.card("p", "c1");
    expect(row?.card).toMatchObject({ stage: "treatment", state: "in_room", version: 2 });
  });

  it("is refused whole, with the sentence, when a guard refuses", async () => {
    const house = await openHouse(rulebook([], () => ({ ok: false, because: "Finish the intake first" })));
    await newCard(house, "c1");
    const refused = await house.ask("c1", { type: "move", to: "treatment" });
    expect(refused).toEqual({ ok: false, code: "guard_refused", because: "Finish the intake first" });
    expect((await house.store.head("p")).seq).toBe(4);
  });

  it("of sixty at once into a stage with room for ten lets exactly ten in", async () => {
    const house = await openHouse();
    for (let n = 0; n < 60; n += 1) await newCard(house, `c${n}`);
    const moves = await Promise.all(
      Array.from({ length: 60 }, (_, n) => house.ask(`c${n}`, { type: "move", to: "treatment" })),
    );
    expect(moves.filter((move) => move.ok)).toHaveLength(10);
    expect(moves.filter((move) => !move.ok && move.code === "wip_limit")).toHaveLength(50);
  });

  it("dropped at the same place by several in one commit gives each its own rank", async () => {
    const house = await openHouse();
    for (const card of ["a", "b", "c"]) await newCard(house, card);
    await Promise.all(["a", "b", "c"].map((card) => house.ask(card, { type: "move", to: "treatment" })));
    const ranks = (await house.store.cards("p")).map((row) => row.card.rank);
    expect(new Set(ranks).size).toBe(3);
  });
});

describe("a provider's time", () => {
  it("booked by two in one commit goes to the first", async () => {
    const house = await openHouse();
    const who = { type: "person.create", name: "Dr", roles: ["nurse"], locations: [], shifts: [] } as const;
    await house.on({ kind: "person", id: "dr" }, { ...who, roles: ["nurse"], locations: [], shifts: [] });
    for (const card of ["a", "b", "c"]) await newCard(house, card);
    const book = (card: string, start: string) =>
      house.ask(card, { type: "appointment.book", start, minutes: 30, provider: "dr" });
    const [a, b, c] = await Promise.all([
      book("a", "2026-11-03T14:30:00.000Z"),
      book("b", "2026-11-03T15:00:00.000Z"),
      book("c", "2026-11-03T15:29:00.000Z"),
    ]);
    expect([a?.ok, b?.ok, c]).toEqual([true, true, expect.objectContaining({ code: "double_booked" })]);
  });
});

describe("a repeat under the same key", () => {
  it("answers with what the first became and writes nothing", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    const first = await house.ask("c1", { type: "move", to: "treatment" }, { id: "k1", keyed: true });
    const again = await house.ask("c1", { type: "move", to: "treatment" }, { id: "k1", keyed: true });
    expect(again).toMatchObject({ ok: true, repeated: true, seq: first.ok ? first.seq : null });
    expect((await house.store.head("p")).seq).toBe(6);
  });

  it("answers with the first refusal too", async () => {
    let ok = false;
    const house = await openHouse(rulebook([], () => (ok ? { ok } : { ok, because: "Not yet" })));
    await newCard(house, "c1");
    await house.ask("c1", { type: "move", to: "treatment" }, { id: "k1", keyed: true });
    ok = true;
    expect(await house.ask("c1", { type: "move", to: "treatment" }, { id: "k1", keyed: true })).toMatchObject(
      { ok: false },
    );
  });

  it("in the same commit is one, and is announced once", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    const twice = [0, 1, 2].map(() =>
      house.ask("c1", { type: "move", to: "treatment" }, { id: "k1", keyed: true }),
    );
    expect((await Promise.all(twice)).map((one) => one.ok && one.seq)).toEqual([6, 6, 6]);
    expect(house.commits.flatMap(({ events }) => events.map(({ seq }) => seq))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("is refused when the request is another", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    await house.ask("c1", { type: "move", to: "treatment" }, { id: "k1", keyed: true });
    const other = await house.ask("c1", { type: "move", to: "intake" }, { id: "k1", keyed: true });
    expect(other).toMatchObject({ ok: false, code: "key_reused" });
  });
});

describe("a sender who saw an older card", () => {
  it("conflicts only where somebody touched the same", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    await house.ask("c1", { type: "move", to: "treatment" }, { expected: 1 });
    expect(await house.ask("c1", { type: "set", fields: { count: 3 } }, { expected: 1 })).toMatchObject({
      ok: true,
    });
    expect(await house.ask("c1", { type: "label", add: ["late"] }, { expected: 1 })).toMatchObject({
      ok: true,
    });
    expect(await house.ask("c1", { type: "set", fields: { count: 4 } }, { expected: 1 })).toMatchObject({
      code: "version_conflict",
    });
    expect(await house.ask("c1", { type: "move", to: "intake" }, { expected: 1 })).toMatchObject({
      code: "version_conflict",
    });
  });

  it("of twenty who drag the same card at once one succeeds", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    const drags = await Promise.all(
      Array.from({ length: 20 }, () => house.ask("c1", { type: "move", to: "treatment" }, { expected: 1 })),
    );
    expect(drags.filter((drag) => drag.ok)).toHaveLength(1);
  });
});

describe("rules", () => {
  const labels: SketchedRule = {
    id: "labels",
    on: "card.entered",
    when: (e: { type: string }) => e.type === "card.entered",
    then: () => [{ type: "label", add: ["seen"] }],
  };

  it("act in the same step as what caused them, and say so", async () => {
    const house = await openHouse(rulebook([labels]));
    await newCard(house, "c1");
    const moved = await house.ask("c1", { type: "move", to: "treatment" });
    const created = await house.store.events("p", { card: "c1", type: "card.labelled", limit: 10 });
    expect(types(moved)).toEqual(["card.moved", "card.entered"]);
    expect(created[0]).toMatchObject({ actor: { kind: "rule", id: "labels" }, version: 1 });
    expect(created[0]?.cause).toBe(`${created[0]?.root}/2`);
  });

  it("whose command is refused leave nothing, and what started them stands", async () => {
    const failing: SketchedRule = {
      id: "failing",
      on: "card.entered",
      then: () => [
        { type: "label", add: ["half"] },
        { type: "move", to: "closed" },
      ],
    };
    const house = await openHouse(rulebook([failing]));
    await newCard(house, "c1");
    expect((await house.store.card("p", "c1"))?.card).toMatchObject({
      stage: "intake",
      labels: ["needs-human"],
    });
  });

  it("that start each other are stopped with the way they took", async () => {
    const up: SketchedRule = {
      id: "up",
      on: "card.changed",
      then: (env) => [{ type: "set", fields: { count: Number(env.card.fields["count"] ?? 0) + 1 } }],
    };
    const house = await openHouse(rulebook([up]));
    await newCard(house, "c1");
    await house.ask("c1", { type: "set", fields: { count: 1 } });
    expect((await house.store.card("p", "c1"))?.card.fields["count"]).toBe(2);
  });

  it("that cannot be decided never count as false: the card asks for a human", async () => {
    const house = await openHouse(
      rulebook([{ id: "blind", on: "card.entered", if: () => "unknown", then: () => [] }]),
    );
    await newCard(house, "c1");
    expect((await house.store.card("p", "c1"))?.card.labels).toEqual(["needs-human"]);
  });
});

describe("protected text", () => {
  it("stands in no event, decision, card or clock", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    await house.ask("c1", { type: "comment", text: "Rosa is afraid of needles" });
    await house.ask("c1", { type: "set", fields: { note: "left knee" } });
    const kept = JSON.stringify([
      await house.store.events("p", { limit: 100 }),
      await house.store.cards("p"),
      house.commits,
    ]);
    expect(kept).not.toMatch(/Rosa|needles|knee/);
    const [comment] = await house.store.events("p", { type: "card.commented", limit: 1 });
    const text = comment?.type === "card.commented" ? comment.data.text[0] : undefined;
    const ref = typeof text === "object" ? text : { ref: "" };
    expect((await house.store.unseal("p", [ref])).get(ref.ref)).toBe("Rosa is afraid of needles");
  });
});

describe("a patient's changed record", () => {
  it("becomes a command for each of the patient's open cards", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    await newCard(house, "c2");
    await house.on({ kind: "patient", id: "pat" }, { type: "patient.update", fields: { sms_ok: true } }, ana);
    const effects = house.commits.at(-1)?.effects ?? [];
    expect(effects.map((effect) => [effect.kind, effect.subject.id])).toEqual([
      ["command", "c1"],
      ["command", "c2"],
    ]);
  });
});

describe("undo", () => {
  it("goes back step by step, as if the later steps had never been", async () => {
    const house = await openHouse();
    await newCard(house, "c1");
    const first = await house.ask("c1", { type: "move", to: "treatment" });
    const second = await house.ask("c1", { type: "move", to: "billing" });
    for (const step of [second, first]) {
      const event = step.ok ? (step.events[0]?.id ?? "") : "";
      expect(await house.ask("c1", { type: "undo", event })).toMatchObject({ ok: true });
    }
    expect((await house.store.card("p", "c1"))?.card).toMatchObject({ stage: "intake", state: "new" });
  });
});
