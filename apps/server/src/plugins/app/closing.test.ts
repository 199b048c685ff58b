import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import WebSocket from "ws";
import { memoryBacking } from "../../testing/memory-backing.ts";
import { practiceFixture } from "../../testing/practice-fixture.ts";

test("closing answers what is under way, tells the browsers to come back, and leaves no fault", async () => {
  const backing = memoryBacking();
  const slow = { ms: 0 };
  let reached = () => {};
  const underWay = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const events: typeof backing.history.events = async (practice, query) => {
    if (slow.ms > 0) reached();
    await sleep(slow.ms);
    return backing.history.events(practice, query);
  };
  const history = new Proxy(backing.history, {
    get: (target, name) =>
      name === "events" ? events : (Reflect.get(target, name) as () => unknown).bind(target),
  });
  const house = await practiceFixture({ backing: { ...backing, history }, tickers: true });
  const cookie = await house.cookie();
  await house.app.listen({ port: 0, host: "127.0.0.1" });
  const base = `127.0.0.1:${(house.app.server.address() as AddressInfo).port}`;
  const socket = new WebSocket(`ws://${base}/api/v1/stream?after=${house.practice.crier.seq}`, {
    headers: { cookie },
  });
  await once(socket, "message");
  const goodbye = once(socket, "close");
  slow.ms = 700;
  const asked = fetch(`http://${base}/api/v1/history`, { headers: { cookie } });
  await underWay;

  const since = performance.now();
  const closed = house.close();
  expect((await goodbye)[0]).toBe(1012);
  expect((await asked).status).toBe(200);
  await closed;
  expect(performance.now() - since).toBeLessThan(4_000);
  await expect(fetch(`http://${base}/health/live`)).rejects.toThrow();
  expect(house.lines.filter((line) => /fault/.test(line))).toEqual([]);
});
