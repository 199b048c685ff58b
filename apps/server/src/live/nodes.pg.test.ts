import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { dice, malformed } from "../testing/malformed.ts";
import { postgres } from "../testing/postgres-backing.ts";
import { type PracticeFixture, practiceFixture, roles } from "../testing/practice-fixture.ts";
import type { Listener } from "./listeners.ts";

interface Told {
  readonly from: number;
  readonly to: number;
}

/** A listener that writes down which numbers it was told. */
function ear(house: PracticeFixture): Told[] {
  const told: Told[] = [];
  const listener: Listener = {
    ...{ role: "manager", location: null },
    send: (frame) => {
      const { type, from, to } = JSON.parse(frame);
      if (type === "events") told.push({ from, to });
      return true;
    },
    resync: () => undefined,
  };
  house.practice.listeners.add(listener);
  return told;
}

const command = (
  house: PracticeFixture,
  card: string,
  body: object,
  headers: Record<string, string> = { "if-match": "*" },
) => house.ask("POST", `/cards/${card}/commands`, { body, headers });

test("two nodes on one database tell their listeners every number once, in order, and show one board", async () => {
  const { open, drop } = await postgres();
  onTestFinished(drop);
  const one = await practiceFixture({ backing: await open() });
  onTestFinished(() => one.close());
  const other = await practiceFixture({ backing: await open() });
  onTestFinished(() => other.close());
  await sleep(300);
  const starts = [one.practice.crier.seq, other.practice.crier.seq];
  const ears = [ear(one), ear(other)];

  const cards = await Promise.all(Array.from({ length: 6 }, () => one.card()));
  await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      command(n % 2 ? one : other, cards[n % 6] ?? "", { type: "comment", text: `note ${n}` }),
    ),
  );
  const { seq } = await one.backing.history.head("main");
  for (let n = 0; n < 100 && Math.min(one.practice.crier.seq, other.practice.crier.seq) < seq; n += 1)
    await sleep(50);

  for (const [n, told] of ears.entries()) {
    let next = (starts[n] ?? 0) + 1;
    for (const { from, to } of told) {
      expect(from).toBe(next);
      next = to + 1;
    }
    expect(next).toBe(seq + 1);
  }
  const boards = await Promise.all(
    [one, other].map(async (house) => (await house.ask("GET", "/board")).body),
  );
  const sorted = boards.map(({ cards: all }) =>
    all.sort((a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)),
  );
  expect(sorted[0]).toEqual(sorted[1]);
  const past = (await one.ask("GET", `/board?seq=${seq}`)).body.cards.map(
    ({ id, version }: { id: string; version: number }) => [id, version],
  );
  expect(past.sort()).toEqual(
    sorted[0].map(({ id, version }: { id: string; version: number }) => [id, version]).sort(),
  );
});

test("what a node that only serves boards leaves to be sent, one that works sends at once", async () => {
  const { open, drop } = await postgres();
  onTestFinished(drop);
  const web = await practiceFixture({ backing: await open() });
  onTestFinished(() => web.close());
  const worker = await practiceFixture({
    ...{ backing: await open(), tickers: true },
    connectors: { eligibility: async () => ({ sent: true, reply: { status: "active" } }) },
  });
  onTestFinished(() => worker.close());
  let hour = 0;
  const sentAfter = async () => {
    const card = await web.card({ "insurance.payer": "Blue Heron" });
    await command(web, card, { type: "move", to: "scheduling" });
    const start = `2031-03-03T${10 + (hour += 1)}:00:00.000Z`;
    const before = Date.now();
    // Who books asks the payer.
    const visit = { type: "appointment.book", start, minutes: 30, provider: "nurse" };
    expect((await command(web, card, visit)).status).toBe(200);
    const mine = async () =>
      (await web.backing.worklist.outbox("main", { limit: 100 })).filter(
        ({ effect }) => effect.subject.id === card,
      );
    await vi.waitFor(
      async () => {
        const rows = await mine();
        expect(rows.map(({ status }) => status)).toEqual(rows.map(() => "sent"));
        expect(rows.length).toBeGreaterThan(0);
      },
      { timeout: 20_000, interval: 20 },
    );
    return Date.now() - before;
  };
  await sentAfter();
  const times: number[] = [];
  for (let n = 0; n < 5; n += 1) times.push(await sentAfter());
  // Who only looked now and then would find it after five seconds.
  expect(Math.min(...times)).toBeLessThan(2_000);
});

test("20 people drag one card: one success a version, the rest are told to look again", async () => {
  const { open, drop } = await postgres();
  onTestFinished(drop);
  const house = await practiceFixture({ backing: await open() });
  onTestFinished(() => house.close());
  const card = await house.card();
  for (let round = 0; round < 10; round += 1) {
    const { version, stage } = (await house.ask("GET", `/cards/${card}`)).body;
    const to = stage === "intake" ? "scheduling" : "intake";
    const moves = await Promise.all(
      Array.from({ length: 20 }, () =>
        command(house, card, { type: "move", to }, { "if-match": `"${version}"` }),
      ),
    );
    const seen = moves.map(({ status }) => status).sort();
    expect(seen).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  }
});

test("what is typed is found in no table but among the sealed values", async () => {
  const { open, ownerUrl, drop } = await postgres();
  onTestFinished(drop);
  const house = await practiceFixture({ backing: await open() });
  onTestFinished(() => house.close());
  const card = await house.card({ "insurance.member_id": "CANARY-MEMBER" });
  await command(house, card, { type: "comment", text: "CANARY-COMMENT" });
  await command(house, card, { type: "task.add", title: "CANARY-TASK" });
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("SELECT set_config('corridor.practice', 'main', false)");
    for (const table of ["decision", "event", "card", "record", "timer", "outbox", "inbox"]) {
      const { rows } = await client.query<{ text: string }>(
        `SELECT row_to_json(t)::text AS text FROM ${table} t`,
      );
      expect(rows.map(({ text }) => text).join("\n"), table).not.toMatch(
        /CANARY|Kimberlyanne|Quorntree|555-0199/,
      );
    }
    const { rows } = await client.query("SELECT 1 FROM sealed");
    expect(rows.length).toBeGreaterThan(5);
  } finally {
    await client.end();
  }
});

test("malformed requests find no fault in Postgres either", async () => {
  const { open, drop } = await postgres();
  onTestFinished(drop);
  const house = await practiceFixture({ backing: await open() });
  onTestFinished(() => house.close());
  const chance = dice(7);
  const ids = [await house.card(), await house.card(), "kim", "nurse", "main", "none"];
  const requests = Array.from({ length: 1_500 }, () => malformed(chance, ids)).filter(
    ({ method }) => method !== "DELETE",
  );
  for (const { headers, ...request } of requests) {
    const answer = await house.app.inject({
      ...request,
      headers: { cookie: await house.cookie(chance.pick(roles)), ...headers },
    });
    expect(
      answer.statusCode,
      `${request.method} ${request.url} ${request.payload?.slice(0, 300) ?? ""}\n${house.lines.slice(-2).join("\n")}`,
    ).toBeLessThan(500);
  }
});
