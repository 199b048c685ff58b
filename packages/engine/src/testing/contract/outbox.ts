import { factKey, must, type PastDecision } from "@corridor/domain";
import { expect, it } from "vitest";
import { aCard, aMessage, anEffect, aNotice, commit, fact, happening, name, next, onCard } from "./given.ts";
import type { Bench, Part } from "./opened.ts";

const LATER = "2999-01-01T00:00:00.000Z";

/** A card with effects queued by one decision. */
async function queued({ store, practice }: Bench, count: number) {
  const p = await practice();
  const card = aCard();
  const input = name("queues");
  const effects = Array.from({ length: count }, () => anEffect(card.id, `${input}/1`));
  await commit(store.ledger, p, onCard(card, { input: { id: input }, effects }));
  return { p, card, effects, event: `${input}/1`, keys: effects.map(({ key }) => key) };
}

const minutes = (n: number): string => `2999-01-01T00:${String(n).padStart(2, "0")}:00.000Z`;

export const outbox: Part = (bench) => {
  it("leases an effect to one sender until the lease ends", async () => {
    const b = bench();
    const { p, effects, keys } = await queued(b, 3);
    const { worklist } = b.store;
    const first = await worklist.claim(p, LATER, 2, 60_000);
    const second = await worklist.claim(p, LATER, 9, 60_000);
    expect([...first, ...second].map(({ effect }) => effect.key).sort()).toEqual([...keys].sort());
    expect(first.find(({ effect }) => effect.key === keys[0]) ?? second[0]).toMatchObject({ attempts: 1 });
    const [claimed] = first;
    expect(claimed?.effect).toEqual(effects.find(({ key }) => key === claimed?.effect.key));
    expect(await worklist.claim(p, LATER, 9, 60_000)).toEqual([]);

    const lease = "2999-01-01T00:01:00.000Z";
    expect(claimed?.lease).toBe(lease);
    const [one = "", two = "", three = ""] = keys;
    await worklist.settle(p, LATER, [
      { key: three, how: "dead", error: "refused" },
      { key: two, how: "again", lease, at: minutes(5), error: "no answer" },
      { key: one, how: "sent" },
    ]);
    expect(await worklist.claim(p, minutes(4), 9, 60_000)).toEqual([]);
    const again = await worklist.claim(p, minutes(5), 9, 60_000);
    expect(again.map(({ effect, attempts }) => [effect.key, attempts])).toEqual([[keys[1], 2]]);
    const orphaned = await worklist.claim(p, minutes(7), 9, 60_000);
    // Its sender died: the same try is made again, and whoever had it before has nothing more to say.
    expect(orphaned).toMatchObject([{ effect: { key: two }, attempts: 2, lapses: 1 }]);
    const late = { lease: "2999-01-01T00:06:00.000Z", at: minutes(9), error: "late" };
    await worklist.settle(p, minutes(7), [{ key: two, how: "again", ...late }]);
    expect(await worklist.claim(p, minutes(7), 9, 60_000)).toEqual([]);
    const states = async () =>
      (await worklist.outbox(p, { keys, limit: 9 })).map(({ effect, status, error }) => [
        effect.key,
        status,
        error,
      ]);
    expect((await states()).sort()).toEqual(
      [
        [one, "sent", null],
        [two, "pending", "no answer"],
        [three, "dead", "refused"],
      ].sort(),
    );
    expect(await worklist.nextSend(p)).toBe(minutes(8));
    expect(await worklist.outbox(p, { status: "dead", limit: 9 })).toMatchObject([
      { effect: { key: three } },
    ]);
    expect(await worklist.outbox(p, { limit: 2 })).toHaveLength(2);
  });

  it("keeps a message that waits until it may be sent", async () => {
    const { practice, store } = bench();
    const p = await practice();
    const card = aCard();
    const message = aMessage(card.id, { notBefore: minutes(30) });
    await commit(store.ledger, p, onCard(card, { effects: [message] }));
    expect(await store.worklist.nextSend(p)).toBe(minutes(30));
    expect(await store.worklist.claim(p, minutes(29), 9, 1)).toEqual([]);
    expect(await store.worklist.claim(p, minutes(30), 9, 1)).toMatchObject([{ effect: message }]);
  });

  it("gives each effect to one of many senders", async () => {
    const b = bench();
    const { p, keys } = await queued(b, 30);
    const claims = Array.from({ length: 10 }, () => b.store.worklist.claim(p, LATER, 5, 60_000));
    const claimed = (await Promise.all(claims)).flat().map(({ effect }) => effect.key);
    expect(claimed).toHaveLength(new Set(claimed).size);
    const rest = (await b.store.worklist.claim(p, LATER, 99, 60_000)).map(({ effect }) => effect.key);
    expect([...claimed, ...rest].sort()).toEqual([...keys].sort());
  });

  it("queues an effect once, whoever queues it again", async () => {
    const b = bench();
    const { p, card, effects } = await queued(b, 1);
    await b.store.worklist.settle(p, LATER, [{ key: must(effects[0], "one").key, how: "sent" }]);
    await commit(b.store.ledger, p, onCard(next(card), { effects }));
    expect(await b.store.worklist.claim(p, LATER, 9, 1)).toEqual([]);
  });

  it("holds a notice until its time", async () => {
    const b = bench();
    const p = await b.practice();
    const card = aCard();
    const held = aNotice(card.id, "e/1", { notBefore: minutes(5) });
    await commit(b.store.ledger, p, onCard(card, { effects: [held] }));
    expect(await b.store.worklist.claim(p, minutes(4), 9, 1_000)).toEqual([]);
    expect((await b.store.worklist.claim(p, minutes(5), 9, 1_000)).map(({ effect }) => effect)).toEqual([
      held,
    ]);
  });

  it("hands out a group as one when the first of it is due, and no more of it for a while after", async () => {
    const b = bench();
    const p = await b.practice();
    const { worklist, ledger } = b.store;
    const card = aCard();
    const grouped = (until: number, key = "g") =>
      aNotice(card.id, "e/1", {
        group: { key, until: minutes(until), quietUntil: minutes(until + 20), apart: 1 },
      });
    const [first, second, other] = [grouped(2), grouped(4), grouped(9, "h")];
    await commit(ledger, p, onCard(card, { effects: [first, second, other] }));
    expect(await worklist.claim(p, minutes(1), 9, 1_000)).toEqual([]);
    const claimed = await worklist.claim(p, minutes(2), 9, 1_000);
    expect(claimed.map(({ effect }) => effect.key).sort()).toEqual([first.key, second.key].sort());
    await worklist.settle(
      p,
      minutes(2),
      [first, second].map(({ key }) => ({ key, how: "sent" as const })),
    );
    const later = grouped(6);
    await commit(ledger, p, onCard(next(card), { effects: [later] }));
    const keys = async (at: number) =>
      (await worklist.claim(p, minutes(at), 9, 1_000)).map(({ effect }) => effect.key);
    expect(await keys(8)).toEqual([]);
    expect(await keys(9)).toEqual([other.key]);
    await worklist.settle(p, minutes(9), [{ key: other.key, how: "sent" }]);
    expect(await keys(23)).toEqual([]);
    expect(await keys(24)).toEqual([later.key]);
  });

  it("hands out a group whole, however many of it are due", async () => {
    const b = bench();
    const p = await b.practice();
    const card = aCard();
    const group = { key: "late", until: null, quietUntil: null, apart: 5 };
    const effects = Array.from({ length: 60 }, () => aNotice(card.id, "e/1", { group }));
    await commit(b.store.ledger, p, onCard(card, { effects }));
    const claimed = await b.store.worklist.claim(p, LATER, 9, 60_000);
    expect(new Set(claimed.map(({ effect }) => effect.key))).toEqual(new Set(effects.map(({ key }) => key)));
    expect(claimed).toHaveLength(60);
    expect(await b.store.worklist.claim(p, LATER, 9, 60_000)).toEqual([]);
  });

  it("takes back what has not left, and says what has", async () => {
    const b = bench();
    const { p, card, keys, event } = await queued(b, 3);
    const [sent = "", leased = "", waiting = ""] = keys;
    await b.store.worklist.settle(p, LATER, [{ key: sent, how: "sent" }]);
    await b.store.worklist.claim(p, LATER, 1, 60_000);
    const key = factKey("decision", event);
    const past = await b.store.ledger.transact(p, async (tx) => {
      await tx.load([{ kind: "card", id: card.id }]);
      await tx.lock([key]);
      const read = (await tx.facts([key]))[key] as PastDecision;
      await tx.append([onCard(next(card), { recall: keys })]);
      return read;
    });
    const gone = new Map(past.effects.map((effect) => [effect.key, effect.sent]));
    expect(gone.get(sent)).toBe(true);
    expect([gone.get(leased), gone.get(waiting)].sort()).toEqual([false, true]);
    expect(past).toMatchObject({ events: [{ id: event }], touchedSince: [] });
    const rest = await b.store.worklist.claim(p, minutes(59), 9, 1);
    expect(rest.map(({ effect }) => effect.key)).toEqual([leased, waiting].filter((one) => gone.get(one)));
  });

  it("begins anew what was given up, and nothing else", async () => {
    const b = bench();
    const { p, card, keys } = await queued(b, 2);
    const [dead = "", sent = ""] = keys;
    const { worklist, ledger } = b.store;
    await worklist.claim(p, LATER, 9, 60_000);
    await worklist.settle(p, LATER, [
      { key: dead, how: "dead", error: "refused" },
      { key: sent, how: "sent" },
    ]);
    const state = (key: string) => fact(b, p, factKey("delivery", key));
    const subject = { kind: "card", id: card.id };
    expect(await state(dead)).toEqual({ status: "dead", subject, call: null });
    expect(await state("nothing")).toBeNull();
    const anew = (effect: string) => happening("delivery.redriven", { effect, call: null });
    await commit(ledger, p, onCard(next(card), { events: [anew(dead), anew(sent)] }));
    expect(await state(dead)).toMatchObject({ status: "pending" });
    expect(await worklist.claim(p, LATER, 9, 60_000)).toMatchObject([
      { effect: { key: dead }, attempts: 1, lapses: 0, turn: 1, verdict: null },
    ]);
  });

  it("keeps what a provider says of a message in its order, and finds the last one to an address", async () => {
    const b = bench();
    const { p, keys } = await queued(b, 3);
    const [one = "", two = "", three = ""] = keys;
    const { worklist } = b.store;
    const row = async (key: string) => (await worklist.outbox(p, { keys: [key], limit: 1 }))[0];
    const say = (key: string, word: "sent" | "delivered" | "failed", error: string | null = null) =>
      worklist.receive(p, key, { word, error });
    await say(one, "delivered");
    expect(await row(one)).toMatchObject({ status: "pending", receipt: null });
    expect(await worklist.lastTo(p, "mark")).toBeNull();
    await worklist.settle(p, minutes(1), [{ key: one, how: "sent", address: "mark" }]);
    await worklist.settle(p, minutes(2), [{ key: two, how: "sent", address: "mark" }]);
    await worklist.settle(p, minutes(3), [{ key: three, how: "sent", address: "other" }]);
    expect(await worklist.lastTo(p, "mark")).toMatchObject({ effect: { key: two } });
    for (const word of ["delivered", "sent"] as const) await say(one, word);
    expect(await row(one)).toMatchObject({ status: "sent", receipt: "delivered", error: null });
    await say(two, "failed", "sms_30003");
    await say(two, "delivered");
    expect(await row(two)).toMatchObject({ status: "dead", receipt: "failed", error: "sms_30003" });
  });

  it("keeps nothing of the provider's first word on what is begun anew", async () => {
    const b = bench();
    const { p, card, keys } = await queued(b, 1);
    const [key = ""] = keys;
    const { worklist, ledger } = b.store;
    const row = async () => (await worklist.outbox(p, { keys, limit: 1 }))[0];
    const told = { how: "sent", address: "mark", provider: "SM1" } as const;
    await worklist.settle(p, minutes(1), [{ key, ...told }]);
    await worklist.receive(p, key, { word: "failed", error: "sms_30003" });
    const again = happening("delivery.redriven", { effect: key, call: null });
    await commit(ledger, p, onCard(next(card), { events: [again] }));
    expect(await row()).toMatchObject({ status: "pending", receipt: null, provider: null, sentAt: null });
    await worklist.settle(p, minutes(2), [{ key, ...told, provider: "SM2" }]);
    await worklist.receive(p, key, { word: "delivered", error: null });
    expect(await row()).toMatchObject({ status: "sent", receipt: "delivered", provider: "SM2" });
  });

  it("knows a decision by an event of it, and by no other name", async () => {
    const b = bench();
    const { p, event } = await queued(b, 1);
    const input = event.slice(0, -"/1".length);
    const { events } = await fact<PastDecision>(b, p, factKey("decision", event));
    expect(events.map(({ id }) => id)).toEqual([event]);
    for (const other of ["nobody/1", input, `${input}/`, `${input}/2`, `${input}/01`, `${event}/1`, ""])
      expect([other, await fact(b, p, factKey("decision", other))]).toEqual([other, null]);
  });
};
