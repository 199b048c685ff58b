import { factKey, type FactKey, gapFor, must } from "@corridor/domain";
import { expect, it } from "vitest";
import { aCard, commit, happening, name, next, onCard, onRecord, patient, person, RULES } from "./given.ts";
import type { Bench, Part } from "./opened.ts";

async function fact<T>({ store }: Bench, practice: string, key: FactKey): Promise<T> {
  return (await store.ledger.transact(practice, (tx) => tx.facts([key])))[key] as T;
}

export const facts: Part = (bench) => {
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

  it("reads records, and null for unknown ones", async () => {
    const b = bench();
    const p = await b.practice();
    await commit(b.store.ledger, p, patient("p1"), person("ana", []));
    expect(await fact(b, p, factKey("patient", "p1"))).toEqual({ id: "p1", version: 1, fields: {} });
    expect(await fact(b, p, factKey("patient", "p2"))).toBeNull();
    expect(await fact(b, p, factKey("person", "ana"))).toMatchObject({ id: "ana", active: true });
    expect(await fact(b, p, factKey("person", "bo"))).toBeNull();
    expect(await fact(b, p, factKey("ruleset", RULES))).toBe(true);
    expect(await fact(b, p, factKey("ruleset", "0".repeat(64)))).toBe(false);
  });

  it("finds a role's pool with what everyone has on hand", async () => {
    const b = bench();
    const p = await b.practice();
    const staff = [
      person("cy", []),
      person("ana", ["main", "north"]),
      person("bo", ["north"]),
      person("di", ["main"], ["billing"]),
      person("ed", ["main"], ["nurse"], false),
    ];
    const given = (change: object) => {
      const card = aCard({ assignee: "ana", ...change });
      const to = { role: null, person: card.assignee };
      return onCard(card, {
        events: [happening("card.assigned", { from: { role: null, person: null }, to })],
      });
    };
    const work = [
      given({ fields: { priority: "urgent" } }),
      given({ fields: { priority: "high" } }),
      given({ fields: { priority: "low" } }),
      given({ stage: "treatment" }),
      given({ stage: "done", final: true, fields: { priority: "urgent" } }),
      onCard(aCard({ assignee: "cy" })),
    ];
    const { events } = await commit(b.store.ledger, p, ...staff, ...work);
    const pool = await fact<readonly object[]>(b, p, factKey("pool", "nurse", "main"));
    expect(pool).toMatchObject([
      { person: { id: "ana" }, load: 7, lastAssignedAt: events[9]?.[0]?.at },
      { person: { id: "cy" }, load: 1, lastAssignedAt: null },
    ]);
    expect(await fact(b, p, factKey("pool", "nurse", "north"))).toHaveLength(3);
    expect(await fact(b, p, factKey("pool", "porter", "main"))).toEqual([]);
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

  it("knows which card has a provider's time, and a slot", async () => {
    const b = bench();
    const p = await b.practice();
    const slot = { provider: "dr", location: "main", start: "2026-11-10T09:00:00.000Z", minutes: 30 };
    const opened = onRecord("slot", { id: "s1", version: 1, ...slot }, happening("slot.opened", slot));
    const { start, minutes } = slot;
    const appointment = { id: name("visit"), start, minutes, provider: "dr", slot: "s1" };
    const card = aCard({ appointment });
    await commit(
      b.store.ledger,
      p,
      opened,
      onCard(card, { events: [happening("appointment.booked", appointment)] }),
    );
    const at = (from: string, length: string, self = "other", provider = "dr") =>
      fact(b, p, factKey("booked", provider, `2026-11-10T${from}:00.000Z`, length, self));
    expect(await at("08:30", "31")).toBe(card.id);
    expect(await at("09:29", "10")).toBe(card.id);
    expect(await at("08:00", "240")).toBe(card.id);
    expect(await at("08:30", "30")).toBeNull();
    expect(await at("09:30", "30")).toBeNull();
    expect(await at("09:00", "30", card.id)).toBeNull();
    expect(await at("09:00", "30", "other", "dr2")).toBeNull();
    expect(await fact(b, p, factKey("slot", "s1"))).toMatchObject({ slot: { id: "s1" }, takenBy: card.id });
    const freed = next(card, { appointment: null });
    const events = [happening("appointment.cancelled", { appointment, reason: [] })];
    await commit(b.store.ledger, p, onCard(freed, { events }));
    expect(await fact(b, p, factKey("slot", "s1"))).toMatchObject({ takenBy: null });
    expect(await fact(b, p, factKey("slot", "s2"))).toEqual({ slot: null, takenBy: null });
    expect(await at("09:00", "30")).toBeNull();
  });

  const assigned = (to: string) =>
    happening("card.assigned", { from: { role: null, person: null }, to: { role: null, person: to } });
};
