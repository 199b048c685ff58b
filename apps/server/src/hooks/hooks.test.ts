import { createHmac } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import { signatureOf } from "../senders/transports/signature.ts";
import { clockFrom } from "../testing/daytime.ts";
import { memoryBacking } from "../testing/memory-backing.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";
import { json, receiver } from "../testing/receiver.ts";
import { answerIn } from "./sms-told.ts";

const MORNING = "2026-11-09T15:00:00.000Z";
const secret = `whsec_${Buffer.from("a secret that is long enough").toString("base64")}`;
const publicUrl = "https://x.example";

/** A practice whose texts go to a provider on this machine, and whose payer answers later, by itself. */
async function practice() {
  let sid = 0;
  const sms = await receiver((_, response) => json(response, 201, { sid: `SM${(sid += 1)}` }));
  const payer = await receiver((_, response) => response.writeHead(202).end());
  const house = await practiceFixture({
    ...{ backing: memoryBacking(clockFrom(MORNING)), tickers: true },
    senders: {
      publicUrl,
      sms: { url: sms.url, account: "AC1", token: "token", from: "+15550199" },
      connectors: { eligibility: { url: payer.url, secret }, lab: { url: null, secret } },
    },
  });
  onTestFinished(() => house.close());
  const patient = await house.ask("POST", "/patients", {
    body: { fields: { first_name: "Rosa", last_name: "Ortiz", phone: "(555) 010-0177", sms_ok: true } },
  });
  const card = (
    await house.ask("POST", "/cards", {
      body: {
        ...{ type: "visit", location: "riverside", patient: patient.body.id },
        fields: { "insurance.payer": "Blue Heron" },
      },
    })
  ).body.card.id as string;
  const ask = (body: object) =>
    house.ask("POST", `/cards/${card}/commands`, { body, headers: { "if-match": "*" } });
  await ask({ type: "move", to: "scheduling" });
  await ask({ type: "appointment.book", start: "2026-11-10T16:00:00.000Z", minutes: 30, provider: "nurse" });
  await vi.waitFor(() => expect(payer.received).toHaveLength(1), { timeout: 8_000 });
  const call = JSON.parse(payer.received[0]?.body ?? "{}");
  const events = async (type: string) =>
    (await house.ask("GET", `/cards/${card}/history?limit=200`)).body.events.filter(
      (one: { type: string }) => one.type === type,
    );
  return { house, card, patient: patient.body.id as string, sms, call, events };
}
type Practice = Awaited<ReturnType<typeof practice>>;

/** A signed message of a connector; `change` spoils it. */
async function told({ house }: Practice, name: string, id: string, message: unknown, change = {}) {
  const body = JSON.stringify(message);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const headers = {
    ...{ "content-type": "application/json", "webhook-id": id, "webhook-timestamp": timestamp },
    "webhook-signature": signatureOf(secret, id, timestamp, body),
    ...change,
  };
  return house.app.inject({ method: "POST", url: `/api/v1/hooks/main/${name}`, headers, payload: body });
}

/** A signed request of the provider of text messages. */
async function form({ house }: Practice, path: string, fields: Record<string, string>, token = "token") {
  const url = `/api/v1/hooks/main/sms/${path}`;
  const parts = Object.keys(fields)
    .sort()
    .map((name) => `${name}${fields[name]}`);
  const signature = createHmac("sha1", token)
    .update(`${publicUrl}${url}${parts.join("")}`)
    .digest("base64");
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
  return house.app.inject({ method: "POST", url, headers, payload: new URLSearchParams(fields).toString() });
}

