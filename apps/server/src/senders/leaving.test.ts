import { expect, onTestFinished, test, vi } from "vitest";
import { clockFrom } from "../testing/daytime.ts";
import { type Mailbox, mailbox } from "../testing/mailbox.ts";
import { memoryBacking } from "../testing/memory-backing.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";
import { receiver } from "../testing/receiver.ts";
import type { Connector } from "./connector.ts";

/** Ten on a Monday morning in New York. */
const MORNING = "2026-11-09T15:00:00.000Z";
const inactive: Connector = async () => ({ sent: true, reply: { status: "inactive", reason: "inactive" } });

/** A card whose payer says no, so that its patient is written to. */
async function booked(post: Mailbox, chatUrl: string | null, eligibility: Connector = inactive) {
  const house = await practiceFixture({
    ...{ backing: memoryBacking(clockFrom(MORNING)), tickers: true, connectors: { eligibility } },
    senders: { mail: { url: post.url, from: "desk@example.org" }, chatUrl, publicUrl: "https://x.example" },
  });
  onTestFinished(() => house.close());
  const card = await house.card({ "insurance.payer": "Blue Heron" });
  const headers = { "if-match": "*" };
  const ask = (body: object) => house.ask("POST", `/cards/${card}/commands`, { body, headers });
  await ask({ type: "move", to: "scheduling" });
  const start = "2026-11-10T16:00:00.000Z";
  const done = await ask({ type: "appointment.book", start, minutes: 30, provider: "nurse" });
  expect(done.status, done.text).toBe(200);
  return { house, card };
}

test("a message leaves by the way its patient agrees to; what is kept of it holds no word of theirs", async () => {
  const post = await mailbox();
  const { house, card } = await booked(post, null);
  await vi.waitFor(() => expect(post.mails).toHaveLength(1), { timeout: 8_000 });
  const [{ to, source } = { to: [], source: "" }] = post.mails;
  expect(to).toEqual(["kim@example.org"]);
  expect(source).toContain("Subject: A message from Test Practice");
  expect(source.replaceAll("=\r\n", "")).toContain(
    "Hello Kimberlyanne, your insurance company could not confirm",
  );

  const { worklist } = house.backing;
  const messages = async () =>
    (await worklist.outbox("main", { limit: 99 })).filter(({ effect }) => effect.kind === "message");
  await vi.waitFor(async () =>
    expect(await messages()).toMatchObject([
      { status: "sent", via: "email", effect: { subject: { id: card } } },
    ]),
  );
  const kept = JSON.stringify([await messages(), house.lines]);
  for (const word of ["Kimberlyanne", "kim@example.org", "could not confirm"])
    expect(kept).not.toContain(word);
});

test("a mailbox that does not exist is told to the card, with the way and a word", async () => {
  const post = await mailbox(() => 550);
  const { house, card } = await booked(post, null);
  const failures = async () =>
    (await house.ask("GET", `/cards/${card}/history?limit=200`)).body.events.filter(
      ({ type }: { type: string }) => type === "message.failed",
    );
  await vi.waitFor(
    async () =>
      expect(await failures()).toMatchObject([
        { data: { template: "verify_insurance", channel: "email", error: "smtp_550" } },
      ]),
    { timeout: 8_000 },
  );
});

test("the chat hears of what is told by `push`, and of nothing else", async () => {
  const post = await mailbox();
  const chat = await receiver();
  const { house } = await booked(post, chat.url);
  await vi.waitFor(async () =>
    expect((await house.ask("GET", "/inbox", { as: "front_desk" })).body.notices).not.toEqual([]),
  );
  // This rule tells by `board` alone: the chat hears of it only by `push`.
  expect(chat.received).toEqual([]);
});
