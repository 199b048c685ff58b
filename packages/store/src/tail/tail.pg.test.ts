import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { aCard, commit, onCard } from "../../../engine/src/testing/contract/given.ts";
import { openStore, type Store } from "../store.ts";
import { asking, eventually } from "../testing/ask.ts";
import { openDeafPooler } from "../testing/deaf-pooler.ts";
import { openTestStore } from "../testing/open-test-store.ts";

const { store: here, database, close } = await openTestStore();
let there: Store;

beforeAll(async () => {
  await here.createPractice("north", "North");
  there = await openStore({ appUrl: database.appUrl });
});
afterAll(async () => {
  await there.close();
  await close();
});

/** Follows at `here` and keeps what it was told. */
function following() {
  const told: number[] = [];
  const stop = here.follow("north", (seq) => void told.push(seq));
  return {
    told,
    stop,
    reaches: (seq: number, withinMs?: number) => eventually(() => told.at(-1) === seq, withinMs),
  };
}

const head = async () => (await here.head("north")).seq;
const kill = (what: string) =>
  asking(database.ownerUrl, (client) =>
    client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${what}`),
  );

describe("the tail", () => {
  it("begins with where the history is and tells of commits, of this node and of others", async () => {
    const { told, stop, reaches } = following();
    const start = await head();
    await reaches(start);
    await commit(here, "north", onCard(aCard()));
    await reaches(start + 1, 2_000);
    await commit(there, "north", onCard(aCard()), onCard(aCard()));
    await reaches(start + 3, 2_000);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    stop();
    await commit(there, "north", onCard(aCard()));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told.at(-1)).toBe(start + 3);
  });

  it("says nothing of other practices", async () => {
    await here.createPractice("south", "South");
    const { told, stop, reaches } = following();
    await reaches(await head());
    await commit(there, "south", onCard(aCard()));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(told).toHaveLength(1);
    stop();
  });

  it("edge-22: catches up when the connection that listens was lost", async () => {
    const { stop, reaches } = following();
    const start = await head();
    await reaches(start);
    await kill("query LIKE 'LISTEN%'");
    await commit(there, "north", onCard(aCard()));
    await reaches(start + 1);
    await eventually(async () => {
      const { rowCount } = await asking(database.ownerUrl, (client) =>
        client.query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'",
        ),
      );
      return rowCount === 1;
    });
    await commit(there, "north", onCard(aCard()));
    await reaches(start + 2);
    stop();
  });

  it("edge-22: is heard of through a pooler that passes no notification on, late but well within a minute", async () => {
    const pooler = await openDeafPooler(database.appUrl);
    const deaf = await openStore({ appUrl: pooler.url });
    onTestFinished(async () => {
      await deaf.close();
      await pooler.close();
    });
    const told: number[] = [];
    const stop = deaf.follow("north", (seq) => void told.push(seq));
    const start = await head();
    await eventually(() => told.at(-1) === start);
    // It has time to fall asleep: nothing is going on.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const begun = performance.now();
    await commit(there, "north", onCard(aCard()));
    await eventually(() => told.at(-1) === start + 1, 60_000);
    expect(performance.now() - begun).toBeLessThan(60_000);
    expect(pooler.kept()).toBeGreaterThan(0);
    stop();
  }, 90_000);

  it("goes on when every connection was cut", async () => {
    const { stop, reaches } = following();
    const start = await head();
    await reaches(start);
    await kill("application_name = 'corridor'");
    await eventually(async () => {
      await commit(there, "north", onCard(aCard())).catch(() => undefined);
      return (await head().catch(() => 0)) > start;
    });
    await reaches(await head());
    stop();
  });
});
