import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byRank, gapFor, type Ranked, rankBetween } from "./rank.ts";

const column: readonly Ranked[] = [
  { id: "a", rank: "a0" },
  { id: "b", rank: "a1" },
  { id: "c", rank: "a2" },
];

describe("a rank", () => {
  it("falls strictly between two others", () => {
    const between = rankBetween({ after: "a0", before: "a1" });
    expect(between > "a0" && between < "a1").toBe(true);
  });

  it("comes before the first and after the last", () => {
    expect(rankBetween({ after: null, before: "a0" }) < "a0").toBe(true);
    expect(rankBetween({ after: "a0", before: null }) > "a0").toBe(true);
  });

  it("is the same every time for the same gap", () => {
    const gap = { after: "a0", before: "a0V" };
    expect(rankBetween(gap)).toBe(rankBetween(gap));
  });

  it("is compared by its bytes: capitals come first", () => {
    expect(["a0", "Zz", "a0V", "a1"].map((rank) => ({ id: "x", rank })).sort(byRank)).toEqual(
      ["Zz", "a0", "a0V", "a1"].map((rank) => ({ id: "x", rank })),
    );
  });

  it("that two cards share leaves the order to their ids", () => {
    const [a, b] = [
      { id: "a", rank: "a0" },
      { id: "b", rank: "a0" },
    ];
    expect(byRank(a, b)).toBe(-1);
    expect(byRank(b, a)).toBe(1);
    expect(byRank(a, { ...a })).toBe(0);
  });
});

describe("a card that is dropped", () => {
  it("after another falls between it and the next", () => {
    expect(gapFor(column, "a", null)).toEqual({ after: "a0", before: "a1" });
  });

  it("after the last goes to the end", () => {
    expect(gapFor(column, "c", null)).toEqual({ after: "a2", before: null });
  });

  it("before another falls between it and the one above", () => {
    expect(gapFor(column, null, "b")).toEqual({ after: "a0", before: "a1" });
  });

  it("before the first goes to the top", () => {
    expect(gapFor(column, null, "a")).toEqual({ after: null, before: "a0" });
  });

  it("between two that are no longer neighbours follows the one above", () => {
    expect(gapFor(column, "a", "c")).toEqual({ after: "a0", before: "a1" });
  });

  it("beside a neighbour that has left follows the other one", () => {
    expect(gapFor(column, "gone", "c")).toEqual({ after: "a1", before: "a2" });
    expect(gapFor(column, "b", "gone")).toEqual({ after: "a1", before: "a2" });
  });

  it("beside nobody goes to the end", () => {
    expect(gapFor(column, null, null)).toEqual({ after: "a2", before: null });
    expect(gapFor(column, "gone", "gone too")).toEqual({ after: "a2", before: null });
  });

  it("into an empty column has it all", () => {
    expect(gapFor([], null, null)).toEqual({ after: null, before: null });
    expect(gapFor([], "gone", "gone too")).toEqual({ after: null, before: null });
  });
});

describe("cards that share a rank", () => {
  const tied = [
    { id: "a", rank: "a0" },
    { id: "b", rank: "a1" },
    { id: "c", rank: "a1" },
    { id: "d", rank: "a2" },
  ];

  it("are stepped over together by one dropped after the first", () => {
    expect(gapFor(tied, "b", null)).toEqual({ after: "a1", before: "a2" });
  });

  it("are stepped over together by one dropped before the second", () => {
    expect(gapFor(tied, null, "c")).toEqual({ after: "a0", before: "a1" });
  });

  it("and end the column still leave room below", () => {
    expect(gapFor(tied.slice(0, 3), "b", "c")).toEqual({ after: "a1", before: null });
  });

  it("and begin the column still leave room above", () => {
    expect(gapFor(tied.slice(1), null, "c")).toEqual({ after: null, before: "a1" });
  });
});

describe("however cards are dropped into one column", () => {
  const drop = fc.record({
    after: fc.option(fc.nat(30), { nil: null }),
    before: fc.option(fc.nat(30), { nil: null }),
  });

  it("their ranks are strictly ordered, and each stands beside the neighbour it named", () => {
    fc.assert(
      fc.property(fc.array(drop, { maxLength: 60 }), (drops) => {
        let cards: Ranked[] = [];
        for (const [n, { after, before }] of drops.entries()) {
          const name = (i: number | null) => (i === null ? null : (cards[i]?.id ?? "gone"));
          const [above, below] = [name(after), name(before)];
          const id = `c-${n}`;
          cards = [...cards, { id, rank: rankBetween(gapFor(cards, above, below)) }].sort(byRank);
          const at = cards.findIndex((card) => card.id === id);
          if (above && above !== "gone") expect(cards[at - 1]?.id).toBe(above);
          else if (below && below !== "gone") expect(cards[at + 1]?.id).toBe(below);
          else expect(at).toBe(cards.length - 1);
        }
        expect(new Set(cards.map((card) => card.rank)).size).toBe(cards.length);
      }),
    );
  });

  it("a rank grows by one letter in some five drops at the worst", () => {
    let before = "a1";
    for (let n = 0; n < 200; n++) before = rankBetween({ after: "a0", before });
    expect(before.length).toBeLessThan(50);
  });
});