test("an answer to a call comes signed, once however often it is told, and from nobody else", async () => {
  const one = await practice();
  const { house, card, call } = one;
  const answer = {
    type: "call.answered",
    data: { effect: call.data.effect, reply: { status: "active", reason: "none" } },
  };
  for (const change of [
    { "webhook-signature": "v1,AAAA" },
    { "webhook-id": "other" },
    { "webhook-timestamp": "1" },
  ]) {
    const refused = await told(one, "eligibility", "m1", answer, change);
    expect(refused.statusCode).toBe(401);
    expect(refused.headers["content-type"]).toContain("application/problem+json");
    expect(refused.json()).toMatchObject({ code: "signature_invalid" });
  }
  const nobody = await told(one, "nobody", "m1", answer);
  expect([nobody.statusCode, nobody.json().code]).toEqual([401, "signature_invalid"]);
  // Another connector may sign, and still answers nothing that it was not asked.
  expect((await told(one, "lab", "m0", answer)).json()).toMatchObject({ code: "call_unknown" });

  const taken = await told(one, "eligibility", "m1", answer);
  expect(taken.statusCode, taken.payload).toBe(200);
  expect((await told(one, "eligibility", "m1", answer)).json()).toEqual(taken.json());
  const { fields } = (await house.ask("GET", `/cards/${card}`)).body;
  expect(fields).toContainEqual(expect.objectContaining({ name: "insurance.status", value: "verified" }));
  expect(await one.events("call.succeeded")).toHaveLength(1);
  expect((await told(one, "eligibility", "m2", answer)).json()).toMatchObject({ code: "call_unknown" });
});

test("an event the practice has a name for comes signed, and starts the rules that wait for it, once", async () => {
  const one = await practice();
  const event = { type: "x.lab.result", data: { card: one.card, status: "abnormal", test: "HbA1c" } };
  for (let n = 0; n < 2; n += 1) expect((await told(one, "lab", "m1", event)).statusCode).toBe(200);
  expect(await one.events("event.raised")).toHaveLength(1);
  const { labels } = (await one.house.ask("GET", `/cards/${one.card}`)).body;
  expect(labels).toContain("lab-abnormal");
  for (const [message, status] of [
    [{ type: "x.lab.unheard", data: { card: one.card } }, 422],
    [{ type: "x.lab.result", data: { card: "nobody", status: "normal", test: "x" } }, 404],
    [{ type: "x.lab.result", data: { status: "normal" } }, 400],
    [[1], 400],
    ["\u0000", 400],
  ] as const)
    expect((await told(one, "lab", `m-${JSON.stringify(message)}`, message)).statusCode).toBe(status);
});

/** The practice once its patient has been sent a text. */
async function texted() {
  const one = await practice();
  const answer = {
    type: "call.answered",
    data: { effect: one.call.data.effect, reply: { status: "inactive", reason: "inactive" } },
  };
  expect((await told(one, "eligibility", "m1", answer)).statusCode).toBe(200);
  await vi.waitFor(() => expect(one.sms.received).toHaveLength(1), { timeout: 8_000 });
  const sent = new URLSearchParams(one.sms.received[0]?.body);
  const callback = new URL(sent.get("StatusCallback") ?? "");
  const effect = callback.searchParams.get("effect") ?? "";
  const row = async () => (await one.house.backing.worklist.outbox("main", { keys: [effect], limit: 1 }))[0];
  await vi.waitFor(async () => expect((await row())?.status).toBe("sent"));
  return { ...one, sent, callback, effect, row };
}

test("what became of a text is kept beside it, in its order; one that does not arrive is told to its card, once", async () => {
  const one = await texted();
  expect(one.sent.get("To")).toBe("+15550100177");
  expect(`${one.callback.origin}${one.callback.pathname}`).toBe(`${publicUrl}/api/v1/hooks/main/sms/status`);
  const path = `status?effect=${one.effect}`;
  const status = (MessageStatus: string, more: Record<string, string> = {}, token?: string) =>
    form(one, path, { MessageSid: "SM1", MessageStatus, ...more }, token);
  expect((await status("delivered", {}, "another")).statusCode).toBe(401);
  for (const word of ["delivered", "sent"]) expect((await status(word)).statusCode).toBe(204);
  expect(await one.row()).toMatchObject({ receipt: "delivered", status: "sent" });
  // Another message's name for itself says nothing of this one.
  await form(one, path, { MessageSid: "SM9", MessageStatus: "failed", ErrorCode: "30003" });
  expect(await one.row()).toMatchObject({ receipt: "delivered", status: "sent" });
  for (let n = 0; n < 2; n += 1) await status("undelivered", { ErrorCode: "30003" });
  expect(await one.row()).toMatchObject({ receipt: "failed", status: "dead", error: "sms_30003" });
  expect(await one.events("message.failed")).toMatchObject([
    { data: { template: "verify_insurance", channel: "sms", error: "sms_30003" } },
  ]);
});

