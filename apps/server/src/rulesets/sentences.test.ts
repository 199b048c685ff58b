import { expect, test } from "vitest";
import { sentencesOf } from "./sentences.ts";

const nobody = { count: 0, first: [] };
const plan = {
  ...{ base: null, files: [], timers: [], overdue: 0, values: [], cards: 9, refused: null },
  rules: { added: [], removed: [], changed: [], renamed: [] },
  sends: { messages: 0, notices: 0, calls: 0 },
  places: [],
};
const standing = (place: string, to: string, count: number) => ({
  ...{ place, to, lifecycle: 1, cards: { ...nobody, count } },
});

test("cards that keep their place under a new lifecycle are told of together, those that would move by themselves", () => {
  const places = [
    standing("intake.new", "intake.new", 4),
    standing("visit.seen", "visit.done", 1),
    standing("visit.booked", "visit.booked", 2),
  ];
  expect(sentencesOf({ ...plan, places }, [])).toEqual([
    "6 cards keep version 1 of the lifecycle until migrated, each in its place",
    "1 card in visit.seen keeps version 1 of the lifecycle until migrated to visit.done",
  ]);
});

test("what is sent at once without a clock of a card is said too", () => {
  const sends = { messages: 0, notices: 1, calls: 0 };
  expect(sentencesOf({ ...plan, sends }, ["Too many starts at once"])).toEqual([
    "Too many starts at once",
    "Activating it would at once send 0 messages to patients, 1 notice to staff and 0 questions to connectors",
  ]);
});
