import type { Actor, Instant } from "@corridor/domain";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import { expect, it } from "vitest";
import type { RunOutcome } from "../../ports/index.ts";
import { aCard, commit, onCard, USER } from "./given.ts";
import type { Bench, Part } from "./opened.ts";

const SYSTEM: Actor = { kind: "timer", id: "clock", role: "system" };
const HOUR_MS = 3_600_000;

interface Ran {
  readonly card: string;
  readonly outcome?: RunOutcome;
  readonly rule?: string;
  readonly actor?: Actor;
}

/** One commit in which all of this ran. Returns its instant; the next is a later one. */
async function ran({ store }: Bench, practice: string, ...all: readonly Ran[]): Promise<Instant> {
  const now = await store.worklist.now();
  for (const { card, outcome = "fired", rule = "remind", actor = SYSTEM } of all) {
    const decision = onCard(aCard({ id: card }), { input: { actor }, events: [], runs: [{ rule, outcome }] });
    await commit(store.ledger, practice, { ...decision, now });
  }
  return now;
}

/** Resolves when so many milliseconds have gone by on the store's own clock. */
async function later({ store }: Bench, ms: number): Promise<void> {
  const until = fromEpochMs(toEpochMs(await store.worklist.now()) + ms);
  while ((await store.worklist.now()) < until) continue;
}

/** How rules fared, counted from what was decided. */
export const ruleRuns: Part = (bench) => {
  it("are counted by outcome since an instant", async () => {
    const on = bench();
    const p = await on.practice();
    await ran(on, p, { card: "a" });
    await later(on, 5);
    const since = await ran(on, p, { card: "a" }, { card: "b" }, { card: "a", outcome: "error" });
    await ran(on, p, { card: "a", rule: "other" });
    const counts = await on.store.history.runs(p, ["remind", "never"], since);
    expect(counts.toSorted((a, b) => b.count - a.count)).toMatchObject([
      { rule: "remind", outcome: "fired", count: 2 },
      { rule: "remind", outcome: "error", count: 1 },
    ]);
    expect(counts.every(({ last }) => last >= since)).toBe(true);
  });

  it("are told of the card where a rule fired most, without what people did themselves", async () => {
    const on = bench();
    const p = await on.practice();
    const first = await ran(
      on,
      p,
      ...["a", "a", "a", "a"].map((card) => ({ card, actor: USER })),
      ...["b", "b", "b", "c"].map((card) => ({ card })),
      { card: "c", outcome: "refused" },
      { card: "c", rule: "other" },
    );
    await later(on, 5);
    const second = await ran(on, p, { card: "c" });
    const of = (since: Instant) => on.store.history.busiest(p, ["remind", "never"], since);
    expect(await of(first)).toEqual([{ rule: "remind", card: "b", count: 3 }]);
    expect(await of(second)).toEqual([{ rule: "remind", card: "c", count: 1 }]);
    await later(on, 5);
    expect(await of(await on.store.worklist.now())).toEqual([]);
  });

  it("come to a burst when many end so within a span", async () => {
    const on = bench();
    const p = await on.practice();
    const error = { card: "a", outcome: "error" } as const;
    const first = await ran(on, p, error, { ...error, rule: "other" });
    await later(on, 200);
    await ran(on, p, error, { card: "b", outcome: "unknown" }, { card: "b" });
    const of = async (outcomes: readonly RunOutcome[], many: number, withinMs: number, since = first) => [
      ...(await on.store.history.bursts(p, ["remind", "other"], since, { outcomes, many, withinMs })).keys(),
    ];
    expect(await of(["error", "unknown"], 3, HOUR_MS)).toEqual(["remind"]);
    expect(await of(["error", "unknown"], 4, HOUR_MS)).toEqual([]);
    expect(await of(["error"], 3, HOUR_MS)).toEqual([]);
    expect(await of(["error", "unknown"], 3, 100)).toEqual([]);
    expect((await of(["error"], 1, 0)).toSorted()).toEqual(["other", "remind"]);
    const now = await on.store.worklist.now();
    expect(await of(["error"], 1, 0, fromEpochMs(toEpochMs(now) + 1_000))).toEqual([]);
  });
};
