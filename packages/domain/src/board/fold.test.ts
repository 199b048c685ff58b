import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EARLIER } from "../testing/index.ts";
import { type BoardState, columnsOf, emptyBoard, put } from "./fold.ts";
import type { CardChange, CardSummary } from "./summary.ts";

const summary = (id: string, version: number, part: Partial<CardSummary> = {}): CardSummary => ({
  ...{ id, version, stage: "intake", state: "new", rank: "a0", type: "referral", location: "main" },
  ...{ patient: { id: "p-1", display: "A. B." }, assignee: null, labels: [], due: null, waitingFor: null },
  ...{ enteredStageAt: EARLIER, appointmentStart: null, refused: {}, automated: false },
  ...part,
});

const gone = (id: string): CardChange => ({ id, gone: true });
const board = (...cards: CardSummary[]): BoardState => put(emptyBoard, 1, cards);
const shown = (state: BoardState) => [...state.cards.values()].map(({ id, version }) => `${id}@${version}`);

describe("a board", () => {
  it("begins with nothing", () => {
    expect(emptyBoard).toEqual({ seq: 0, cards: new Map() });
  });

  it("puts a card it did not show", () => {
    expect(shown(put(emptyBoard, 1, [summary("a", 1)]))).toEqual(["a@1"]);
  });

  it("puts a newer version over the one it shows", () => {
    const after = put(board(summary("a", 1)), 2, [summary("a", 2, { stage: "billing" })]);
    expect(after.cards.get("a")?.stage).toBe("billing");
  });

  it("passes over an older version", () => {
    expect(shown(put(board(summary("a", 3)), 2, [summary("a", 2)]))).toEqual(["a@3"]);
  });

  it("takes the same version again: a summary may change while the card does not", () => {
    const due = put(board(summary("a", 3)), 2, [summary("a", 3, { due: EARLIER })]);
    expect(due.cards.get("a")?.due).toBe(EARLIER);
  });

  it("removes a card that is gone", () => {
    expect(shown(put(board(summary("a", 1), summary("b", 1)), 2, [gone("a")]))).toEqual(["b@1"]);
  });

  it("is not troubled by a card that was gone already", () => {
    expect(shown(put(board(summary("a", 1)), 2, [gone("z")]))).toEqual(["a@1"]);
  });

  it("puts a card that comes back", () => {
    const left = put(board(summary("a", 5)), 2, [gone("a")]);
    expect(shown(put(left, 3, [summary("a", 6)]))).toEqual(["a@6"]);
  });

  it("takes several changes in their order", () => {
    expect(shown(put(emptyBoard, 1, [summary("a", 1), gone("a"), summary("a", 2)]))).toEqual(["a@2"]);
  });

  it("counts on also where this view sees no change", () => {
    const before = board(summary("a", 1));
    const after = put(before, 9, []);
    expect(after.seq).toBe(9);
    expect(after.cards).toBe(before.cards);
  });

  it("leaves the board that was as it was", () => {
    const before = board(summary("a", 1));
    put(before, 2, [gone("a"), summary("b", 1)]);
    expect(shown(before)).toEqual(["a@1"]);
  });
});

describe("the columns of a board", () => {
  it("hold their cards by rank, then by id", () => {
    const cards = [
      summary("c", 1, { rank: "a1" }),
      summary("b", 1, { rank: "a0" }),
      summary("a", 1, { rank: "a1" }),
      summary("z", 1, { rank: "a0", stage: "billing" }),
    ];
    const columns = [...columnsOf(cards)].map(([stage, column]) => [stage, column.map((card) => card.id)]);
    expect(columns).toEqual([
      ["intake", ["b", "a", "c"]],
      ["billing", ["z"]],
    ]);
  });

  it("are none where there are no cards", () => {
    expect(columnsOf([]).size).toBe(0);
  });
});

describe("however the changes come", () => {
  const id = fc.constantFrom("a", "b", "c");
  const change: fc.Arbitrary<CardChange> = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(id, fc.nat(9)).map(([card, version]) => summary(card, version)) },
    { weight: 1, arbitrary: id.map(gone) },
  );
  const changes = fc.array(change, { maxLength: 30 });

  it("one at a time or many at once, the board is the same", () => {
    fc.assert(
      fc.property(changes, (all) => {
        const single = all.reduce((state, one) => put(state, 1, [one]), emptyBoard);
        expect(single.cards).toEqual(put(emptyBoard, 1, all).cards);
      }),
    );
  });

  it("a frame that comes twice changes nothing, unless something went", () => {
    const puts = fc.array(fc.tuple(id, fc.nat(9)).map(([card, version]) => summary(card, version)));
    fc.assert(
      fc.property(puts, (frame) => {
        const once = put(emptyBoard, 1, frame);
        expect(put(once, 1, frame)).toEqual(once);
      }),
    );
  });

  it("every card shown stands in exactly one column", () => {
    fc.assert(
      fc.property(changes, (all) => {
        const { cards } = put(emptyBoard, 1, all);
        const inColumns = [...columnsOf(cards.values()).values()].flat().map((card) => card.id);
        expect(inColumns.sort()).toEqual([...cards.keys()].sort());
      }),
    );
  });
});
