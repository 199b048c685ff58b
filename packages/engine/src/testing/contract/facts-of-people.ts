import { type Candidate, factKey, loadOf } from "@corridor/domain";
import { expect, it } from "vitest";
import {
  aCard,
  commit,
  fact,
  happening,
  name,
  next,
  onCard,
  onRecord,
  patient,
  person,
  RULES,
} from "./given.ts";
import type { Part } from "./opened.ts";

export const factsOfPeople: Part = (bench) => {
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

  it("reads names that hold the sign between names as the names they are", async () => {
    const b = bench();
    const p = await b.practice();
    await commit(b.store.ledger, p, person("dr", []), person("50%", []));
    const keys = [
      factKey("person", "dr|ghost"),
      factKey("person", "50%"),
      factKey("booked", "dr|x", "2026-11-10T09:00:00.000Z", "30", "c|1"),
      factKey("wip", "intake|x", "*"),
    ];
    const read = await b.store.ledger.transact(p, async (tx) => {
      await tx.lock(keys);
      return tx.facts(keys);
    });
    expect(keys.map((key) => read[key])).toMatchObject([null, { id: "50%" }, null, 0]);
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
      { person: { id: "ana" }, load: 7, open: 4, lastAssignedAt: events[9]?.[0]?.at },
      { person: { id: "cy" }, load: 1, open: 1, lastAssignedAt: null },
    ]);
    expect(await fact(b, p, factKey("pool", "nurse", "north"))).toHaveLength(3);
    expect(await fact(b, p, factKey("pool", "porter", "main"))).toEqual([]);
  });

  it("knows who has another open card of a patient", async () => {
    const b = bench();
    const p = await b.practice();
    const of = (assignee: string | null, change: object = {}) =>
      onCard(aCard({ patient: "rosa", assignee, ...change }));
    const own = aCard({ patient: "rosa", assignee: "self" });
    const others = [of("cy"), of("ana"), of("ana"), of(null), of("old", { final: true })];
    await commit(b.store.ledger, p, onCard(own), ...others, onCard(aCard({ assignee: "bo" })));
    expect(await fact(b, p, factKey("carers", "rosa", own.id))).toEqual(["ana", "cy"]);
    expect(await fact(b, p, factKey("carers", "nobody", own.id))).toEqual([]);
  });

  it("knows who has had a card, the last first", async () => {
    const b = bench();
    const p = await b.practice();
    let card = aCard();
    const given = (person: string | null) =>
      happening("card.assigned", { from: { role: null, person: null }, to: { role: null, person } });
    for (const person of ["ana", "bo", "ana", null]) {
      await commit(b.store.ledger, p, onCard(card, { events: [given(person)] }));
      card = next(card);
    }
    expect(await fact(b, p, factKey("owners", card.id))).toEqual(["ana", "bo"]);
    expect(await fact(b, p, factKey("owners", "nobody"))).toEqual([]);
  });

  it("weighs every kind of card as the domain does", async () => {
    const b = bench();
    const p = await b.practice();
    const priorities = [
      "urgent",
      "high",
      "normal",
      "low",
      "",
      "Urgent",
      "constructor",
      null,
      3,
      true,
      ["high"],
    ];
    const fields = [{}, ...priorities.map((priority) => ({ priority }))];
    const work = fields.flatMap((noted) => [false, true].map((final) => ({ fields: noted, final })));
    for (const [n, kind] of work.entries()) {
      const own = onCard(aCard({ ...kind, assignee: `who-${n}` }));
      await commit(b.store.ledger, p, person(`who-${n}`, [], [`role-${n}`]), own);
      const [candidate] = await fact<readonly Candidate[]>(b, p, factKey("pool", `role-${n}`, "main"));
      expect([kind, candidate?.load]).toEqual([kind, loadOf(aCard(kind))]);
    }
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
    expect(await at("08:30", "31")).toEqual({ card: card.id, offered: false });
    expect(await at("09:29", "10")).toEqual({ card: card.id, offered: false });
    expect(await at("08:00", "240")).toEqual({ card: card.id, offered: false });
    expect(await at("08:30", "30")).toBeNull();
    expect(await at("09:30", "30")).toBeNull();
    expect(await at("09:00", "30", card.id)).toBeNull();
    expect(await at("09:00", "30", "other", "dr2")).toBeNull();
    expect(await fact(b, p, factKey("slot", "s1"))).toMatchObject({
      slot: { id: "s1" },
      takenBy: { card: card.id, offered: false },
    });
    const freed = next(card, { appointment: null });
    const events = [happening("appointment.cancelled", { appointment, reason: [] })];
    await commit(b.store.ledger, p, onCard(freed, { events }));
    expect(await fact(b, p, factKey("slot", "s1"))).toMatchObject({ takenBy: null });
    expect(await fact(b, p, factKey("slot", "s2"))).toEqual({ slot: null, takenBy: null });
    expect(await at("09:00", "30")).toBeNull();
  });
};
