import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Caller } from "./caller.ts";
import { type Addresses, corridor } from "./child.ts";
import { found } from "./founded.ts";
import { CARDS_EACH, Mover } from "./mover.ts";
import { type ServerProcess, startServer } from "./server-process.ts";
import { openSql, type Sql } from "./sql.ts";

const CLIENTS = 16;
const MOVES = 1_000;
/** Killed when so many moves have been acknowledged. */
const KILLED_AT = [150, 350, 550, 750, 900];
const SEED = Number(process.env["SEED"] ?? 20_261_122);

/** Lets a commit be held up in the database: it waits, all written, until nobody holds this lock. */
const GATE = "4711, 4711";
async function gateCommits(owner: Sql): Promise<void> {
  const wait = `BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NULL; END`;
  await owner.rows(`CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS '${wait}'`);
  await owner.rows(
    "CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate()",
  );
}

/** How many of the server's connections are so. Asked in its own role: others are not told. */
const connections = (sql: Sql, condition: string) =>
  sql.one<number>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${condition}`,
  );

/**
 * Kills the server in the middle of a commit: its moves will be written, and whoever asked for them has not been told
 * and never will be.
 */
async function killMidCommit(sql: Sql, server: ServerProcess, isDone: () => boolean): Promise<void> {
  await sql.rows(`SELECT pg_advisory_lock(${GATE})`);
  while (!isDone() && (await connections(sql, "wait_event = 'advisory'")) === 0) await sleep(1);
  await server.kill();
  await sql.rows(`SELECT pg_advisory_unlock(${GATE})`);
}

/** Resolves when what a killed server had sent to the database is in or out. */
async function quiet(sql: Sql): Promise<void> {
  while ((await connections(sql, "state IN ('active', 'idle in transaction')")) > 0) await sleep(5);
}

interface Killings {
  readonly kills: number;
  /** Asked and not answered when it was killed. */
  readonly underWay: number;
  /** … of which the database had the move all the same. */
  readonly written: number;
  readonly msDown: number;
}

async function killInTheMiddle(
  addresses: Addresses,
  first: ServerProcess,
  sql: Sql,
  clients: readonly Mover[],
  isDone: () => boolean,
): Promise<{ server: ServerProcess; killings: Killings }> {
  let server = first;
  let [kills, underWay, written, msDown] = [0, 0, 0, 0];
  const count = () => clients.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  for (const [n, at] of KILLED_AT.entries()) {
    while (count() < at && !isDone()) await sleep(1);
    if (isDone()) break;
    const began = performance.now();
    // By turns in the middle of a commit and anywhere.
    if (n % 2 === 0) await killMidCommit(sql, server, isDone);
    else {
      await sleep(((SEED * (n + 1)) % 13) / 2);
      await server.kill();
    }
    const keys = clients.flatMap(({ waiting }) => (waiting ? [waiting.key] : []));
    await quiet(sql);
    kills += 1;
    underWay += keys.length;
    written += await sql.one<number>("SELECT count(*)::int FROM decision WHERE id = ANY($1)", keys);
    server = await startServer({ ...addresses, port: server.port }, onTestFinished);
    msDown += performance.now() - began;
  }
  return { server, killings: { kills, underWay, written, msDown } };
}

test("edge-13: kill -9 of the server in the middle of 1,000 moves loses nothing and does nothing twice", {
  timeout: 180_000,
}, async () => {
  const practice = await found(["pat"], onTestFinished);
  const first = await startServer(practice, onTestFinished);
  const owner = await openSql(practice.ownerUrl, practice.practice, onTestFinished);
  const sameRole = await openSql(practice.appUrl, practice.practice, onTestFinished);
  await gateCommits(owner);
  const cookie = await practice.cookie("manager");
  const clients = Array.from(
    { length: CLIENTS },
    (_, n) => new Mover(`client-${n}`, new Caller(first.origin, cookie, 1)),
  );
  await Promise.all(clients.map((client) => client.open()));

  const began = performance.now();
  let left = MOVES;
  let isDone = false;
  const moving = Promise.all(
    clients.map(async (client) => {
      while (left > 0) {
        left -= 1;
        await client.move();
      }
    }),
  ).finally(() => {
    isDone = true;
  });
  const [{ server, killings }] = await Promise.all([
    killInTheMiddle(practice, first, sameRole, clients, () => isDone),
    moving,
  ]);
  const seconds = (performance.now() - began) / 1_000;
  const acknowledged = clients.flatMap((client) => client.acknowledged);
  expect(killings.kills).toBe(KILLED_AT.length);
  // Else nobody was left in the dark about what had been done.
  expect(killings.written).toBeGreaterThan(0);
  expect(acknowledged).toHaveLength(MOVES);

  const all = await owner.rows(
    "SELECT seq::int, root, type, subject_id, actor_kind, data FROM event ORDER BY seq",
  );
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, n) => n + 1));
  const moved = all.filter(({ type, actor_kind }) => type === "card.moved" && actor_kind === "user");

  const times = new Map<string, number>();
  for (const { root } of moved) times.set(String(root), (times.get(String(root)) ?? 0) + 1);
  expect(acknowledged.filter((move) => !times.has(move.key))).toEqual([]);
  expect([...times].filter(([, n]) => n > 1)).toEqual([]);
  expect(moved).toHaveLength(MOVES);
  // What a client was told of its move is what the history says of it, also when it was told by the second server.
  const rootAt = new Map(all.map(({ seq, root }) => [seq, root]));
  expect(acknowledged.filter((move) => rootAt.get(move.seq) !== move.key)).toEqual([]);

  const board = (await new Caller(server.origin, cookie).ask("GET", "/board")).body.cards as readonly {
    id: string;
    stage: string;
    state: string;
  }[];
  expect(board).toHaveLength(CLIENTS * CARDS_EACH);
  for (const { id, stage, state } of board) {
    const told = acknowledged.filter(({ card }) => card === id).map(({ to }) => to);
    const kept = moved
      .filter(({ subject_id }) => subject_id === id)
      .map(({ data }) => data as { to: { stage: string; state: string } })
      .map(({ to }) => `${to.stage}.${to.state}`);
    expect(kept).toEqual(told);
    expect(`${stage}.${state}`).toBe(told.at(-1));
  }
  const decisions = await owner.one<number>("SELECT count(*)::int FROM decision WHERE id LIKE 'client-%'");
  expect(decisions).toBe(MOVES);

  const replayed = await corridor(practice, onTestFinished, ["replay", "--verify", "--json"]);
  expect(replayed.exit, replayed.out.slice(0, 2_000) + replayed.err).toBe(0);
  const report = JSON.parse(replayed.out) as { decisions: number; events: number; differences: unknown[] };
  expect(report).toMatchObject({ ok: true, events: all.length, differences: [] });

  const retried = acknowledged.filter(({ tries }) => tries > 1).length;
  const { kills, underWay, written, msDown } = killings;
  console.info(
    `${MOVES} moves by ${CLIENTS} clients over ${kills} kills in ${seconds.toFixed(1)} s (down ${Math.round(msDown / kills)} ms a kill): ` +
      `${underWay} under way when killed, ${written} of them written already, ${retried} asked again; 0 lost, 0 twice, ` +
      `seq 1..${all.length} without a gap; replay: ${report.decisions} decisions, ${report.differences.length} differences`,
  );
  for (const client of clients) client.close();
  expect(await server.stop()).toBe(0);
});
