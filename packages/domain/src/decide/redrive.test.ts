import { expect, it } from "vitest";
import { event } from "../events.ts";
import { isRejection } from "../rejection.ts";
import { fact, worldOf } from "../testing/index.ts";
import { redrive } from "./redrive.ts";

const call = { connector: "lab", op: "tell" };
const card = { kind: "card", id: "c-1" } as const;
const dead = (subject: { readonly kind: "card" | "practice"; readonly id: string }) =>
  fact("delivery", { status: "dead", subject, call }, "e-1");
const asked = (of: { readonly kind: "card" | "practice"; readonly id: string }, row = dead(card)) =>
  redrive(of, { type: "redrive", effect: "e-1" }, worldOf({ facts: [row] }));

it("begins anew what was given up of a card, or of the practice whatever it calls itself there", () => {
  const anew = [event("delivery.redriven", { effect: "e-1", call })];
  expect(asked(card)).toEqual(anew);
  expect(asked({ kind: "practice", id: "main" }, dead({ kind: "practice", id: "own" }))).toEqual(anew);
});

it.each([
  ["another card's", { kind: "card", id: "c-2" } as const, dead(card), "delivery_unknown"],
  [
    "a card's, asked of the practice",
    { kind: "practice", id: "c-1" } as const,
    dead(card),
    "delivery_unknown",
  ],
  ["what there is not", card, fact("delivery", null, "e-1"), "delivery_unknown"],
  [
    "what was sent",
    card,
    fact("delivery", { status: "sent", subject: card, call: null }, "e-1"),
    "delivery_not_dead",
  ],
  [
    "what is still tried",
    card,
    fact("delivery", { status: "pending", subject: card, call: null }, "e-1"),
    "delivery_not_dead",
  ],
])("refuses %s", (_, of, row, code) => {
  const refused = asked(of, row);
  expect(isRejection(refused) && refused.code).toBe(code);
});
