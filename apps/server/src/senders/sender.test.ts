import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";
import type { Connector } from "./connector.ts";

async function booked(eligibility: Connector): Promise<{
  house: PracticeFixture;
  card: string;
  book: { body: unknown; headers: Record<string, string> };
}> {
  const house = await practiceFixture({ tickers: true, connectors: { eligibility } });
  onTestFinished(() => house.close());
  const card = await house.card({ "insurance.payer": "Blue Heron" });
  const headers = { "if-match": "*" };
  await house.ask("POST", `/cards/${card}/commands`, { body: { type: "move", to: "scheduling" }, headers });
  const start = new Date(Date.now() + 20 * 3_600_000).toISOString();
  const book = { body: { type: "appointment.book", start, minutes: 30, provider: "nurse" }, headers };
  const done = await house.ask("POST", `/cards/${card}/commands`, book);
  expect(done.status, done.text).toBe(200);
  return { house, card, book };
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 100; n += 1) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error("it did not become so within five seconds");
}

const field = async (house: PracticeFixture, card: string, name: string) =>
  (await house.ask("GET", `/cards/${card}`)).body.fields.find((one: { name: string }) => one.name === name)
    .value;

test("booking asks the payer, and the answer comes back through the one way in", async () => {
  const asked: unknown[] = [];
  const { house, card } = await booked(async (op, _key, values) => {
    asked.push({ op, ...values });
    return { sent: true, reply: { status: "active", reason: "none" } };
  });
  await eventually(async () => (await field(house, card, "insurance.status")) === "verified");
  expect(asked).toEqual([{ op: "check", patient: "kim", payer: "Blue Heron" }]);
  const { events } = (await house.ask("GET", `/cards/${card}/history?limit=200`)).body;
  const [call, answer] = ["call.requested", "call.succeeded"].map((type) =>
    events.find((event: { type: string }) => event.type === type),
  );
  expect(answer.cause).toBe(call.id);
  expect(answer.root).toBe(`${call.data.effect}/answer`);
});

test("a payer that says no leads to a message in the patient's name and a notice to staff, both once", async () => {
  const { house, card } = await booked(async () => ({
    sent: true,
    reply: { status: "inactive", reason: "inactive" },
  }));
  await eventually(
    async () => (await house.ask("GET", "/inbox", { as: "front_desk" })).body.notices.length > 0,
  );
  const { notices } = (await house.ask("GET", "/inbox", { as: "front_desk" })).body;
  expect(notices).toMatchObject([
    { card, display: "Kimberlyanne Quorntree", escalation: { policy: "front-desk-chain" } },
  ]);
  expect((await house.ask("GET", "/inbox", { as: "billing" })).body.notices).toEqual([]);
});

test("a connector that is not there fails the call, and the card learns of it", async () => {
  const { house, card } = await booked(async () => ({
    sent: false,
    retry: false,
    error: "no such member system",
  }));
  await eventually(async () => (await field(house, card, "insurance.reason")) === "no_answer");
});
