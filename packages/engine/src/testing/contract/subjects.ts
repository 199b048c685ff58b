import { must } from "@corridor/domain";
import { expect, it } from "vitest";
import {
  aCard,
  activate,
  aDecision,
  anInput,
  aTimer,
  commit,
  happening,
  next,
  NOW,
  onCard,
  onRecord,
  patient,
  RULES,
} from "./given.ts";
import type { Part } from "./opened.ts";

export const subjects: Part = (bench) => {
  it("loads what was appended, with its clocks, and null for what is not there", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard({ fields: { priority: "urgent", note: { ref: "r" } }, labels: ["a"] });
    const timer = aTimer(card.id, { due: "2026-12-01T08:30:00.125Z" });
    await commit(store.ledger, p, onCard(card, { put: [timer] }), patient("p1"));
    const asked = [
      { kind: "patient", id: "p1" },
      { kind: "card", id: card.id },
      { kind: "card", id: "none" },
      { kind: "slot", id: "none" },
    ] as const;
    const loaded = await store.ledger.transact(p, (tx) => tx.load(asked));
    expect(loaded.get(`card/${card.id}`)).toEqual({ kind: "card", card, timers: [timer], reconciled: RULES });
    expect(loaded.get("card/none")).toEqual({ kind: "card", card: null, timers: [], reconciled: null });
    expect(loaded.get("patient/p1")).toEqual({
      kind: "record",
      record: { id: "p1", version: 1, fields: {} },
    });
    expect(loaded.get("slot/none")).toEqual({ kind: "record", record: null });
    expect(await store.history.card(p, card.id)).toEqual({ card, timers: [timer], reconciled: RULES });
    expect(await store.history.cards(p)).toEqual([{ card, timers: [timer], reconciled: RULES }]);
    expect(await store.history.records(p, "patient")).toEqual([{ id: "p1", version: 1, fields: {} }]);
    expect(await store.history.record(p, { kind: "patient", id: "p1" })).toMatchObject({ version: 1 });
  });

  it("keeps when a clock stood still, and forgets it when that is over", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard();
    const timer = aTimer(card.id, { due: null });
    const pauses = [{ from: "2026-12-01T08:30:00.125Z", to: null }];
    const held = { ...timer, ledger: { pauses, lapse: { from: "2026-12-01T09:00:00.000Z", rang: false } } };
    await commit(store.ledger, p, onCard(card, { put: [held] }));
    expect((await store.history.card(p, card.id))?.timers).toEqual([held]);
    await commit(store.ledger, p, onCard(next(card), { put: [timer] }));
    const [now] = (await store.history.card(p, card.id))?.timers ?? [];
    expect([now, now && "ledger" in now]).toEqual([timer, false]);
  });

  it("keeps the last of several steps of one batch", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard();
    const timer = aTimer(card.id);
    const [second, third] = [next(card), next(next(card), { stage: "treatment" })];
    await commit(
      store.ledger,
      p,
      onCard(card, { put: [timer] }),
      onCard(second, { drop: [timer.key] }),
      onCard(third),
    );
    expect(await store.history.card(p, card.id)).toEqual({ card: third, timers: [], reconciled: RULES });
    const edit = happening("patient.changed", { field: "sms_ok", from: null, to: true });
    const changed = { id: "p1", version: 2, fields: { sms_ok: true } };
    await commit(store.ledger, p, patient("p1"), onRecord("patient", changed, edit));
    expect(await store.history.record(p, { kind: "patient", id: "p1" })).toEqual(changed);
  });

  it("lets one after the other change a card", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard({ comments: 0 });
    await commit(store.ledger, p, onCard(card));
    const count = () =>
      store.ledger.transact(p, async (tx) => {
        const state = (await tx.load([{ kind: "card", id: card.id }])).get(`card/${card.id}`);
        const read = (state?.kind === "card" && state.card) || card;
        await tx.append([onCard(next(read, { comments: read.comments + 1 }))]);
      });
    await Promise.all(Array.from({ length: 12 }, count));
    expect((await store.history.card(p, card.id))?.card).toMatchObject({ comments: 12, version: 13 });
  });

  it("reads the clocks as they are once the card's lock is held", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard();
    const timer = aTimer(card.id);
    await commit(store.ledger, p, onCard(card, { put: [timer] }));
    const rung: boolean[] = [];
    const ring = () =>
      store.ledger.transact(p, async (tx) => {
        const state = (await tx.load([{ kind: "card", id: card.id }])).get(`card/${card.id}`);
        if (state?.kind !== "card" || !state.card) return;
        const armed = state.timers.some(({ key, due }) => key === timer.key && due !== null);
        if (armed) await tx.append([onCard(next(state.card), { put: [{ ...timer, due: null }] })]);
        if (armed) rung.push(true);
      });
    await Promise.all(Array.from({ length: 8 }, ring));
    expect(rung).toHaveLength(1);
    expect((await store.history.card(p, card.id))?.timers).toEqual([{ ...timer, due: null }]);
  });

  it("keeps the clocks that belong to no card with the practice", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const subject = { kind: "practice", id: p } as const;
    const read = () =>
      store.ledger.transact(p, async (tx) => (await tx.load([subject])).get(`practice/${p}`));
    expect(await read()).toEqual({ kind: "record", record: null, timers: [] });
    const [first, second] = ["every:a@1", "every:a@2"].map((key) => ({ ...aTimer(""), key, card: null }));
    const led = { ...must(second, "there are two"), path: ["a/c1"], depth: 3 };
    const record = { id: p, version: 1, ruleset: RULES };
    await activate(store.ledger, p);
    const one = must(first, "there are two");
    const armed = { kind: "record", record, timers: [one] } as const;
    await commit(store.ledger, p, aDecision(anInput(subject), { put: [one], events: [], after: armed }));
    expect(await read()).toEqual(armed);
    expect(await store.worklist.due(p, NOW, 9)).toEqual([one]);
    const after = { ...armed, timers: [led] };
    const change = { put: [led], drop: [one.key], events: [], after };
    await commit(store.ledger, p, aDecision(anInput(subject), change));
    expect(await read()).toEqual(after);
    expect(await store.history.clocks(p)).toEqual([led]);
  });

  it("keeps protected texts apart and hands them out by pointer", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard({ fields: { name: { ref: "r1" } } });
    const sealed = [
      { owner: "patient/p1", ref: "r1", text: "Ana Dvořák" },
      { owner: "patient/p1", ref: "r2", text: "says it hurts" },
    ];
    await commit(store.ledger, p, onCard(card, { sealed }));
    await commit(store.ledger, p, onCard(next(card), { sealed: sealed.slice(0, 1) }));
    const read = await store.history.unseal(p, [{ ref: "r1" }, { ref: "r2" }, { ref: "r3" }]);
    expect(Object.fromEntries(read)).toEqual({ r1: "Ana Dvořák", r2: "says it hurts" });
    const kept = [await store.history.cards(p), await store.history.events(p, { limit: 9 })];
    for await (const page of store.history.decisions(p)) kept.push(page as never);
    expect(JSON.stringify(kept)).not.toMatch(/Dvořák|hurts/);
  });
};
