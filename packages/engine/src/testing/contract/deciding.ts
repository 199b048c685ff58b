import { expect, it } from "vitest";
import { aCard, aDecision, anInput, aTimer, commit, labelled, next, onCard } from "./given.ts";
import type { Part } from "./opened.ts";

export const deciding: Part = (bench) => {
  it("remembers a decision by its input, with its events", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard();
    const decision = onCard(card, { events: [labelled("a"), labelled("b")], facts: { "wip|intake|*": 3 } });
    const { events } = await commit(store.ledger, p, decision);
    const found = await store.ledger.transact(p, (tx) => tx.decided([decision.input.id, "never"]));
    expect([...found.keys()]).toEqual([decision.input.id]);
    const recorded = found.get(decision.input.id);
    expect(recorded?.events).toEqual(events[0]);
    const { events: _e, after: _a, sealed: _s, runs: _r, ...kept } = decision;
    expect(recorded).toMatchObject({ ...kept, firstSeq: 1, lastSeq: 2, at: events[0]?.[0]?.at });
    const { events: _events, ...bare } = recorded ?? { events: [] };
    expect(await store.history.decisionOf(p, `${decision.input.id}/2`)).toEqual(bare);
    expect(await store.history.decisionOf(p, "nobody/1")).toBeNull();
  });

  it("remembers a refusal, which has no events and changes nothing", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const refusal = aDecision(anInput({ kind: "card", id: "nowhere" }, { keyed: true }), {
      events: [],
      outcome: { ok: false, code: "card_unknown", because: "There is no such card" },
    });
    await commit(store.ledger, p, refusal);
    const found = await store.ledger.transact(p, (tx) => tx.decided([refusal.input.id]));
    expect(found.get(refusal.input.id)).toMatchObject({
      outcome: refusal.outcome,
      firstSeq: null,
      events: [],
    });
    expect((await store.history.head(p)).seq).toBe(0);
    expect(await store.history.cards(p)).toEqual([]);
  });

  it("edge-16: gives an input to one of two who decide it at once", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const input = { id: "the-same-key" };
    const both = [aCard(), aCard()].map((card) => commit(store.ledger, p, onCard(card, { input })));
    const settled = await Promise.allSettled(both);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = settled.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ name: "LedgerConflict", kind: "decided" });
    expect((await store.history.head(p)).seq).toBe(1);
    expect(await store.history.cards(p)).toHaveLength(1);
  });

  it("lists decisions in the order they were made", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard();
    const keyed = onCard(next(card), { events: [], input: { keyed: true } });
    const clock = onCard(next(card), { events: [], put: [aTimer(card.id)] });
    const made = [onCard(card), keyed, clock, onCard(next(card)), onCard(next(next(card)))];
    for (const decision of made) await commit(store.ledger, p, decision);
    const listed: { input: { id: string }; events: readonly unknown[] }[] = [];
    for await (const page of store.history.decisions(p)) listed.push(...page);
    const ids = listed.map(({ input }) => input.id);
    expect(ids.filter((id) => id !== keyed.input.id && id !== clock.input.id)).toEqual(
      [made[0], made[3], made[4]].map((decision) => decision?.input.id),
    );
    expect(new Set(ids.slice(1, 3))).toEqual(new Set([keyed.input.id, clock.input.id]));
    expect(listed.map(({ events }) => events.length).sort()).toEqual([0, 0, 1, 1, 1]);
    const ofCard = await store.history.decisionsOf(p, { kind: "card", id: card.id });
    expect(ofCard.map(({ input }) => input.id)).toEqual(ids);
  });
};
