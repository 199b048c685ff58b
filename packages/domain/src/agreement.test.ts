import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, emptyBoard, put } from "./board/fold.ts";
import type { CardSummary } from "./board/summary.ts";
import type { Card } from "./card.ts";
import { legalMoves } from "./legal.ts";
import type { Stage } from "./lifecycle.ts";
import { gapFor } from "./rank.ts";
import { isRejection } from "./rejection.ts";
import { Clinic, journey, journeyGuards } from "./testing/index.ts";

/** So little room that limits are met. */
const narrow = {
  ...journey,
  stages: journey.stages.map((stage) => (stage.wip ? { ...stage, wip: { ...stage.wip, limit: 2 } } : stage)),
};
const places = journey.stages.flatMap((stage) => stage.states.map((state) => `${stage.id}.${state}`));

/** A practice with cards anywhere, some with their papers in order. */
const practice = fc
  .array(
    fc.record({
      at: fc.constantFrom(...places, "treatment.in_room", "scheduling.booked"),
      location: fc.constantFrom("main", "main", "north"),
      complete: fc.boolean(),
      paid: fc.boolean(),
    }),
    { minLength: 1, maxLength: 9, size: "max" },
  )
  .map((cards) => {
    const clinic = new Clinic(narrow);
    for (const [n, { at, location, complete, paid }] of cards.entries())
      clinic.ask(`c-${n}`, {
        ...{ type: "create", card: "referral", location, patient: "p-1", at },
        fields: { "documentation.complete": complete, "claim.status": paid ? "paid" : "open" },
      });
    return clinic;
  });

/** What the server tells a board of a card's guards; the board itself cannot judge them. */
function refusedOf(card: Card): Record<string, string> {
  const moves = journey.stages.find((stage) => stage.id === card.stage)?.moves ?? [];
  const shut = moves.filter(({ guard }) => guard !== null && !journeyGuards[guard]?.(card));
  return Object.fromEntries(shut.map((move) => [move.to, "The guard says no"]));
}

const summaryOf = (card: Card): CardSummary => ({
  ...{ id: card.id, version: card.version, stage: card.stage, state: card.state, rank: card.rank },
  ...{ type: card.type, location: card.location, patient: { id: card.patient, display: "A. B." } },
  ...{ assignee: card.assignee, labels: card.labels, due: null, waitingFor: null, automated: false },
  ...{ enteredStageAt: card.enteredStageAt, appointmentStart: null, refused: refusedOf(card) },
});

describe("board and server agree", () => {
  const boardOf = (clinic: Clinic) => put(emptyBoard, 1, [...clinic.cards.values()].map(summaryOf));

  it("on every column a card may be dropped on, and on the sentence where it may not", () => {
    const property = fc.property(practice, (clinic) => {
      const columns = columnsOf(boardOf(clinic).cards.values());
      const count = (stage: Stage, location: string) => {
        const cards = columns.get(stage.id) ?? [];
        return stage.wip?.per === "location"
          ? cards.filter((card) => card.location === location).length
          : cards.length;
      };
      for (const card of boardOf(clinic).cards.values()) {
        const server = journey.stages.map(({ id: to }) => {
          const decided = clinic.consider(card.id, { type: "move", to });
          return [to, isRejection(decided) ? decided.because : null];
        });
        expect(legalMoves(narrow, card, count)).toEqual(Object.fromEntries(server));
      }
    });
    fc.assert(property, { numRuns: 200 });
  });

  it("on where it then stands among the others", () => {
    const beside = fc.option(fc.nat(9), { nil: null });
    const property = fc.property(practice, fc.nat(9), beside, beside, (clinic, which, above, below) => {
      const card = [...clinic.cards.values()][which % clinic.cards.size] as Card;
      const columns = columnsOf(boardOf(clinic).cards.values());
      const others = (columns.get(card.stage) ?? []).filter((other) => other.id !== card.id);
      const [after, before] = [above, below].map((n) => (n === null ? null : (others[n]?.id ?? "c-gone")));
      if (!after && !before) return;
      const gap = gapFor(others, after ?? null, before ?? null);
      clinic.ask(card.id, { type: "move", to: card.stage, after: after ?? null, before: before ?? null });
      const rank = clinic.cards.get(card.id)?.rank ?? "";
      expect((gap.after ?? "") < rank && (gap.before === null || rank < gap.before)).toBe(true);
    });
    fc.assert(property, { numRuns: 200 });
  });
});
