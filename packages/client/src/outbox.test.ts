import { CommandAnswer } from "@corridor/protocol";
import { expect, test } from "vitest";
import { Outbox } from "./outbox.ts";
import { Refusal } from "./refusal.ts";
import { aCard, aFrame, FakeWorld, settle } from "./testing/fake-world.ts";

function anOutbox() {
  const world = new FakeWorld();
  const sent: {
    key: string;
    version: number;
    resolve: (version: number, changes?: boolean) => void;
    reject: (error: unknown) => void;
  }[] = [];
  const done: string[] = [];
  const outbox = new Outbox({
    post: (order, version) =>
      new Promise((resolve, reject) => {
        const answer = (after: number, changes = true) => {
          const { events } = aFrame(1, aCard(order.card), order.key);
          const full = events.map((event) => ({ ...event, data: {}, ruleset: "r" }));
          const card = aCard(order.card, { version: after });
          resolve(CommandAnswer.parse({ seq: 1, version: after, card, events: changes ? full : [] }));
        };
        sent.push({ key: order.key, version, resolve: answer, reject });
      }),
    accepted: (order) => done.push(`${order.key} accepted`),
    refused: (order) => done.push(`${order.key} refused`),
    clock: world.ports.clock,
    random: () => 0.5,
  });
  const add = (key: string, card = "c1", seen = 1) =>
    outbox.add({ key, card, request: { type: "undo", event: "e" }, seen });
  return { world, outbox, sent, done, add };
}

test("commands of one card go one by one, in order", async () => {
  const { sent, done, add } = anOutbox();
  add("a");
  add("b");
  expect(sent.map((s) => s.key)).toEqual(["a"]);
  sent[0]?.resolve(2);
  await settle();
  expect(sent.map((s) => [s.key, s.version])).toEqual([
    ["a", 1],
    ["b", 2],
  ]);
  expect(done).toEqual(["a accepted"]);
});

test("a colleague's step in between is not passed off as seen", async () => {
  const { sent, add } = anOutbox();
  add("a");
  add("b");
  add("c");
  sent[0]?.resolve(3);
  await settle();
  expect(sent[1]?.version).toBe(1);
  sent[1]?.resolve(4);
  await settle();
  expect(sent[2]?.version).toBe(1);
});

test("a command that changed nothing does not vouch for the version it found", async () => {
  const { sent, add } = anOutbox();
  add("a");
  add("b");
  sent[0]?.resolve(2, false);
  await settle();
  expect(sent[1]?.version).toBe(1);
});

test("a version somebody saw later than our own is the one that is sent", async () => {
  const { sent, add } = anOutbox();
  add("a");
  add("b", "c1", 9);
  sent[0]?.resolve(2);
  await settle();
  expect(sent[1]?.version).toBe(9);
});

test("a gateway's 503 is no answer: the same key is sent again", async () => {
  const { world, sent, done, add } = anOutbox();
  add("a");
  sent[0]?.reject(new Refusal(503, "unreadable", "The server answered 503"));
  await settle();
  await world.pass(500);
  expect(sent.map((s) => s.key)).toEqual(["a", "a"]);
  expect(done).toEqual([]);
});

test.each([
  [500, "fault"],
  [503, "not_ready"],
])(
  "a server at a loss (%i %s) is asked again for a minute, in order and under the same key",
  async (status, code) => {
    const { world, sent, done, add } = anOutbox();
    add("a");
    add("b");
    const until = world.now + 60_000;
    while (world.now < until) {
      sent.at(-1)?.reject(new Refusal(status, code, "Please try again"));
      await settle();
      await world.pass(15_000);
    }
    expect(new Set(sent.map((s) => s.key))).toEqual(new Set(["a"]));
    expect(done).toEqual([]);
    sent.at(-1)?.resolve(2);
    await settle();
    expect(done).toEqual(["a accepted"]);
    expect(sent.at(-1)?.key).toBe("b");
  },
);

test("a refusal is no fault: it comes back at once", async () => {
  const { sent, done, add } = anOutbox();
  add("a");
  sent[0]?.reject(new Refusal(409, "stage_full", "Treatment is full: 4 of 4"));
  await settle();
  expect(done).toEqual(["a refused"]);
});

test("patience ends, and the person is told", async () => {
  const { world, sent, done, add } = anOutbox();
  add("a");
  for (let i = 0; i < 14; i++) {
    sent.at(-1)?.reject(new Error("no answer"));
    await settle();
    await world.pass(20_000);
  }
  expect(done).toEqual(["a refused"]);
});

test("while the line is down nothing is sent and nothing is given up", async () => {
  const { world, outbox, sent, done, add } = anOutbox();
  add("a");
  outbox.hold();
  sent[0]?.reject(new Error("no answer"));
  await settle();
  await world.pass(600_000);
  expect(sent.length).toBe(1);
  expect(done).toEqual([]);
  outbox.release();
  expect(sent.map((s) => s.key)).toEqual(["a", "a"]);
});

test("cards do not wait for each other", () => {
  const { sent, add } = anOutbox();
  add("a", "c1");
  add("b", "c2");
  expect(sent.map((s) => s.key)).toEqual(["a", "b"]);
});
