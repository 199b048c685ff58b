import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { practiceFixture } from "../testing/practice-fixture.ts";

const REASON = "The payer says the coverage is not active";

/** A visit tomorrow whose payer says no: people are told. */
async function escalated() {
  const eligibility = async () => ({ sent: true as const, reply: { status: "inactive", reason: "inactive" } });
  const house = await practiceFixture({ tickers: true, connectors: { eligibility } });
  onTestFinished(() => house.close());
  const card = await house.card({ "insurance.payer": "Blue Heron" });
  const send = async (body: unknown) => {
    const done = await house.ask("POST", `/cards/${card}/commands`, { body, headers: { "if-match": "*" } });
    expect(done.status, done.text).toBe(200);
  };
  await send({ type: "move", to: "scheduling" });
  const start = new Date(Date.now() + 20 * 3_600_000).toISOString();
  await send({ type: "appointment.book", start, minutes: 30, provider: "nurse" });
  const look = async () => (await house.ask("GET", `/cards/${card}`)).body;
  for (let n = 0; n < 200 && (await look()).escalations.length === 0; n += 1) await sleep(25);
  const clock = async () => {
    const { timers } = (await house.ask("GET", `/cards/${card}/timers`)).body;
    return timers.find(({ rule }: { rule: string }) => rule === "front-desk-chain");
  };
  return { house, card, send, look, clock };
}

test("a card that is escalated says how far, why, and who is told next and when", async () => {
  const { house, card, look, clock } = await escalated();
  const shown = await look();
  const coming = await clock();
  expect(coming).toMatchObject({
    trigger: "tells lead (level 2 of 3)",
    source: { file: "policies.yaml", line: expect.any(Number) },
  });
  expect(shown).toMatchObject({
    labels: expect.arrayContaining(["escalated"]),
    escalations: [
      { policy: "front-desk-chain", level: 0, reason: REASON, acknowledgedBy: null, next: coming.due },
    ],
  });
  expect(shown.escalations[0]).not.toHaveProperty("pinned");
  expect(Date.parse(shown.due)).toBeLessThanOrEqual(Date.parse(coming.due));
  const inbox = async () => (await house.ask("GET", "/inbox", { as: "front_desk" })).body.notices;
  for (let n = 0; n < 200 && (await inbox()).length === 0; n += 1) await sleep(25);
  expect(await inbox()).toMatchObject([{ card, text: REASON, escalation: { level: 0, reason: REASON } }]);
});

test("whoever has it is named, and is asked again unless they work on it", async () => {
  const { send, look, clock } = await escalated();
  const before = await clock();
  await send({ type: "ack", policy: "front-desk-chain" });
  expect((await look()).escalations).toMatchObject([{ acknowledgedBy: "manager" }]);
  const after = await clock();
  expect(after.trigger).toBe("begins again and tells front desk (level 1 of 3), unless somebody works on it");
  expect(after.due > before.due).toBe(true);
});

test("what is done takes label, clock and escalation away", async () => {
  const { send, look, clock } = await escalated();
  await send({ type: "set", fields: { "insurance.status": "verified" } });
  expect(await clock()).toBeUndefined();
  expect(await look()).toMatchObject({ escalations: [] });
  expect((await look()).labels).not.toContain("escalated");
});

test("who was told, and why, can be explained", async () => {
  const { house, card } = await escalated();
  const { events } = (await house.ask("GET", `/cards/${card}/history?limit=200`)).body;
  const notice = events.find(({ type }: { type: string }) => type === "notice.queued");
  const why = await house.ask("GET", `/cards/${card}/explain?event=${encodeURIComponent(notice.id)}`);
  expect(why.status, why.text).toBe(200);
  expect(why.body).toMatchObject({
    trace: { rule: "front-desk-chain", outcome: "fired", then: [{ text: "tell front_desk" }] },
  });
  expect(why.body.cause[0]).toMatchObject({ type: "escalation.started", data: { reason: REASON } });
});