test("what a patient writes back goes to the card it answers, once, and stop is obeyed", async () => {
  const one = await texted();
  const reply = (MessageSid: string, Body: string, From = "+15550100177", token?: string) =>
    form(one, "reply", { MessageSid, From, To: "+15550199", Body }, token);
  expect((await reply("SM5", "Yes", undefined, "another")).statusCode).toBe(401);
  for (let n = 0; n < 2; n += 1) expect((await reply("SM5", "  YES! ")).payload).toContain("<Response>");
  expect(await one.events("message.replied")).toMatchObject([
    { data: { template: "verify_insurance", channel: "sms", answer: "yes" } },
  ]);
  expect((await reply("SM6", "Stop", "+15550100178")).statusCode).toBe(200);
  const inbox = await one.house.ask("GET", "/inbox", { as: "front_desk" });
  expect(inbox.text).toContain("Somebody wrote from a number that none of our texts went to");
  expect(inbox.text).not.toContain("5550100178");
  const agrees = async () => (await one.house.ask("GET", `/patients/${one.patient}`)).body.fields.sms_ok;
  expect(await agrees()).toBe(true);
  await reply("SM7", "STOP");
  expect(await agrees()).toBe(false);
  expect((await one.house.ask("GET", "/inbox", { as: "front_desk" })).text).toContain(
    "If others have the same number",
  );
  const kept = JSON.stringify([await one.row(), one.house.lines]);
  for (const word of ["YES", "5550100177", "010-0177"]) expect(kept).not.toContain(word);
});

test("yes to a text that offered a time takes it; once it is taken, another yes is only an answer", async () => {
  const one = await practice();
  const { house, patient, sms } = one;
  const made = await house.ask("POST", "/cards", { body: { type: "visit", location: "riverside", patient } });
  const subject = { kind: "card", id: made.body.card.id } as const;
  const ask = (id: string, command: object) =>
    house.practice.execute({
      id,
      subject,
      actor: { kind: "api", id: "t", role: "system" },
      ask: { command } as never,
    });
  const [start, until] = ["2026-11-12T16:00:00.000Z", "2026-11-09T15:30:00.000Z"];
  const way = { via: ["sms"], with: { first_name: "Rosa", visit_day: "Thursday", visit_time: "11:00" } };
  await ask("offer", { type: "offer.make", slot: `${start}/30/nurse`, until });
  await ask("text", {
    type: "message",
    effect: "m1",
    template: "slot_offer",
    ...way,
    notBefore: null,
    notAfter: until,
  });
  house.practice.wake();
  await vi.waitFor(() => expect(sms.received).toHaveLength(1), { timeout: 8_000 });
  await vi.waitFor(async () =>
    expect((await house.backing.worklist.outbox("main", { keys: ["m1"], limit: 1 }))[0]?.status).toBe("sent"),
  );
  for (const MessageSid of ["SM5", "SM5", "SM6"])
    await form(one, "reply", { MessageSid, From: "+15550100177", To: "+15550199", Body: "yes" });
  const seen = await house.ask("GET", `/cards/${subject.id}`);
  expect(seen.body).toMatchObject({ offers: [], appointment: { start, provider: "nurse" } });
  const { events } = (await house.ask("GET", `/cards/${subject.id}/history?limit=200`)).body;
  const told = events.map(({ type }: { type: string }) => type);
  const count = (type: string) => told.filter((other: string) => other === type).length;
  expect([count("message.replied"), count("offer.accepted")]).toEqual([2, 1]);
});

test.each([
  ["Yes", "yes"],
  ["sí.", "yes"],
  ["no thanks", "other"],
  ["N", "no"],
  ["Unsubscribe", "stop"],
  ["", "other"],
  ["constructor", "other"],
])("%j means %s", (said, answer) => {
  expect(answerIn(said)).toBe(answer);
});
