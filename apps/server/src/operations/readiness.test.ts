import { fromEpochMs } from "@corridor/time";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { memoryBacking } from "../testing/memory-backing.ts";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";
import { Watchman } from "./readiness.ts";

afterEach(() => void vi.useRealTimers());

async function desk(options = {}): Promise<PracticeFixture> {
  const house = await practiceFixture(options);
  onTestFinished(() => house.close());
  return house;
}

test("a node whose database does not answer, or takes too long to, is not ready and says when to ask again", async () => {
  const house = await desk();
  vi.spyOn(house.backing, "ready").mockResolvedValueOnce(false);
  const answer = await house.app.inject("/health/ready");
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "5"]);
  expect(answer.json()).toMatchObject({ code: "not_ready", detail: "The database does not answer." });
  vi.useFakeTimers();
  vi.spyOn(house.backing, "ready").mockReturnValueOnce(new Promise(() => undefined));
  const looked = new Watchman(house.house).look();
  await vi.advanceTimersByTimeAsync(2_100);
  expect((await looked).because).toBe("The database does not answer.");
});

test("a node whose boards stand still behind the history is not ready; one that catches up is", async () => {
  const house = await desk();
  const watchman = new Watchman(house.house);
  const head = await house.backing.history.head("main");
  const ahead = vi.spyOn(house.backing.history, "head").mockResolvedValue({ ...head, seq: head.seq + 3 });
  vi.useFakeTimers({ toFake: ["performance"] });
  expect(await watchman.look()).toMatchObject({ because: null, lags: [{ practice: "main", events: 3 }] });
  vi.advanceTimersByTime(11_000);
  expect((await watchman.look()).because).toBe("Boards are 3 events behind and do not move.");
  ahead.mockRestore();
  expect((await watchman.look()).because).toBeNull();
});

test("a node that should look at the clocks and does not is not ready", async () => {
  const house = await desk({ tickers: true });
  const due = vi.spyOn(house.backing.worklist, "due").mockRejectedValue(new Error("away"));
  vi.useFakeTimers({ toFake: ["performance"] });
  const watchman = new Watchman(house.house);
  expect((await watchman.look()).because).toBeNull();
  vi.advanceTimersByTime(1_000_000);
  expect((await watchman.look()).because).toMatch(/^Nobody has looked at the clocks for \d+ seconds/);
  due.mockRestore();
});

test("how late a clock is is measured, and makes nobody unready", async () => {
  let now = Date.parse("2026-11-02T15:00:00.000Z");
  const house = await desk({ backing: memoryBacking(() => fromEpochMs(now)) });
  await house.card();
  const next = await house.backing.worklist.nextDue("main");
  now = Date.parse(String(next)) + 7_000;
  expect(await new Watchman(house.house).look()).toMatchObject({
    because: null,
    lags: [{ clocksMs: 7_000 }],
  });
});
