import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { json, receiver } from "../../testing/receiver.ts";
import { chatWebhook } from "./chat.ts";
import { Outlets } from "./outlets.ts";
import { retryAfter } from "./http-post.ts";
import { isFromTwilio, isSigned, signatureOf } from "./signature.ts";
import { webhookConnector } from "./webhook.ts";

const secret = `whsec_${Buffer.from("a secret that is long enough").toString("base64")}`;
const about = { card: "c1", queuedAt: "2026-11-09T15:00:00.000Z" };
const connector = (url: string) =>
  webhookConnector({ name: "lab", url, secret, outlets: new Outlets(), timeoutMs: 300 });

test("a call goes out signed as Standard Webhooks has it, the same bytes every time, and brings its answer along", async () => {
  const { url, received } = await receiver((_, response) => json(response, 200, { status: "active" }));
  const ask = connector(url);
  for (let n = 0; n < 2; n += 1)
    expect(await ask("check", "e1", { patient: "kim" }, about)).toEqual({
      sent: true,
      reply: { status: "active" },
    });
  const [first, second] = received;
  expect(second?.body).toBe(first?.body);
  expect(JSON.parse(first?.body ?? "")).toEqual({
    ...{ type: "lab.check", timestamp: about.queuedAt },
    data: { effect: "e1", card: "c1", patient: "kim" },
  });
  for (const { headers, body } of received) {
    expect(headers["webhook-id"]).toBe("e1");
    // The reference implementation accepts it.
    expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
  }
});

test.each([
  [202, "", { sent: true }],
  [200, "[1]", { sent: true }],
  [200, '{"nested":{"a":1}}', { sent: true }],
  [302, "", { sent: false, retry: false, error: "http_302" }],
  [410, "", { sent: false, retry: false, error: "http_410" }],
  [425, "", { sent: false, retry: true, error: "http_425" }],
])("%i %j is %o", async (status, body, outcome) => {
  const { url } = await receiver((_, response) => response.writeHead(status, { location: "/x" }).end(body));
  expect(await connector(url)("check", "e1", {}, about)).toEqual(outcome);
});

test("what is not signed with the secret, or long ago, is not believed", () => {
  const [id, now] = ["m1", Date.parse(about.queuedAt)];
  const timestamp = String(now / 1_000);
  const body = Buffer.from('{"a":1}');
  const signature = signatureOf(secret, id, timestamp, body);
  expect(signature).toBe(new Webhook(secret).sign(id, new Date(now), body.toString()));
  const signed = { id, timestamp, signature, body };
  expect(isSigned(secret, signed, now)).toBe(true);
  expect(isSigned(secret, { ...signed, signature: `v1,AAAA v1a,x ${signature}` }, now)).toBe(true);
  for (const change of [
    { id: "m2" },
    { timestamp: String(now / 1_000 + 1) },
    { body: Buffer.from('{"a":2}') },
    { signature: "v1," },
    { signature: "" },
    { signature: undefined },
    { id: undefined },
    { timestamp: undefined },
    { timestamp: "soon" },
  ])
    expect(isSigned(secret, { ...signed, ...change }, now), JSON.stringify(change)).toBe(false);
  expect(isSigned(secret, signed, now + 301_000)).toBe(false);
  expect(
    isSigned(`whsec_${Buffer.from("another that is long enough").toString("base64")}`, signed, now),
  ).toBe(false);
});

test("the provider's own example of a signed request is believed, and nothing else", () => {
  const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
  const form = {
    ...{ CallSid: "CA1234567890ABCDE", Caller: "+14158675309", Digits: "1234" },
    ...{ From: "+14158675309", To: "+18005551212" },
  };
  const signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
  expect(isFromTwilio("12345", url, form, signature)).toBe(true);
  expect(isFromTwilio("12345", url, { ...form, Digits: "1235" }, signature)).toBe(false);
  expect(isFromTwilio("12346", url, form, signature)).toBe(false);
  expect(isFromTwilio("12345", url, form, undefined)).toBe(false);
});

test("staff are told in a chat, and no text of theirs is a command to it", async () => {
  const { url, received } = await receiver();
  const chat = chatWebhook(url, new Outlets(), 300);
  const told = await chat.tell("e1", "<!channel> & <script>", "https://x.example/?card=c1");
  expect(told).toEqual({ sent: true });
  expect(JSON.parse(received[0]?.body ?? "")).toEqual({
    text: "&lt;!channel&gt; &amp; &lt;script&gt;\n<https://x.example/?card=c1|Open the card>",
  });
});

test.each([
  ["120", 120_000],
  ["Mon, 09 Nov 2026 15:00:30 GMT", 30_000],
  ["Mon, 09 Nov 2020 15:00:30 GMT", 0],
  ["soon", null],
  [null, null],
])("Retry-After %j is %j ms", (header, ms) => {
  expect(retryAfter(header, Date.parse(about.queuedAt))).toBe(ms);
});
