// What the ledger alone can write: node --conditions=@corridor/source packages/store/bench/moves.ts [seconds]
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Card } from "@corridor/domain";
import { factKey } from "@corridor/domain";
import pg from "pg";
import { aCard, commit, happening, name, next, onCard } from "../../engine/src/testing/contract/given.ts";
import { startEmbedded } from "../src/embedded/index.ts";
import { migrate, openStore, type Store } from "../src/index.ts";

const seconds = Number(process.argv[2] ?? 4);
const P = "bench";

async function prepare(store: Store, count: number): Promise<Card[]> {
  await store.createPractice(P, P);
  const cards = Array.from({ length: count }, (_, n) =>
    aCard({ stage: column(n + 1), rank: `a${String(n).padStart(5, "0")}` }),
  );
  for (let n = 0; n < count; n += 250)
    await commit(store.ledger, P, ...cards.slice(n, n + 250).map((c) => onCard(c)));
  return cards;
}

/** A board of twenty columns with a hundred cards each. */
const column = (n: number): string => `stage-${(n * 7) % 20}`;

/** As the engine does it: load, look for a repeat, read and lock facts, read them again, append. */
async function moves(store: Store, cards: Card[], from: number, size: number): Promise<void> {
  const picked = Array.from({ length: size }, (_, n) => (from + n) % cards.length);
  await store.transact(P, async (tx) => {
    const loaded = await tx.load(picked.map((n) => ({ kind: "card" as const, id: (cards[n] as Card).id })));
    await tx.decided(picked.map((n) => `never-${n}`));
    const gaps = picked.map((n) => factKey("gap", column(n), "", "", (cards[n] as Card).id));
    const wip = factKey("wip", column(from), "main");
    await tx.facts([...gaps, wip]);
    await tx.lock([wip]);
    await tx.facts([wip]);
    await tx.append(
      picked.map((n) => {
        const state = loaded.get(`card/${(cards[n] as Card).id}`);
        const card = (state?.kind === "card" && state.card) as Card;
        const to = { stage: column(n), state: "new", rank: name("b") };
        const after = next(card, to);
        const { stage, state: at, rank } = card;
        const entered = happening("card.entered", {
          ...{ stage: to.stage, state: to.state, final: false, from: { stage, state: at } },
          ...{ clock: { stage: tx.now, state: tx.now }, stopped: null },
        });
        return onCard(after, {
          events: [happening("card.moved", { from: { stage, state: at, rank }, to, reason: [] }), entered],
        });
      }),
    );
  });
}

/** Milliseconds of processor time: this process, and the Postgres below `dataDir`. Unlike time itself, steady under load. */
function cpu(): [number, number] {
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDir)) continue;
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return [(user + system) / 1000, ticks * 10];
}

async function measure(title: string, work: (n: number) => Promise<number>): Promise<void> {
  let [done, n] = [0, 0];
  const times: number[] = [];
  const [node, postgres] = cpu();
  const start = performance.now();
  while (performance.now() - start < seconds * 1000) {
    const began = performance.now();
    done += await work((n += 1));
    times.push(performance.now() - began);
  }
  const took = (performance.now() - start) / 1000;
  const [nodeAfter, postgresAfter] = cpu();
  times.sort((a, b) => a - b);
  const at = (q: number) => (times[Math.floor(times.length * q)] ?? 0).toFixed(2);
  const each = (ms: number) => (ms / times.length).toFixed(3);
  console.log(
    `${title.padEnd(30)} ${(times.length / took).toFixed(0).padStart(6)} tx/s ${(done / took).toFixed(0).padStart(6)} moves/s  p50 ${at(0.5)} p99 ${at(0.99)} ms  cpu/tx node ${each(nodeAfter - node)} postgres ${each(postgresAfter - postgres)} ms`,
  );
}

const dataDir = mkdtempSync(join(tmpdir(), "corridor-bench-"));
chmodSync(dataDir, 0o711);
const database = await startEmbedded({ dataDir });
try {
  await migrate(database);
  const store = await openStore({ appUrl: database.appUrl });
  const ledger = { ledger: store, ...store };
  const cards = await prepare(ledger as never, 2_000);
  let at = 0;
  for (const size of [1, 1, 8, 50]) {
    await measure(`one pipeline, batches of ${size}`, async () => {
      await moves(store, cards, at, size);
      at += size;
      return size;
    });
  }
  await measure("16 at once, batches of 1", async () => {
    await Promise.all(Array.from({ length: 16 }, (_, n) => moves(store, cards, at + n, 1)));
    at += 16;
    return 16;
  });
  await bare(database.ownerUrl, cards);
  await store.close();
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

/** The six-step transaction anyone would write, on the same tables. */
async function bare(url: string, cards: readonly Card[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE TABLE bare_card (id text PRIMARY KEY, stage text, version int)");
  await client.query("CREATE TABLE bare_event (seq bigserial PRIMARY KEY, card text, data jsonb)");
  await client.query("CREATE TABLE bare_outbox (id bigserial PRIMARY KEY, body jsonb)");
  await client.query("INSERT INTO bare_card SELECT unnest($1::text[]), 'intake', 1", [
    cards.map(({ id }) => id),
  ]);
  const q = (label: string, text: string, values: unknown[]) => client.query({ name: label, text, values });
  await measure("the bare six-step transaction", async (n) => {
    const id = (cards[n % cards.length] as Card).id;
    await client.query("BEGIN");
    await q("a", "SELECT * FROM bare_card WHERE id = $1 FOR UPDATE", [id]);
    await q("b", "UPDATE bare_card SET stage = $2, version = version + 1 WHERE id = $1", [id, "treatment"]);
    await q("c", "INSERT INTO bare_event (card, data) VALUES ($1, $2)", [id, { to: "treatment" }]);
    await q("d", "INSERT INTO bare_outbox (body) VALUES ($1)", [{ card: id }]);
    await client.query("COMMIT");
    return 1;
  });
  await client.end();
}
