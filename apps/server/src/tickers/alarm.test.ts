import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Alarm } from "./alarm.ts";

test("a call that comes while it works is not missed, and never runs beside it", async () => {
  let [running, most, runs] = [0, 0, 0];
  const work = async () => {
    most = Math.max(most, (running += 1));
    await sleep(5);
    running -= 1;
    runs += 1;
    return null;
  };
  const alarm = new Alarm({ work, fault: () => undefined });
  alarm.wake();
  alarm.wake();
  alarm.wake();
  await sleep(40);
  await alarm.close();
  expect({ most, runs }).toEqual({ most: 1, runs: 2 });
});

test("it sleeps until the instant its work named, and a fault does not end it", async () => {
  let runs = 0;
  const faults: unknown[] = [];
  const work = async () => {
    runs += 1;
    return runs === 1 ? 10 : null;
  };
  const alarm = new Alarm({ work, fault: (error) => faults.push(error) });
  alarm.wake();
  await sleep(40);
  expect(runs).toBe(2);
  await alarm.close();
  const broken = new Alarm({
    work: async () => Promise.reject(new Error("no")),
    fault: (error) => faults.push(error),
  });
  broken.wake();
  await sleep(5);
  await broken.close();
  expect(faults).toHaveLength(1);
});

test("a look that is wished for while it works comes after it, when it was wished for", async () => {
  const looks: number[] = [];
  const work = async () => {
    looks.push(performance.now());
    await sleep(20);
    return null;
  };
  const alarm = new Alarm({ work, fault: () => undefined });
  alarm.wake();
  alarm.within(80);
  alarm.within(5_000);
  await sleep(200);
  await alarm.close();
  expect(looks).toHaveLength(2);
  expect((looks[1] ?? 0) - (looks[0] ?? 0)).toBeGreaterThan(70);
});
