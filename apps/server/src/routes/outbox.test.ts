import { expect, onTestFinished, test, vi } from "vitest";
import type { Connector } from "../senders/connector.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";

async function refusedCall() {
  let payer: Connector = async () => ({ sent: false, retry: false, error: "http_410" });
  const eligibility: Connector = (...given) => payer(...given);
  const house = await practiceFixture({ tickers: true, connectors: { eligibility } });
  onTestFinished(() => house.close());
  const card = await house.card({ "insurance.payer": "Blue Heron" });
  const headers = { "if-match": "*" };
  const ask = (body: object) => house.ask("POST", `/cards/${card}/commands`, { body, headers });
  await ask({ type: "move", to: "scheduling" });
  const start = new Date(Date.now() + 20 * 3_600_000).toISOString();
  await ask({ type: "appointment.book", start, minutes: 30, provider: "nurse" });
  const dead = async () => (await house.ask("GET", "/outbox?status=dead")).body.deliveries;
  await vi.waitFor(async () => expect(await dead()).toHaveLength(1), { timeout: 8_000 });
  const [{ id }] = await dead();
  const field = async (name: string) =>
    (await house.ask("GET", `/cards/${card}`)).body.fields.find((one: { name: string }) => one.name === name)
      .value;
  return { house, card, id, dead, field, answerWith: (next: Connector) => (payer = next) };
}

test("what was given up is seen with its reason, begins anew through the one way in, and is answered again", async () => {
  const { house, card, id, dead, field, answerWith } = await refusedCall();
  expect(await dead()).toMatchObject([
    {
      ...{ id, kind: "call", card, what: "eligibility.check", status: "dead", attempts: 1, nextAt: null },
      reason: { code: "http_410", text: "http_410" },
    },
  ]);
  expect(await field("insurance.reason")).toBe("no_answer");
  answerWith(async () => ({ sent: true, reply: { status: "active", reason: "none" } }));
  const again = await house.ask("POST", `/outbox/${id}/redrive`, { as: "front_desk" });
  expect(again, again.text).toMatchObject({ status: 200, body: { id } });
  await vi.waitFor(async () => expect(await field("insurance.status")).toBe("verified"), { timeout: 8_000 });
  expect(await dead()).toEqual([]);
  const { events } = (await house.ask("GET", `/cards/${card}/history?limit=200`)).body;
  const told = events.filter(({ type }: { type: string }) => /^(call|delivery)\./.test(type));
  expect(told.map(({ type }: { type: string }) => type).reverse()).toEqual(
    expect.arrayContaining(["call.requested", "call.failed", "delivery.redriven", "call.succeeded"]),
  );
  const twice = await house.ask("POST", `/outbox/${id}/redrive`);
  expect(twice, twice.text).toMatchObject({ status: 409, body: { code: "delivery_not_dead" } });
  expect((await house.ask("POST", "/outbox/nothing/redrive")).status).toBe(404);
});

test("a card's deliveries are those its history has queued, and an explanation says what became of them", async () => {
  const { house, card, id } = await refusedCall();
  const own = (await house.ask("GET", `/outbox?card=${card}&status=dead`)).body.deliveries;
  expect(own).toMatchObject([{ id }]);
  const other = await house.card();
  expect((await house.ask("GET", `/outbox?card=${other}&status=dead`)).body.deliveries).toEqual([]);
  const { events } = (await house.ask("GET", `/cards/${card}/history?limit=200`)).body;
  const call = events.find(({ type }: { type: string }) => type === "call.requested");
  const { trace } = (await house.ask("GET", `/cards/${card}/explain?event=${encodeURIComponent(call.id)}`))
    .body;
  expect(trace.then).toContainEqual({ text: "ask eligibility to check", status: "not sent: http_410" });
  expect((await house.ask("GET", "/outbox?status=lost")).status).toBe(400);
  expect((await house.ask("GET", "/outbox", { as: null })).status).toBe(401);
});
