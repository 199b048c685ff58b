import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore, type Store } from "../store.ts";
import { openTestStore } from "../testing/index.ts";

const { database, close } = await openTestStore();

/** A line to the database that can be made to swallow everything, as a lost route does. */
let silent = false;
const sockets = new Set<Socket>();
const { host, port, user, password, database: name } = new pg.Client({ connectionString: database.appUrl });
const line = createServer((near) => {
  const far = host.startsWith("/") ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(from);
    from.on("data", (part) => silent || to.write(part));
    from.on("error", () => undefined);
    from.on("close", () => to.destroy());
  }
});
let store: Store;

beforeAll(async () => {
  line.listen(0, "127.0.0.1");
  await once(line, "listening");
  const url = new URL(`postgres://127.0.0.1:${(line.address() as AddressInfo).port}/${name}`);
  Object.assign(url, { username: user, password: password ?? "" });
  store = await openStore({ appUrl: url.toString(), connections: 4, answerMs: 500 });
  await store.createPractice("north", "North");
});
afterAll(async () => {
  await store.close();
  for (const socket of sockets) socket.destroy();
  line.close();
  await close();
});

test("a database that says nothing is given up in time, and all goes on when it speaks again", async () => {
  expect((await store.head("north")).seq).toBe(0);
  silent = true;
  const begun = performance.now();
  const asked = await Promise.allSettled([
    store.head("north"),
    store.now(),
    store.transact("north", async (tx) => (await tx.opened()).now),
    store.head("north"),
  ]);
  expect(asked.map(({ status }) => status)).toEqual(asked.map(() => "rejected"));
  expect(performance.now() - begun).toBeLessThan(5_000);
  silent = false;
  // Nothing is left of the lines that were cut: the first who asks is answered.
  expect((await store.head("north")).seq).toBe(0);
  expect(await store.transact("north", async (tx) => (await tx.opened()).now)).toMatch(/Z$/);
});
