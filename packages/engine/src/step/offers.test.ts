import { describe, expect, test } from "vitest";
import { dispatch } from "../drivers/dispatch.ts";
import type { Sender } from "../drivers/sender.ts";
import { replay } from "../drivers/replay.ts";
import { ring } from "../drivers/ring.ts";
import { type House, newCard, openHouse, writtenRules } from "../testing/index.ts";

const rules = writtenRules(
  `
  - id: backfill
    name: Offer a freed time to whoever has waited longest
    when: [{ event: appointment.freed }]
    if: event.start > now
    then:
      - select:
          from: cards
          where: it.stage == "visit" && it.waiting && it.location == event.location && !offered(it, event.slot)
          order_by: [it.checked_at]
          limit: 1
          as: next
          then:
            - message: { to: patient, card: next, template: time_free, with: { at: =time(event.start) } }
            - offer: { slot: =event.slot, card: next, expires: 30m }
  - id: answered
    name: They no longer wait
    when: [{ event: offer.accepted }]
    then: [{ set: { waiting: false } }, { label: { add: [offered-a-time] } }]
`,
  { "templates/time_free.md": "A time is free at {at}. Reply YES to take it." },
  "templates: { time_free: { vars: { at: string }, channels: [sms], phi: none } }\n",
);

const NINE = "2026-11-02T14:00:00.000Z";
const HALF_PAST = "2026-11-02T14:30:00.000Z";
const start = "2026-11-05T15:00:00.000Z";
const done = { sent: true } as const;
const sender: Sender = { message: async () => done, notice: async () => done, call: async () => done };
const slot = (of: string) => ({ kind: "slot", id: of }) as const;

/** A provider whose visit stands in the slot, and so many who wait. */
async function opened(waiting: number): Promise<House> {
  const house = await openHouse(rules);
  const dr = { type: "person.create", name: "Dr", roles: ["nurse"], locations: [], shifts: [] } as const;
  await house.on({ kind: "person", id: "dr" }, { ...dr, roles: ["nurse"], locations: [], shifts: [] });
  const at = { type: "slot.open", provider: "dr", location: "main", minutes: 30 } as const;
  await house.on(slot("s-1"), { ...at, start });
  await house.on(slot("s-2"), { ...at, start: "2026-11-05T16:00:00.000Z" });
  for (const n of [1, 2]) {
    await newCard(house, `booked-${n}`);
    const time = { start: `2026-11-05T${14 + n}:00:00.000Z`, minutes: 30, provider: "dr", slot: `s-${n}` };
    await house.ask(`booked-${n}`, { type: "appointment.book", ...time });
  }
  for (let n = 1; n <= waiting; n += 1) {
    await newCard(house, `w${n}`);
    await house.ask(`w${n}`, { type: "move", to: "visit" });
    const checked_at = `2026-10-${10 + n}T09:00:00.000Z`;
    await house.ask(`w${n}`, { type: "set", fields: { waiting: true, checked_at } });
  }
  return house;
}

const cancel = (house: House, n = 1) => house.ask(`booked-${n}`, { type: "appointment.cancel" });
const answer = (house: House, card: string, said: "accept" | "decline", time?: string) =>
  house.ask(card, { type: `offer.${said}`, ...(time === undefined ? {} : { slot: time }) });

/** What there is to do by now, and what follows from it. */
async function settled(house: House) {
  const desk = { authority: house.authority, worklist: house.store, sender };
  do await ring("p", house.authority, house.store);
  while ((await dispatch("p", desk)) > 0);
}

/** Who has been offered which time, and what became of it. */
async function offers(house: House): Promise<readonly string[]> {
  const cards = await house.store.cards("p");
  return cards
    .flatMap(({ card }) =>
      (card.offers ?? []).map((offer) => `${card.id} ${offer.slot} ${offer.answer ?? "open"}`),
    )
    .sort();
}
const visitOf = async (house: House, card: string) =>
  (await house.store.card("p", card))?.card.appointment?.slot ?? null;
const asDecided = async (house: House) =>
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);

