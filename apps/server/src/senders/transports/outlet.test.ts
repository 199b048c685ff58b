import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Circuit } from "./circuit.ts";
import { Outlet } from "./outlet.ts";
import { Outlets } from "./outlets.ts";

test("a host that does not answer is left alone for a while, then looked at by one, and longer if it still does not", () => {
  const circuit = new Circuit();
  for (let n = 0; n < 19; n += 1) circuit.note(n % 6 === 0, n);
  expect(circuit.shutFor(19)).toBe(0);
  circuit.note(false, 19);
  expect(circuit.shutFor(20)).toBe(14_999);
  expect(circuit.shutFor(15_019)).toBe(0);
  expect(circuit.shutFor(15_020)).toBeGreaterThan(0);
  circuit.note(false, 15_100);
  expect(circuit.shutFor(15_100)).toBe(30_000);
  expect(circuit.shutFor(45_100)).toBe(0);
  circuit.note(true, 45_200);
  expect([circuit.shutFor(45_200), circuit.shutFor(45_200)]).toEqual([0, 0]);
});

test("a host that fails half the time is not given up", () => {
  const circuit = new Circuit();
  for (let n = 0; n < 200; n += 1) circuit.note(n % 2 === 0, n);
  expect(circuit.shutFor(200)).toBe(0);
});

test("edge-15: so many at once and so many a second, in the order they came; what would wait too long goes back untried", async () => {
  const outlet = new Outlet({ atOnce: 3, perSecond: 200 });
  let [running, most] = [0, 0];
  const order: number[] = [];
  const began = performance.now();
  const send = (n: number) =>
    outlet.through(async () => {
      order.push(n);
      most = Math.max(most, (running += 1));
      await sleep(20);
      running -= 1;
      return { sent: true } as const;
    });
  await Promise.all(Array.from({ length: 30 }, (_, n) => send(n)));
  expect(most).toBe(3);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(performance.now() - began).toBeGreaterThan(140);

  const slow = new Outlet({ atOnce: 9, perSecond: 0.01 });
  expect(await slow.through(async () => ({ sent: true }))).toEqual({ sent: true });
  expect(await slow.through(async () => ({ sent: true }))).toMatchObject({ sent: false, error: "too_many" });
});

test("whoever stops waits for nobody's turn: what has not begun goes back untried", async () => {
  const outlets = new Outlets();
  const outlet = outlets.to("https://x.example/a", { atOnce: 1, perSecond: 5 });
  expect(outlets.to("https://x.example/b", { atOnce: 9, perSecond: 9 })).toBe(outlet);
  const hanging = outlet.through(() => sleep(60).then(() => ({ sent: true }) as const));
  const waiting = [1, 2, 3].map(() => outlet.through(async () => ({ sent: true }) as const));
  await sleep(10);
  const began = performance.now();
  outlets.hurry();
  for (const one of await Promise.all(waiting)) expect(one).toMatchObject({ sent: false, heldMs: 1_000 });
  expect(performance.now() - began).toBeLessThan(40);
  expect(await hanging).toEqual({ sent: true });
  expect(await outlet.through(async () => ({ sent: true }))).toMatchObject({ sent: false });
});
