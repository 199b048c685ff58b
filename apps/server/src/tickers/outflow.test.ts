import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { Outflow } from "./outflow.ts";

const never = async () => null;

test("it works until there is nothing left, and again when woken while it works", async () => {
  const found = [3, 2, 0, 1, 0];
  let runs = 0;
  const work = async () => found[runs++] ?? 0;
  const outflow = new Outflow({ work, next: never, lanes: 4, fault: () => undefined });
  outflow.wake();
  await vi.waitFor(() => expect(runs).toBe(3));
  outflow.wake();
  await vi.waitFor(() => expect(runs).toBe(5));
  await outflow.close();
});

test("what has come behind a round that waits for somebody goes by another lane, and no more lanes than may be", async () => {
  let [running, most, done] = [0, 0, 0];
  const work = async () => {
    most = Math.max(most, (running += 1));
    // The first three wait for a host that does not answer; the others find nothing.
    if (done + running <= 3) await sleep(150);
    running -= 1;
    done += 1;
    return 0;
  };
  const outflow = new Outflow({ work, next: never, lanes: 2, fault: () => undefined });
  outflow.wake();
  await sleep(10);
  outflow.wake();
  await sleep(60);
  expect(most).toBe(2);
  await vi.waitFor(() => expect(running).toBe(0));
  expect(most).toBe(2);
  await outflow.close();
});

test("it looks again at the moment it was told, and after a fault", async () => {
  let runs = 0;
  const faults: unknown[] = [];
  const work = async () => {
    runs += 1;
    if (runs === 2) throw new Error("away");
    return 0;
  };
  const next = async () => (runs === 1 ? 20 : null);
  const outflow = new Outflow({ work, next, lanes: 1, fault: (error) => faults.push(error) });
  outflow.wake();
  await vi.waitFor(() => expect(runs).toBe(2));
  await vi.waitFor(() => expect(runs).toBe(3), { timeout: 3_000 });
  expect(faults).toHaveLength(1);
  await outflow.close();
  const before = runs;
  outflow.wake();
  await sleep(30);
  expect(runs).toBe(before);
});
