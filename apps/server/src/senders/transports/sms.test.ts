import { expect, test } from "vitest";
import { json, receiver } from "../../testing/receiver.ts";
import { Outlets } from "./outlets.ts";
import { smsTransport } from "./sms.ts";

const letter = {
  ...{ key: "e1", practice: "main", to: "+15550100", subject: "", text: "Hello" },
  ...{ queuedAt: "2026-11-09T15:00:00.000Z", again: false },
};
const settings = (url: string) => ({ url, account: "AC1", token: "secret", from: "+15550199" });
const options = {
  outlets: new Outlets(),
  timeoutMs: 300,
  statusUrl: () => "https://x.example/api/v1/hooks/main/sms/status?effect=e1",
};

test("a text goes out as the provider's API wants it, and its name for it is kept", async () => {
  const { url, received } = await receiver((_, response) => json(response, 201, { sid: "SM77" }));
  const sent = await smsTransport(settings(url), options).send(letter);
  expect(sent).toEqual({ sent: true, provider: "SM77" });
  expect(received).toHaveLength(1);
  const [{ method = "", url: path = "", headers = {}, body = "" } = {}] = received;
  expect([method, path]).toEqual(["POST", "/2010-04-01/Accounts/AC1/Messages.json"]);
  expect(headers["authorization"]).toBe(`Basic ${Buffer.from("AC1:secret").toString("base64")}`);
  expect(headers["idempotency-key"]).toBe("e1");
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    ...{ To: "+15550100", From: "+15550199", Body: "Hello" },
    StatusCallback: options.statusUrl(),
  });
});

test.each([
  [429, { code: 20429 }, { "retry-after": "7" }, { retry: true, error: "sms_20429", afterMs: 7_000 }],
  [503, {}, {}, { retry: true, error: "http_503" }],
  [
    400,
    { code: 21211, message: "The number +15550100 is not valid" },
    {},
    { retry: false, error: "sms_21211" },
  ],
  [401, {}, {}, { retry: false, error: "http_401" }],
])("%i %o is %o %o", async (status, body, headers, outcome) => {
  const { url } = await receiver((_, response) => json(response, status, body, headers));
  expect(await smsTransport(settings(url), options).send(letter)).toEqual({ sent: false, ...outcome });
});

test("no answer in time, or nobody there, may pass", async () => {
  const silent = await receiver(() => undefined);
  const late = await smsTransport(settings(silent.url), options).send(letter);
  expect(late).toEqual({ sent: false, retry: true, error: "timeout" });
  const gone = await smsTransport(settings("http://127.0.0.1:1"), options).send(letter);
  expect(gone).toEqual({ sent: false, retry: true, error: "unreachable" });
});

test("edge-13: before a text goes out again the provider is asked whether it has it", async () => {
  const known = {
    sid: "SM1",
    body: "Hello",
    date_created: "Mon, 09 Nov 2026 15:00:04 +0000",
    status: "sent",
  };
  // Yesterday's reminder said the same, and one of these came back.
  const old = { ...known, sid: "SM0", date_created: "Sun, 08 Nov 2026 15:00:04 +0000" };
  const back = { ...known, sid: "SM3", status: "undelivered" };
  const other = { ...known, sid: "SM2", body: "Good-bye" };
  let messages: unknown[] = [old, back, other, known];
  const { url, received } = await receiver(({ method }, response) =>
    json(response, 200, method === "GET" ? { messages } : { sid: "SM9" }),
  );
  const again = () => smsTransport(settings(url), options).send({ ...letter, again: true });
  expect(await again()).toEqual({ sent: true, provider: "SM1" });
  expect(received.map(({ method }) => method)).toEqual(["GET"]);
  expect(received[0]?.url).toContain("To=%2B15550100");
  messages = [old, back, other];
  expect(await again()).toEqual({ sent: true, provider: "SM9" });
});

test("edge-35: 5,000 emoji are cut to what the provider takes, none of them in two", async () => {
  const { url, received } = await receiver((_, response) => json(response, 201, { sid: "SM1" }));
  await smsTransport(settings(url), options).send({ ...letter, text: "👩‍⚕️".repeat(5_000) });
  const body = new URLSearchParams(received[0]?.body).get("Body") ?? "";
  expect(body.length).toBeLessThanOrEqual(1_600);
  expect(body.length).toBeGreaterThan(1_500);
  expect(body).toMatch(/^(👩‍⚕️)+…$/u);
});

test.each([
  ["+1-555-0199-7734", "+155501997734"],
  ["(555) 010-0199", "+15550100199"],
  ["1 555 010 0199", "+15550100199"],
  ["+44 20 7946 0000", "+442079460000"],
  ["call me", null],
  ["+1", null],
])("the number %j is %j", (written, number) => {
  expect(smsTransport(settings("http://127.0.0.1:1"), options).addressOf(written)).toBe(number);
});
