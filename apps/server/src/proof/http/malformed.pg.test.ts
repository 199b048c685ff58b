import { expect, onTestFinished, test } from "vitest";
import { dice, malformed } from "../../testing/malformed.ts";
import { Caller } from "./caller.ts";
import { found, roles } from "./founded.ts";
import { raw, send } from "./raw.ts";
import { startServer } from "./server-process.ts";
import { spoiled } from "./spoiled.ts";
import { openSql } from "./sql.ts";

const SEED = Number(process.env["SEED"] ?? 20_261_122);
const REQUESTS = Number(process.env["REQUESTS"] ?? 3_000);
const AT_ONCE = 8;
const SLOWEST_MS = 15_000;

test(`${REQUESTS} malformed requests: no 5xx, the same process, and a move works as before`, {
  timeout: 300_000,
}, async () => {
  const practice = await found(["kim"], onTestFinished);
  const server = await startServer(practice, onTestFinished);
  const manager = new Caller(server.origin, await practice.cookie("manager"));
  const newCard = async () => {
    const body = { type: "visit", location: "riverside", patient: "kim", fields: {} };
    const made = await manager.ask("POST", "/cards", { body });
    expect(made.status, made.text).toBe(201);
    return made.body.card as { id: string; version: number };
  };
  const cards = [(await newCard()).id, (await newCard()).id, (await newCard()).id];
  const known = { cards: [...cards, "none"], patient: "kim", people: [...roles, "nobody"] };
  const seen = new Map<number | null, number>();
  let slowest = { ms: 0, told: "" };
  const count = (status: number | null) => void seen.set(status, (seen.get(status) ?? 0) + 1);

  const began = performance.now();
  const worker = async (n: number) => {
    const chance = dice(SEED + n);
    const caller = new Caller(server.origin, "", 1);
    // A session that such a request has ended is begun again.
    const cookies = await Promise.all(roles.map((role) => practice.cookie(role)));
    for (let sent = n; sent < REQUESTS; sent += AT_ONCE) {
      const which = Math.floor(chance.next() * cookies.length);
      const { method, headers, ...rest } =
        chance.next() < 0.4 ? malformed(chance, [...cards, ...known.people, "kim"]) : spoiled(chance, known);
      const path = "url" in rest ? rest.url : rest.path;
      const body = "payload" in rest ? rest.payload : "body" in rest ? rest.body : undefined;
      const told = `seed ${SEED + n}, request ${sent}: ${method} ${path.slice(0, 300)} ${body?.slice(0, 300) ?? ""}`;
      const since = performance.now();
      const call = {
        ...(body !== undefined && { body }),
        headers: { cookie: cookies[which] ?? "", ...headers },
      };
      const answer = await caller.askAt(method, path, call).catch((error: unknown) => {
        throw new Error(`no answer: ${told}`, { cause: error });
      });
      const ms = performance.now() - since;
      if (ms > slowest.ms) slowest = { ms, told };
      expect(answer.status, `${told}\n${answer.text}\n${server.log()}`).toBeLessThan(500);
      if (answer.status >= 400 && method !== "HEAD")
        expect(answer.body, told).toMatchObject({ status: answer.status, code: expect.any(String) });
      if (method === "DELETE" && answer.status === 204) cookies[which] = await practice.cookie("manager");
      count(answer.status);
    }
    caller.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => worker(n)));
  const seconds = (performance.now() - began) / 1_000;

  const bytes = raw(manager.cookie, cards[0] ?? "");
  const answers = await Promise.all(bytes.map((one) => send(server.port, one, 1_500)));
  for (const [n, status] of answers.entries()) {
    expect(status ?? 0, `raw ${n}: ${bytes[n]?.slice(0, 200)}\n${server.log()}`).toBeLessThan(500);
    count(status);
  }

  // The process that was started is the one that answers.
  expect(server.ended()).toBeNull();
  expect(server.log()).not.toMatch(/"fault"/);
  expect(slowest.ms, slowest.told).toBeLessThan(SLOWEST_MS);
  expect((await manager.askAt("GET", "/health/ready")).status).toBe(200);
  const card = await newCard();
  const moved = await manager.ask("POST", `/cards/${card.id}/commands`, {
    body: { type: "move", to: "intake.ready" },
    headers: { "if-match": `"${card.version}"`, "idempotency-key": "afterwards" },
  });
  expect(moved.status, moved.text).toBe(200);
  expect(moved.body.card).toMatchObject({ stage: "intake", state: "ready" });
  const sql = await openSql(practice.ownerUrl, practice.practice, onTestFinished);
  const gaps = await sql.one<number>("SELECT (max(seq) - count(*))::int FROM event");
  expect(gaps).toBe(0);
  const events = await sql.one<number>("SELECT count(*)::int FROM event");
  console.info(
    `${REQUESTS} malformed requests and ${bytes.length} of raw bytes in ${seconds.toFixed(1)} s, no 5xx, the same process: ` +
      `${JSON.stringify(Object.fromEntries([...seen].sort(([a], [b]) => (a ?? 0) - (b ?? 0))))}; ` +
      `${events} events, seq without a gap; the slowest took ${Math.round(slowest.ms)} ms`,
  );
  expect(await server.stop()).toBe(0);
});
