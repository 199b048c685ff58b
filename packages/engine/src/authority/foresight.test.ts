import { expect, test } from "vitest";
import type { Input } from "../ports/ledger.ts";
import { aCard } from "../testing/contract/given.ts";
import { Foresight } from "./foresight.ts";

const moving = (card: string, more: Partial<Input> = {}): Input => ({
  ...{
    id: `move-${card}`,
    subject: { kind: "card", id: card },
    actor: { kind: "user", id: "ana", role: "nurse" },
  },
  ...{ ask: { command: { type: "move", to: "visit" } }, expected: 1, cause: null, path: [], depth: 0 },
  ...{ keyed: true, fingerprint: "", ...more },
});

test("what one card's move has read is guessed for the next card's, by its own names", () => {
  const foresight = new Foresight();
  const [first, second] = [aCard({ patient: "pat|1" }), aCard({ patient: "pat2", location: "north" })];
  expect(foresight.keysOf(moving(first.id), first)).toEqual([]);
  const facts = {
    [`gap|visit|||${first.id}`]: { after: null, before: null },
    [`wip|visit|${first.location}`]: 2,
    "patient|pat%7C1": null,
  };
  foresight.learn(moving(first.id), { kind: "card", card: first, timers: [], reconciled: null }, facts);
  expect(foresight.keysOf(moving(second.id), second)).toEqual([
    `gap|visit|||${second.id}`,
    "wip|visit|north",
    "patient|pat2",
  ]);
  expect(foresight.keysOf(moving(second.id), { ...second, stage: "elsewhere" })).toEqual([]);
});

test("nothing is guessed that holds a number or a time: whatever was sent would reach the ledger unread", () => {
  const foresight = new Foresight();
  const card = aCard();
  const facts = { [`touched|${card.id}|1`]: [], "booked|dr|2026-11-02T14:00:00.000Z|30|c1": null };
  foresight.learn(moving(card.id), { kind: "card", card, timers: [], reconciled: null }, facts);
  expect(foresight.keysOf(moving(card.id, { expected: null }), card)).toEqual([]);
});
