import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";

let house: PracticeFixture;
beforeAll(async () => {
  house = await practiceFixture({ demo: true });
});
afterAll(() => house.close());

const signIn = (email: string, password: string) =>
  house.ask("POST", "/session", { as: null, body: { email, password } });
const cookieOf = (headers: Readonly<Record<string, unknown>>) =>
  String(headers["set-cookie"]).split(";", 1)[0] ?? "";

test("signing in, looking who one is, signing out", async () => {
  const signed = await signIn("Nurse@Example.org", PASSWORD);
  expect(signed.status, signed.text).toBe(200);
  expect(signed.body).toMatchObject({
    person: { id: "nurse", name: "Remy Nurse", role: "nurse" },
    roles: ["nurse"],
  });
  expect(String(signed.headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Strict/);

  const cookie = cookieOf(signed.headers);
  expect((await house.ask("GET", "/session", { as: null, headers: { cookie } })).body.person.id).toBe(
    "nurse",
  );
  const out = await house.ask("DELETE", "/session", { as: null, headers: { cookie } });
  expect([out.status, out.text]).toEqual([204, ""]);
  expect((await house.ask("GET", "/session", { as: null, headers: { cookie } })).status).toBe(401);
});

test("signing in anew ends the session one had", async () => {
  const first = cookieOf((await signIn("nurse@example.org", PASSWORD)).headers);
  const body = { email: "nurse@example.org", password: PASSWORD };
  const again = await house.ask("POST", "/session", { as: null, body, headers: { cookie: first } });
  expect((await house.ask("GET", "/session", { as: null, headers: { cookie: first } })).status).toBe(401);
  const second = cookieOf(again.headers);
  const persona = { persona: "manager" };
  await house.ask("POST", "/session/demo", { as: null, body: persona, headers: { cookie: second } });
  expect((await house.ask("GET", "/session", { as: null, headers: { cookie: second } })).status).toBe(401);
});

test("a body that is named and not sent is none", async () => {
  const headers = { "content-type": "application/json" };
  const cookie = cookieOf((await signIn("nurse@example.org", PASSWORD)).headers);
  const out = await house.ask("DELETE", "/session", { as: null, headers: { ...headers, cookie } });
  expect(out.status, out.text).toBe(204);
  const hash = house.practice.shelf.active?.hash;
  expect((await house.ask("POST", `/rulesets/${hash}/activate`, { headers })).status).toBe(200);
  for (const path of ["/cards", "/search", "/session"])
    expect((await house.ask("POST", path, { headers })).body, path).toMatchObject({
      status: 400,
      code: "request_invalid",
    });
});

test("nobody learns from an answer which of email and password was wrong", async () => {
  const [unknown, wrong] = [
    await signIn("who@example.org", PASSWORD),
    await signIn("nurse@example.org", "wrong"),
  ];
  expect(unknown.status).toBe(401);
  expect({ ...unknown.body, requestId: "" }).toEqual({ ...wrong.body, requestId: "" });
});

test("who tries too often waits", async () => {
  const tries = await Promise.all(Array.from({ length: 12 }, () => signIn("billing@example.org", "guess")));
  expect(tries.some(({ status }) => status === 401)).toBe(true);
  const late = await signIn("billing@example.org", PASSWORD);
  expect(late).toMatchObject({ status: 429, body: { code: "too_many_tries" } });
  expect(Number(late.headers["retry-after"])).toBeGreaterThan(0);
});

test("a disabled account signs in no more", async () => {
  await house.backing.accounts.changeAccount("main", "admin@example.org", { active: false });
  expect((await signIn("admin@example.org", PASSWORD)).status).not.toBe(200);
});

describe("the demo", () => {
  test("offers five personas and lets everybody be one", async () => {
    const door = await house.ask("GET", "/session/demo", { as: null });
    expect(door.body.personas.map(({ id }: { id: string }) => id)).toEqual([
      "front-desk",
      "nurse",
      "billing",
      "manager",
      "admin",
    ]);
    const signed = await house.ask("POST", "/session/demo", { as: null, body: { persona: "manager" } });
    expect(signed.body).toMatchObject({ person: { id: "manager", role: "manager" }, demo: true });
    const cookie = cookieOf(signed.headers);
    expect((await house.ask("GET", "/board", { as: null, headers: { cookie } })).status).toBe(200);
  });

  test.each([
    ["localhost:8080", 200],
    ["127.0.0.1:8080", 200],
    ["[::1]:8080", 200],
    ["rebound.example:8080", 403],
    ["127.0.0.1.evil.example", 403],
    ["localhost@evil.example", 403],
  ])("asked for as %s it answers %i, a stream too", async (host, status) => {
    const door = await house.ask("GET", "/session/demo", { as: null, headers: { host } });
    expect(door.status, door.text).toBe(status);
    const upgrade = { host, connection: "upgrade", upgrade: "websocket" };
    const stream = await house.ask("GET", "/stream?after=x", { headers: upgrade });
    expect(stream.status).toBe(status === 200 ? 400 : 403);
  });

  test("is closed where it is none", async () => {
    const other = await practiceFixture();
    expect((await other.ask("GET", "/session/demo", { as: null })).body).toEqual({
      demo: false,
      personas: [],
    });
    expect(
      (await other.ask("POST", "/session/demo", { as: null, body: { persona: "manager" } })).status,
    ).toBe(404);
    await other.close();
  });
});

test.each(["garbage", "", "a".repeat(5000)])("a cookie that is none is nobody: %s", async (value) => {
  const answer = await house.ask("GET", "/board", {
    as: null,
    headers: { cookie: `corridor_session=${value}` },
  });
  expect([answer.status, answer.body.code]).toEqual([401, "unauthenticated"]);
});

test("another site's page cannot act for who is signed in", async () => {
  const headers = { origin: "https://evil.example", host: "localhost:8080" };
  const answer = await house.ask("POST", "/cards", { body: {}, headers });
  expect(answer).toMatchObject({ status: 403, body: { code: "foreign_origin" } });
  const own = { origin: "http://localhost:8080", host: "localhost:8080" };
  expect((await house.ask("POST", "/cards", { body: {}, headers: own })).status).toBe(400);
});
