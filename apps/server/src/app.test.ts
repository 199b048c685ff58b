import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "./app.ts";
import { type PracticeFixture, practiceFixture } from "./testing/practice-fixture.ts";

let house: PracticeFixture;
let app: Awaited<ReturnType<typeof createApp>>;
const dist = mkdtempSync(join(tmpdir(), "corridor-dist-"));
beforeAll(async () => {
  mkdirSync(join(dist, "assets"));
  writeFileSync(join(dist, "index.html"), "<!doctype html><title>board</title>");
  writeFileSync(join(dist, "assets/app-1a2b.js"), "export {};");
  house = await practiceFixture();
  app = await createApp({ house: house.house, logger: pino({ level: "silent" }), boardDist: dist });
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await house.close();
  rmSync(dist, { recursive: true });
});

test("the board's addresses all give the page, a missing file is missing", async () => {
  for (const url of ["/", "/board", "/history/42?x=1"])
    expect((await app.inject(url)).body).toContain("<title>board</title>");
  for (const url of ["/assets/gone.js", "/api/v1/nothing", "/favicon.ico"])
    expect((await app.inject(url)).statusCode).toBe(404);
  expect((await app.inject({ method: "POST", url: "/board" })).statusCode).toBe(404);
});

test("hashed files are kept for ever, the page is asked for every time", async () => {
  expect((await app.inject("/assets/app-1a2b.js")).headers["cache-control"]).toContain("immutable");
  expect((await app.inject("/")).headers["cache-control"]).toBe("no-cache");
});

test("every answer carries the strict headers, problems and pages alike", async () => {
  for (const url of ["/", "/api/v1/board", "/assets/app-1a2b.js", "/nothing.txt"]) {
    const { headers } = await app.inject(url);
    expect(headers["content-security-policy"], url).toContain("script-src 'self'");
    expect(headers, url).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
  }
});

test.each([
  ["too large", { "content-type": "application/json" }, `{"text":"${"x".repeat(1_100_000)}"}`, 413],
  ["of another kind", { "content-type": "text/plain" }, "hello", 415],
  ["empty", { "content-type": "application/json" }, "", 400],
  ["no JSON", { "content-type": "application/json" }, "{", 400],
  ["nested without end", { "content-type": "application/json" }, "[".repeat(100_000), 400],
  ["with a NUL", { "content-type": "application/json" }, '{"text":"a\\u0000"}', 400],
  ["with half a character", { "content-type": "application/json" }, '{"text":"\\ud800"}', 400],
])("a body that is %s is a problem", async (_, headers, payload, status) => {
  const cookie = await house.cookie();
  const answer = await app.inject({
    method: "POST",
    url: "/api/v1/search",
    headers: { ...headers, cookie },
    payload,
  });
  expect(answer.json()).toMatchObject({ status, code: expect.any(String) });
});

test("what is not HTTP is answered as a problem and hung up on", async () => {
  const socket = connect((app.server.address() as AddressInfo).port, "127.0.0.1");
  socket.end("GARBAGE\r\n\r\n");
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*"requestId"/);
});

test("an address that cannot be read is a problem", async () => {
  expect((await app.inject("/api/v1/cards/%zz")).json()).toMatchObject({
    status: 400,
    code: "request_invalid",
  });
});
