import { type Counted, factKey, gapFor, must, type Tally, tallyKey } from "@corridor/domain";
import { expect, it } from "vitest";
import { aCard, commit, fact, happening, next, onCard } from "./given.ts";
import type { Part } from "./opened.ts";

export const factsOfCards: Part = (bench) => {
  it.each([
    ["stage", "treatment"],
    ["state", "in_room"],
    ["location", "north"],
    ["type", "referral"],
    ["assignee", "ana"],
    ["patient", "p-of-many"],
  ])("finds the cards whose %s is %s, whole, in order of id", async (column, value) => {
    const { store, practice } = bench();
    const p = await practice();
    const fitting = ["b", "a"].map((id) => aCard({ id, [column]: value, labels: [id] }));
    const others = [aCard(), aCard({ rank: value, labels: [value] })];
    await commit(store.ledger, p, ...[...fitting, ...others].map((card) => onCard(card)));
    const found = await fact(bench(), p, factKey("matching", column, value));
    expect(found).toEqual(fitting.toReversed());
    expect(await fact(bench(), p, factKey("matching", column, "nowhere"))).toEqual([]);
    expect(await fact(bench(), p, factKey("matching", "rank", value))).toEqual([]);
  });

  it("finds those that have other values too, page by page or all of them", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const cards = ["d", "b", "a", "c"].map((id) => aCard({ id, stage: "treatment", assignee: "ana" }));
    const others = [aCard({ stage: "treatment" }), aCard({ assignee: "ana" })];
    await commit(store.ledger, p, ...[...cards, ...others].map((card) => onCard(card)));
    const found = async (also: Readonly<Record<string, string>>, after = "", most = "") =>
      (
        await fact<readonly { id: string }[]>(
          bench(),
          p,
          factKey("matching", "stage", "treatment", after, most, JSON.stringify(also)),
        )
      ).map(({ id }) => id);
    expect(await found({ assignee: "ana" })).toEqual(["a", "b", "c", "d"]);
    expect(await found({ assignee: "ana", location: aCard().location }, "a", "2")).toEqual(["b", "c"]);
    expect(await found({ assignee: "ana", location: "nowhere" })).toEqual([]);
    expect(await found({ rank: aCard().rank })).toEqual([]);
  });

  it("finds so many of the cards that have a value after one of them", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const cards = ["d", "b", "a", "c"].map((id) => aCard({ id, stage: "treatment" }));
    await commit(store.ledger, p, ...cards.map((card) => onCard(card)));
    const page = async (after: string, most: string) =>
      (
        await fact<readonly { id: string }[]>(
          bench(),
          p,
          factKey("matching", "stage", "treatment", after, most),
        )
      ).map(({ id }) => id);
    expect(await page("", "2")).toEqual(["a", "b"]);
    expect(await page("b", "2")).toEqual(["c", "d"]);
    expect(await page("d", "2")).toEqual([]);
  });

  it("counts what happened after an instant, by location, as the domain does", async () => {
    const b = bench();
    const p = await b.practice();
    const [near, far] = [aCard(), aCard({ location: "north" })];
    const change = (field: string, to: string) => happening("card.changed", { field, from: null, to });
    const denied = {
      type: "card.changed",
      has: { field: "claim.status", to: "denied" },
      lacks: null,
    } as const;
    const entered = (from: string | null) =>
      happening("card.entered", {
        ...{ stage: "treatment", state: "in_room", final: false, stopped: null },
        from: from === null ? null : { stage: from, state: "new" },
        clock: { stage: "2026-11-02T14:00:00.000Z", state: "2026-11-02T14:00:00.000Z" },
      });
    const came: Counted = {
      ...{ type: "card.entered", has: { stage: "treatment" }, lacks: { from: { stage: "treatment" } } },
    };
    const events = [
      change("claim.status", "denied"),
      change("claim.status", "paid"),
      change("note", "denied"),
    ];
    await commit(b.store.ledger, p, onCard(near), onCard(far));
    await commit(
      b.store.ledger,
      p,
      onCard(next(near), { events: [...events, entered("treatment"), entered(null)] }),
    );
    await commit(
      b.store.ledger,
      p,
      onCard(next(far), { events: [change("claim.status", "denied"), entered("intake")] }),
    );
    const tally = (counted: Counted, since: string) => fact<Tally>(b, p, tallyKey(counted, since));
    const counts = async (counted: Counted, since = "2000-01-01T00:00:00.000Z") =>
      Object.fromEntries(Object.entries(await tally(counted, since)).map(([at, { count }]) => [at, count]));
    expect(await counts(denied)).toEqual({ [near.location]: 1, north: 1 });
    expect(await counts(came)).toEqual({ [near.location]: 1, north: 1 });
    expect(await counts({ ...denied, has: { field: "claim.status" } })).toEqual({
      [near.location]: 2,
      north: 1,
    });
    expect(await counts({ ...denied, type: "card.moved" })).toEqual({});
    const { north } = await tally(denied, "2000-01-01T00:00:00.000Z");
    const [happened] = (
      await b.store.history.events(p, { type: "card.changed", card: far.id, limit: 1 })
    ).map(({ at }) => at);
    expect(north?.first).toBe(happened);
    expect(await counts(denied, north?.first)).toEqual({});
  });

  it("counts neither what was undone nor its undoing", async () => {
    const b = bench();
    const p = await b.practice();
    const [card, other] = [aCard(), aCard()];
    await commit(b.store.ledger, p, onCard(card), onCard(other));
    const missed = (to: boolean) =>
      happening("card.changed", { field: "appointment.no_show", from: !to, to });
    const said = onCard(next(card), { events: [missed(true), missed(true)] });
    await commit(b.store.ledger, p, said, onCard(next(other), { events: [missed(true)] }));
    const counts = async (to: boolean) => {
      const counted = {
        type: "card.changed",
        has: { field: "appointment.no_show", to },
        lacks: null,
      } as const;
      const tally = await fact<Tally>(b, p, tallyKey(counted, "2000-01-01T00:00:00.000Z"));
      return tally[card.location]?.count ?? 0;
    };
    expect(await counts(true)).toBe(3);
    const [{ id = "" } = {}] = said.events;
    const undone = happening("card.undone", { event: id, sent: [] });
    await commit(
      b.store.ledger,
      p,
      onCard(next(next(card)), { events: [missed(false), missed(true), undone] }),
    );
    expect([await counts(true), await counts(false)]).toEqual([1, 0]);
  });

  it("adds up how long cards stood where they were", async () => {
    const b = bench();
    const p = await b.practice();
    const cards = [aCard(), aCard(), aCard()];
    await commit(b.store.ledger, p, ...cards.map((card) => onCard(card)));
    const left = (state: string, stage: string, to = "treatment") =>
      happening("card.entered", {
        ...{ stage: to, state: "in_room", final: false, from: { stage: "scheduling", state: "booked" } },
        clock: { stage: "2026-11-02T14:00:00.000Z", state: "2026-11-02T14:00:00.000Z" },
        stopped: { stage: `2026-11-02T${stage}:00.000Z`, state: `2026-11-02T${state}:00.000Z` },
      });
    const events = [left("13:30", "13:00"), left("13:50", "12:00"), left("13:59", "13:59", "closed")];
    await commit(
      b.store.ledger,
      p,
      ...cards.map((card, n) => onCard(next(card), { events: events.slice(n, n + 1) })),
    );
    const counted = { type: "card.entered", has: { stage: "treatment" }, lacks: null } as const;
    const ms = async (more: Pick<Counted, "span">) => {
      const key = tallyKey({ ...counted, ...more }, "2000-01-01T00:00:00.000Z");
      return Object.values(await fact<Tally>(b, p, key)).map((one) => [one.count, one.ms]);
    };
    expect(await ms({ span: "state" })).toEqual([[2, 40 * 60_000]]);
    expect(await ms({ span: "stage" })).toEqual([[2, 180 * 60_000]]);
    expect(await ms({})).toEqual([[2, undefined]]);
  });

  it("counts the cards of a stage", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const places = [
      ["intake", "main"],
      ["intake", "main"],
      ["intake", "north"],
      ["treatment", "main"],
    ] as const;
    await commit(store.ledger, p, ...places.map(([stage, location]) => onCard(aCard({ stage, location }))));
    const keys = [
      factKey("wip", "intake", "main"),
      factKey("wip", "intake", "*"),
      factKey("wip", "billing", "*"),
    ];
    const read = await store.ledger.transact(p, (tx) => tx.facts(keys));
    expect(keys.map((key) => read[key])).toEqual([2, 3, 0]);
  });

  it("finds the gap a card falls into, as the domain does", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const ranks = ["Zz", "a0", "a0", "a1", "a1V", "aa"];
    const column = ranks.map((rank, n) => aCard({ id: `c${n}`, rank, stage: "intake" }));
    const elsewhere = aCard({ id: "elsewhere", rank: "a0V", stage: "treatment" });
    await commit(store.ledger, p, ...[...column, elsewhere].map((card) => onCard(card)));
    const ids = ["", ...column.map(({ id }) => id), "elsewhere", "nobody"];
    const cases = ids.flatMap((after) =>
      ids.flatMap((before) => ["c2", "new"].map((self) => [after, before, self] as const)),
    );
    const keys = cases.map((args) => factKey("gap", "intake", ...args));
    const read = await store.ledger.transact(p, (tx) => tx.facts(keys));
    cases.forEach(([after, before, self], n) => {
      const others = column.filter(({ id }) => id !== self);
      const expected = gapFor(others, after || null, before || null);
      expect([after, before, self, read[must(keys[n], "a key each")]]).toEqual([
        after,
        before,
        self,
        expected,
      ]);
    });
  });

  it("says what was touched after the version somebody saw", async () => {
    const b = bench();
    const p = await b.practice();
    const card = aCard();
    const change = happening("card.changed", { field: "claim.status", from: null, to: "denied" });
    await commit(b.store.ledger, p, onCard(card));
    await commit(b.store.ledger, p, onCard(next(card), { events: [change, change] }));
    await commit(b.store.ledger, p, onCard(next(next(card)), { events: [assigned("ana")] }));
    const touched = async (version: string) =>
      [...new Set(await fact<readonly string[]>(b, p, factKey("touched", card.id, version)))].sort();
    expect(await touched("1")).toEqual(["assignee", "field:claim.status"]);
    expect(await touched("2")).toEqual(["assignee"]);
    expect(await touched("3")).toEqual([]);
  });

  it("lists a patient's cards that are on their way", async () => {
    const b = bench();
    const p = await b.practice();
    const cards = [
      aCard({ id: "k2", patient: "p1" }),
      aCard({ id: "k1", patient: "p1", stage: "treatment" }),
      aCard({ patient: "p1", stage: "done", final: true }),
      aCard({ patient: "p2" }),
    ];
    await commit(b.store.ledger, p, ...cards.map((card) => onCard(card)));
    expect(await fact(b, p, factKey("cards", "p1"))).toEqual(["k1", "k2"]);
    expect(await fact(b, p, factKey("cards", "p3"))).toEqual([]);
  });
};

const assigned = (to: string) =>
  happening("card.assigned", { from: { role: null, person: null }, to: { role: null, person: to } });