describe("a time that becomes free", () => {
  test("is offered to one, who is told, and is theirs when they say yes", async () => {
    const house = await opened(2);
    await cancel(house);
    await settled(house);
    expect(await offers(house)).toEqual(["w1 s-1 open"]);
    const [told] = await house.store.events("p", { card: "w1", type: "message.queued", limit: 9 });
    expect(told).toMatchObject({ data: { with: { at: "10:00" }, notAfter: HALF_PAST } });
    expect(await answer(house, "w1", "accept")).toMatchObject({ ok: true });
    await settled(house);
    expect(await visitOf(house, "w1")).toBe("s-1");
    expect((await house.store.card("p", "w1"))?.card.labels).toEqual(["offered-a-time"]);
    house.at("2026-11-02T20:00:00.000Z");
    await settled(house);
    expect(await offers(house)).toEqual(["w1 s-1 accepted"]);
    await asDecided(house);
  });

  test("goes to the next one who waits, after a no or no answer, and to nobody twice", async () => {
    const house = await opened(3);
    await cancel(house);
    await settled(house);
    await answer(house, "w1", "decline");
    await settled(house);
    expect(await offers(house)).toEqual(["w1 s-1 declined", "w2 s-1 open"]);
    house.at("2026-11-02T14:29:59.999Z");
    await settled(house);
    expect(await offers(house)).toContain("w2 s-1 open");
    house.at(HALF_PAST);
    house.restart();
    await settled(house);
    expect(await offers(house)).toEqual(["w1 s-1 declined", "w2 s-1 expired", "w3 s-1 open"]);
    await answer(house, "w3", "decline");
    await settled(house);
    expect(await offers(house)).toHaveLength(3);
    const freed = await house.store.events("p", { type: "appointment.freed", limit: 9 });
    expect(freed.map(({ subject }) => subject.id).sort()).toEqual(["booked-1", "w1", "w2", "w3"]);
    await asDecided(house);
  });

  test("may go round longer than a chain of rules may be, as an offer that expires begins a new way", async () => {
    const house = await opened(12);
    await cancel(house);
    for (let n = 0; n < 12; n += 1) {
      house.at(new Date(Date.parse(NINE) + n * 1_800_000).toISOString());
      await settled(house);
    }
    expect(await offers(house)).toHaveLength(12);
    expect(await offers(house)).toContain("w12 s-1 open");
    const [last] = await house.store.events("p", { card: "w12", type: "offer.made", limit: 1 });
    expect(last?.depth).toBe(24);
    await asDecided(house);
  });
});

describe("times and patients that are not as many as one another", () => {
  test("edge-20: two slots freed, one waitlisted patient: both are offered, one is theirs, the other is given back", async () => {
    const house = await opened(1);
    await Promise.all([cancel(house, 1), cancel(house, 2)]);
    await settled(house);
    expect(await offers(house)).toEqual(["w1 s-1 open", "w1 s-2 open"]);
    expect(await answer(house, "w1", "accept")).toMatchObject({ code: "offer_unclear" });
    expect(await answer(house, "w1", "accept", "s-2")).toMatchObject({ ok: true });
    await settled(house);
    expect(await offers(house)).toEqual(["w1 s-1 withdrawn", "w1 s-2 accepted"]);
    expect(await visitOf(house, "w1")).toBe("s-2");
    await newCard(house, "other");
    const book = { type: "appointment.book", start, minutes: 30, provider: "dr", slot: "s-1" } as const;
    expect(await house.ask("other", book)).toMatchObject({ ok: true });
    await asDecided(house);
  });

  test("edge-20: one slot offered twice at once: the second is not told, and its card needs nobody", async () => {
    const house = await opened(2);
    await cancel(house);
    const [freed] = await house.store.events("p", { type: "appointment.freed", limit: 1 });
    const given = { "event.slot": "s-1", "event.start": start, "event.location": "main" };
    const [wanted] = await house.store.events("p", { type: "cards.wanted", limit: 1 });
    const { rule, selection } = wanted?.data as { rule: string; selection: string };
    const follow = { type: "follow", rule, selection, given } as const;
    await Promise.all(["w1", "w2"].map((card) => house.ask(card, follow)));
    expect(freed).toBeDefined();
    expect(await offers(house)).toEqual(["w1 s-1 open"]);
    const [, second] = await Promise.all(["w1", "w2"].map((card) => house.store.card("p", card)));
    expect(second?.card.labels).toEqual([]);
    const messages = await house.store.events("p", { type: "message.queued", limit: 9 });
    expect(messages.map(({ subject }) => subject.id)).toEqual(["w1"]);
    await asDecided(house);
  });
});

test("whoever answers when the clock has run out, before it rang, is too late, and hears so", async () => {
  const house = await opened(1);
  await cancel(house);
  await settled(house);
  house.at(HALF_PAST);
  expect(await answer(house, "w1", "accept")).toMatchObject({ code: "offer_over" });
  await settled(house);
  expect(await visitOf(house, "w1")).toBeNull();
});

test("an offer outlives its rule, and a rule called so that stops its own clocks: the clock is no rule's", async () => {
  const house = await opened(1);
  await cancel(house);
  await settled(house);
  await house.activate(
    writtenRules(`
  - { id: offer, was: [backfill], name: A rule called so, when: [{ event: card.changed, field: count }], then: [{ cancel: { rule: offer } }] }
`),
  );
  await house.ask("w1", { type: "set", fields: { count: 3 } });
  house.at(HALF_PAST);
  await settled(house);
  expect(await offers(house)).toEqual(["w1 s-1 expired"]);
  await asDecided(house);
});
