import { expect, it } from "vitest";
import { aCard, activate, aTimer, commit, next, NOW, onCard, RULES } from "./given.ts";
import type { Part } from "./opened.ts";

export const desk: Part = (bench) => {
  it("finds due clocks in order, and the next one", async () => {
    const { store, practice } = bench();
    const p = await practice();
    expect(await store.worklist.nextDue(p)).toBeNull();
    const card = aCard();
    const timers = [
      aTimer(card.id, { key: "b", due: "2026-11-09T15:00:00.000Z" }),
      aTimer(card.id, { key: "a", due: "2026-11-09T15:00:00.000Z" }),
      aTimer(card.id, { key: "c", due: "2026-11-09T14:00:00.000Z" }),
      aTimer(card.id, { key: "d", due: "2026-11-09T16:00:00.000Z" }),
      aTimer(card.id, { key: "e", due: null }),
    ];
    await commit(store.ledger, p, onCard(card, { put: timers }));
    expect((await store.worklist.due(p, NOW, 10)).map(({ key }) => key)).toEqual(["c", "a", "b"]);
    expect((await store.worklist.due(p, NOW, 2)).map(({ key }) => key)).toEqual(["c", "a"]);
    expect(await store.worklist.nextDue(p)).toBe("2026-11-09T14:00:00.000Z");
    const spent = timers.slice(0, 3).map((timer) => ({ ...timer, due: null }));
    const after = {
      kind: "card",
      card: next(card),
      timers: [...spent, ...timers.slice(4)],
      reconciled: RULES,
    } as const;
    await commit(store.ledger, p, onCard(next(card), { put: spent, drop: ["d"], after }));
    expect(await store.worklist.nextDue(p)).toBeNull();
    expect((await store.history.card(p, card.id))?.timers.map(({ key }) => key).sort()).toEqual([
      "a",
      "b",
      "c",
      "e",
    ]);
  });

  it("delivers a notice once, to those it is for", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const nobody = { role: null, person: null, patient: null };
    const item = {
      effect: "e1",
      at: NOW,
      to: { ...nobody, role: "nurse" },
      card: "c1",
      text: ["See ", { ref: "r" }],
    };
    await store.worklist.deliver(p, item);
    await store.worklist.deliver(p, item);
    await store.worklist.deliver(p, { ...item, effect: "e2", to: { ...nobody, person: "ana" } });
    await store.worklist.deliver(p, { ...item, effect: "e3", to: { ...nobody, patient: "p1" } });
    expect(await store.worklist.inbox(p, { person: null, roles: ["nurse"] })).toEqual([item]);
    const both = await store.worklist.inbox(p, { person: "ana", roles: ["nurse", "lead"] });
    expect(both.map(({ effect }) => effect).sort()).toEqual(["e1", "e2"]);
    expect(await store.worklist.inbox(p, { person: "bo", roles: [] })).toEqual([]);
  });

  it("keeps rulesets, and knows the one that decides", async () => {
    const { store, practice } = bench();
    const p = await practice();
    expect(await store.history.active(p)).toBeNull();
    await activate(store.ledger, p);
    expect(await store.history.active(p)).toBe(RULES);
    expect(await store.ledger.transact(p, async (tx) => (await tx.opened()).ruleset)).toBe(RULES);
    const hash = "a".repeat(64);
    await store.rulesets.keep(p, hash, { "x.yaml": "one" });
    await store.rulesets.keep(p, hash, { "x.yaml": "one" });
    expect(await store.history.ruleset(p, hash)).toEqual({ "x.yaml": "one" });
    expect(await store.history.ruleset(p, "b".repeat(64))).toBeNull();
    await store.rulesets.keep(p, hash, { "x.yaml": "two" });
    expect(await store.history.ruleset(p, hash)).toEqual({ "x.yaml": "one" });
    await store.rulesets.reword(p, hash, { "x.yaml": "one # so called" });
    await store.rulesets.reword(p, "b".repeat(64), { "x.yaml": "none" });
    await store.rulesets.reword(p, hash, { "x.yaml": "one # as it is" });
    expect(await store.history.rulesetText(p, hash)).toEqual({ "x.yaml": "one # as it is" });
    expect(await store.history.rulesetText(p, RULES)).toEqual({ "practice.yaml": "" });
    expect(await store.history.ruleset(p, hash)).toEqual({ "x.yaml": "one" });
    expect(await store.history.rulesetText(p, "b".repeat(64))).toBeNull();
  });
};
