import type { Event } from "@corridor/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";
import { missed, TooFar } from "./catch-up.ts";

let house: PracticeFixture;
beforeAll(async () => {
  house = await practiceFixture();
});
afterAll(() => house.close());

const comment = (card: string, key: string) =>
  house.ask("POST", `/cards/${card}/commands`, {
    body: { type: "comment", text: "once" },
    headers: { "if-match": "*", "idempotency-key": key },
  });

async function framesAfter(after: number): Promise<readonly { from: number; to: number }[]> {
  const { crier, mirror, views } = house.practice;
  const frames: { from: number; to: number }[] = [];
  const ports = { crier, mirror, history: house.backing.history };
  for await (const frame of missed(ports, () => views.of("manager", null), after))
    frames.push(JSON.parse(frame) as { from: number; to: number });
  return frames;
}

test("a key sent sixty times at once leaves no number twice in what is kept for those who were away", {
  timeout: 30_000,
}, async () => {
  const card = await house.card();
  await Promise.all(Array.from({ length: 600 }, (_, n) => comment(card, `before-${n}`)));
  await Promise.all(Array.from({ length: 60 }, () => comment(card, "the-same")));
  const { crier } = house.practice;
  const last = await eventsAfter(crier.seq - 1);
  crier.committed({ ...nothing, events: [...last, ...last].map((one) => ({ ...one, seq: one.seq + 1 })) });
  expect(crier.recent(crier.seq - 560, 1_000)?.map(({ seq }) => seq)).toEqual(
    Array.from({ length: 560 }, (_, n) => crier.seq - 559 + n),
  );
  expect((await framesAfter(crier.seq - 560)).at(-1)?.to).toBe(crier.seq);
});

test("a page that does not go forward ends in loading anew, not in asking for ever", async () => {
  const { crier, mirror, views } = house.practice;
  const stuck = await eventsAfter(0);
  const history = { ...house.backing.history, events: async () => stuck.slice(0, 1) };
  const still = { seq: crier.seq, recent: () => null } as unknown as typeof crier;
  const asking = async () => {
    const ports = { crier: still, mirror, history };
    for await (const _ of missed(ports, () => views.of("manager", null), crier.seq - 3)) continue;
  };
  await expect(asking()).rejects.toThrow(TooFar);
});

test("others have their turn between two pages", async () => {
  const turns: number[] = [];
  let busy = true;
  const count = (): void => {
    turns.push(1);
    if (busy) setImmediate(count);
  };
  setImmediate(count);
  const frames = await framesAfter(house.practice.crier.seq - 560);
  busy = false;
  expect(frames.length).toBeGreaterThan(1);
  expect(turns.length).toBeGreaterThanOrEqual(frames.length);
});

const nothing = { practice: "main", after: [], effects: [], clocks: false };
const eventsAfter = (after: number): Promise<readonly Event[]> =>
  house.backing.history.events("main", { after, limit: 1_000 });
