import { expect, test } from "vitest";
import { backingOf } from "../house/backing.ts";
import { openHouse } from "../house/house.ts";
import { MemoryBacking } from "../testing/memory-backing.ts";
import { Sessions } from "./sessions.ts";

const viewer = { practice: "main", person: "mia", role: "manager" } as const;

test("a session is found by its token, of which the table knows the digest alone", async () => {
  const table = new MemoryBacking();
  const sessions = new Sessions(table);
  const token = await sessions.start(viewer);
  expect(await sessions.find(token)).toEqual(viewer);
  expect(await table.session(token)).toBeNull();
  await sessions.end(token);
  expect(await sessions.find(token)).toBeNull();
});

test("it is read once a second, so a sign-out elsewhere is seen within one", async () => {
  let now = Date.now();
  let reads = 0;
  const table = new MemoryBacking();
  const read = table.session.bind(table);
  table.session = async (hash) => {
    reads += 1;
    return read(hash);
  };
  const sessions = new Sessions(table, () => now);
  const token = await sessions.start(viewer);
  for (let n = 0; n < 50; n += 1) await sessions.find(token);
  expect(reads).toBe(1);
  await table.endSessions("main", "mia");
  expect(await sessions.find(token)).toEqual(viewer);
  now += 1_001;
  expect(await sessions.find(token)).toBeNull();
});

test("sessions that have expired are removed by the minute's tick", async () => {
  let now = Date.now();
  const table = new MemoryBacking(() => new Date(now).toISOString());
  await table.createPractice("main", "Main");
  const house = await openHouse({
    ...{ backing: backingOf(table), tickers: false, now: () => now },
    sender: () => ({}) as never,
    fault: () => undefined,
  });
  await house.sessions.start(viewer);
  now += 5 * 86_400_000;
  const token = await house.sessions.start(viewer);
  now += 3 * 86_400_000;
  await house.tick();
  expect(table.sessionCount).toBe(1);
  expect(await house.sessions.find(token)).toEqual(viewer);
  await house.close();
});
