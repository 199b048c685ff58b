import { expect, it } from "vitest";
import { aCard, commit, labelled, name, next, onCard } from "./given.ts";
import type { Part } from "./opened.ts";

export const numbering: Part = (bench) => {
  it("numbers events without gaps when many transactions commit at once", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const work = Array.from({ length: 40 }, (_, n) => {
      const card = aCard();
      const two = onCard(card, { events: [labelled("a"), labelled("b")] });
      const failing = async () => {
        await commit(store.ledger, p, two);
        throw new Error("on purpose");
      };
      return n % 4 === 0
        ? store.ledger.transact(p, async (tx) => {
            await tx.load([{ kind: "card", id: card.id }]);
            await tx.append([two]);
            throw new Error("rolled back");
          })
        : n % 4 === 1
          ? failing()
          : commit(store.ledger, p, two);
    });
    const settled = await Promise.allSettled(work);
    expect(settled.filter(({ status }) => status === "rejected")).toHaveLength(20);

    const events = await store.history.events(p, { limit: 1_000 });
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    expect(events.every((event, n) => n === 0 || event.at >= (events[n - 1]?.at ?? ""))).toBe(true);
    expect((await store.history.head(p)).seq).toBe(60);
    for (const pair of Array.from({ length: 30 }, (_, n) => events.slice(2 * n, 2 * n + 2))) {
      expect(new Set(pair.map(({ root }) => root)).size).toBe(1);
    }
  });

  it("hands back the events as they stand in the history", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const card = aCard();
    const appended = await commit(store.ledger, p, onCard(card), onCard(next(card)));
    expect(appended.events.flat().map(({ seq, version }) => [seq, version])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(await store.history.events(p, { limit: 10 })).toEqual(appended.events.flat());
    const pages: unknown[] = [];
    for await (const page of store.history.walk(p, 2)) pages.push(...page);
    expect(pages).toEqual(appended.events.flat());
  });

  it("finds the place of an instant in the history", async () => {
    const { store, practice } = bench();
    const p = await practice();
    expect(await store.history.seqAt(p, "2999-01-01T00:00:00.000Z")).toBe(0);
    for (let n = 0; n < 9; n += 1) await commit(store.ledger, p, onCard(aCard()));
    const events = await store.history.events(p, { limit: 100 });
    for (const { at } of events) {
      const last = events.findLast((event) => event.at <= at)?.seq;
      expect(await store.history.seqAt(p, at)).toBe(last);
    }
    expect(await store.history.seqAt(p, "1999-01-01T00:00:00.000Z")).toBe(0);
    expect(await store.history.seqAt(p, "2999-01-01T00:00:00.000Z")).toBe(9);
  });

  it("selects from the history", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const [a, b] = [aCard(), aCard()];
    const rule = { kind: "rule", id: "rule-7", role: "system" } as const;
    await commit(store.ledger, p, onCard(a), onCard(b, { input: { actor: rule } }));
    await commit(store.ledger, p, onCard(next(a), { events: [{ type: "task.done", data: { task: "t" } }] }));
    const seqs = async (query: object) =>
      (await store.history.events(p, { limit: 10, ...query })).map(({ seq }) => seq);
    expect(await seqs({ card: a.id })).toEqual([1, 3]);
    expect(await seqs({ rule: "rule-7" })).toEqual([2]);
    expect(await seqs({ actor: "ana" })).toEqual([1, 3]);
    expect(await seqs({ type: "task.done" })).toEqual([3]);
    expect(await seqs({ after: 1, until: 2 })).toEqual([2]);
    expect(await seqs({ limit: 1 })).toEqual([1]);
  });

  it("keeps the practices from each other", async () => {
    const { store, practice } = bench();
    const [p, other] = [await practice(), await practice()];
    const card = aCard({ id: name("shared") });
    const sealed = [{ owner: "patient/p1", ref: "r1", text: "Ana" }];
    await commit(store.ledger, p, onCard(card, { sealed }));
    expect(await store.history.head(other)).toEqual({ seq: 0, at: null });
    expect(await store.history.card(other, card.id)).toBeNull();
    expect((await store.history.unseal(other, [{ ref: "r1" }])).size).toBe(0);
    await commit(store.ledger, other, onCard(card));
    expect((await store.history.events(other, { limit: 10 })).map(({ seq }) => seq)).toEqual([1]);
  });
};
