import { afterAll, beforeAll, expect, test } from "vitest";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";

let house: PracticeFixture;
beforeAll(async () => {
  house = await practiceFixture();
});
afterAll(() => house.close());

const DAY = 86_400_000;
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const system = { kind: "api", id: "test", role: "system" } as const;
let made = 0;

/** A card to whose patient a time is offered until tomorrow. */
async function offered(): Promise<{ readonly card: string; readonly slot: string }> {
  const card = await house.card();
  made += 1;
  const slot = `${later((made + 1) * DAY)}/30/nurse`;
  const command = { type: "offer.make", slot, until: later(DAY) } as const;
  const subject = { kind: "card", id: card } as const;
  const done = await house.practice.execute({
    id: `offer-${made}`,
    subject,
    actor: system,
    ask: { command },
  });
  expect(done).toMatchObject({ ok: true });
  await house.practice.crier.settled();
  return { card, slot };
}

const tell = (card: string, name: string, data: object = {}) =>
  house.ask("POST", "/events", { body: { card, name, data } });
const start = (slot: string): string => slot.slice(0, slot.indexOf("/"));

test("a card says what is offered to its patient, and what happens without an answer", async () => {
  const { card, slot } = await offered();
  const seen = await house.ask("GET", `/cards/${card}`);
  expect(seen.body.offers).toEqual([
    { slot, start: start(slot), minutes: 30, provider: "nurse", until: expect.any(String) },
  ]);
  const timers = await house.ask("GET", `/cards/${card}/timers`);
  expect(timers.body.timers).toContainEqual(
    expect.objectContaining({
      ruleName: "Offer of a time",
      trigger: "the patient has not answered: the time is free for others",
      source: null,
    }),
  );
});

test("another system tells the patient's yes, once or twice, and the visit is booked", async () => {
  const { card, slot } = await offered();
  const yes = await tell(card, "offer.accepted", { slot });
  expect(yes.status, yes.text).toBe(200);
  expect((await tell(card, "offer.accepted")).body).toMatchObject({ version: yes.body.version });
  const seen = await house.ask("GET", `/cards/${card}`);
  expect(seen.body).toMatchObject({ offers: [], appointment: { start: start(slot), provider: "nurse" } });
  const no = await tell(card, "offer.declined", { slot });
  expect(no).toMatchObject({ status: 409, body: { code: "offer_over" } });
  expect(house.lines.join("\n")).not.toMatch(/fault/);
});

test("staff answer for a patient who calls", async () => {
  const { card } = await offered();
  const said = { body: { type: "offer.decline" }, headers: { "if-match": '"2"' } };
  const declined = await house.ask("POST", `/cards/${card}/commands`, said);
  expect(declined.status, declined.text).toBe(200);
  expect(declined.body.events.map(({ type }: { type: string }) => type)).toEqual([
    "offer.declined",
    "appointment.freed",
    "cards.wanted",
  ]);
});

test.each([
  ["where nothing is offered", {}, 422, "offer_unknown"],
  ["to a time that is none", { slot: 7 }, 422, "field_type"],
  ["with more than an answer says", { said: "yes please" }, 422, "field_unknown"],
])("an answer %s is refused, and what it said is kept nowhere", async (_, data, status, code) => {
  const refused = await tell(await house.card(), "offer.accepted", data);
  expect(refused, refused.text).toMatchObject({ status, body: { code } });
  expect(refused.text + house.lines.join("\n")).not.toContain("yes please");
});
