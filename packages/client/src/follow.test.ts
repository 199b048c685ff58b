import { beforeEach, expect, test } from "vitest";
import { follow } from "./follow.ts";
import { aCard, aFrame, FakeWorld, settle } from "./testing/fake-world.ts";

let world: FakeWorld;
let loads: ((seq: number) => void)[];
let said: string[];
let stop: () => void;

/** Something read at number 10, and live. */
beforeEach(async () => {
  [world, loads, said] = [new FakeWorld(), [], []];
  stop = follow(world.ports, {
    load: () => new Promise((resolve) => loads.push(resolve)),
    probe: async () => undefined,
    concerns: ({ type }) => type.startsWith("rule."),
    turned: (status) => said.push(status),
  });
  await live(10);
});

/** The newest reading is answered, and the line goes live. */
async function live(seq: number): Promise<void> {
  loads.at(-1)?.(seq);
  await settle();
  world.socket.opened();
  world.frame({ type: "caught-up", seq });
  await settle();
}

test("it is read before anything is heard, and heard of from there on", () => {
  expect(loads).toHaveLength(1);
  expect(world.socket.path).toBe("/stream?after=10");
  expect(said.at(-1)).toBe("live");
});

test("what does not concern it leaves it alone, what does has it read anew", async () => {
  world.frame(aFrame(11, aCard("c1"), "k1"));
  await settle();
  expect(loads).toHaveLength(1);
  world.frame(aFrame(12, aCard("c1"), "k2", "rule.paused"));
  await settle();
  expect(loads).toHaveLength(2);
  await live(12);
  expect(world.socket.path).toBe("/stream?after=12");
});

test("it is read anew when everything may have changed", async () => {
  world.frame({ type: "resync" });
  await settle();
  expect(loads).toHaveLength(2);
});

test("what happened while the line was away is heard of when it is back", async () => {
  world.socket.closed();
  await settle();
  expect(said.at(-1)).toBe("offline");
  await world.pass(60_000);
  expect(world.socket.path).toBe("/stream?after=10");
  world.socket.opened();
  world.frame(aFrame(11, aCard("c1"), "k1", "rule.resumed"));
  await settle();
  expect(loads).toHaveLength(2);
});

test("nothing is open any more when it is ended", () => {
  stop();
  expect(world.sockets.every(({ open }) => !open)).toBe(true);
});
