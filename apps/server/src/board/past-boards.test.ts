import type { History } from "@corridor/engine/ports";
import { expect, test } from "vitest";
import { practiceFixture } from "../testing/practice-fixture.ts";
import { PastBoards } from "./past-boards.ts";

/** A history of so many empty pages that counts how many are walked at once. */
function counted(pages: number) {
  const seen = { walks: 0, running: 0, most: 0 };
  const walk = async function* () {
    seen.walks += 1;
    seen.most = Math.max(seen.most, (seen.running += 1));
    for (let n = 0; n < pages; n += 1) yield [];
    seen.running -= 1;
  };
  const decisions = async function* () {};
  return { seen, history: { walk, decisions } as unknown as History };
}

test("boards of the past are folded one at a time, and the last few are kept", async () => {
  const { seen, history } = counted(3);
  const boards = new PastBoards("main", history);
  await Promise.all([1, 2, 3, 1, 2, 3].map((seq) => boards.at(seq)));
  expect(seen).toEqual({ walks: 3, running: 0, most: 1 });
  await Promise.all([4, 5].map((seq) => boards.at(seq)));
  await boards.at(2);
  expect(seen.walks).toBe(5);
  await boards.at(1);
  expect(seen.walks).toBe(6);
});

test("others have their turn while a long history is folded", async () => {
  const boards = new PastBoards("main", counted(50).history);
  let [turns, busy] = [0, true];
  const count = (): void => {
    turns += 1;
    if (busy) setImmediate(count);
  };
  setImmediate(count);
  await boards.at(7);
  busy = false;
  expect(turns).toBeGreaterThan(40);
});

test("a fold that failed is tried again, and keeps nobody waiting", async () => {
  let fails = true;
  const { history } = counted(1);
  const walk: History["walk"] = (practice, until) => {
    if (fails) throw new Error("away");
    return history.walk(practice, until);
  };
  const boards = new PastBoards("main", { ...history, walk });
  await expect(boards.at(1)).rejects.toThrow("away");
  fails = false;
  await expect(boards.at(2)).resolves.toEqual([]);
  await expect(boards.at(1)).resolves.toEqual([]);
});

test("asked again for the same number, the board is the same", async () => {
  const house = await practiceFixture();
  await house.card();
  const path = `/board?seq=${house.practice.crier.seq}`;
  const all = await Promise.all([1, 2, 3].map(() => house.ask("GET", path)));
  expect(all[0]?.body.cards).toHaveLength(1);
  for (const { text } of all) expect(text).toBe(all[0]?.text);
  await house.close();
});
