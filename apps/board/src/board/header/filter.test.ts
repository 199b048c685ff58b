import { expect, test } from "vitest";
import { syntheticCards } from "../../testing/cards.ts";
import { everything, isShown, shownOf } from "./filter.ts";

const now = Date.parse("2026-11-22T12:00:00.000Z");
const cards = syntheticCards(34, now);

test("everything is the very same array", () => {
  expect(shownOf(cards, everything, "jo", now)).toBe(cards);
});

test("mine, a place, and a name narrow it together", () => {
  const shown = shownOf(cards, { ...everything, mine: true, location: "main" }, "jo", now);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.every((card) => card.assignee === "jo" && card.location === "main")).toBe(true);
});

test("due means overdue or within the hour", () => {
  const shown = shownOf(cards, { ...everything, due: true }, "jo", now);
  expect(shown.every((card) => card.due !== null && Date.parse(card.due) <= now + 3_600_000)).toBe(true);
});

test("a visit that has been is not due", () => {
  const [card] = cards;
  const was = "2026-11-20T12:00:00.000Z";
  if (!card) throw new Error("no card");
  expect(isShown({ ...card, due: was, appointmentStart: was }, { ...everything, due: true }, "jo", now)).toBe(
    false,
  );
});

test("accents and case do not matter in a name", () => {
  const [card] = cards;
  if (!card) throw new Error("no card");
  const tomas = { ...card, patient: { id: "p", display: "Tomás Reis" } };
  expect(isShown(tomas, { ...everything, text: "TOMAS" }, "jo", now)).toBe(true);
});
