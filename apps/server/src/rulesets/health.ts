import type { RunCount } from "@corridor/engine/ports";
import type { RuleHealth } from "@corridor/protocol";
import type { Rule, Ruleset } from "@corridor/rules";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";

const DAY_MS = 86_400_000;

/** How each rule has fared in the last so many days, under whichever of its ids. */
export async function healthOf(
  { row }: OpenPractice,
  { history, worklist }: Backing,
  { rules }: Ruleset,
  days: number,
): Promise<(rule: Rule) => RuleHealth> {
  const since = fromEpochMs(toEpochMs(await worklist.now()) - days * DAY_MS);
  const ids = rules.flatMap(({ id, was }) => [id, ...was]);
  const counts = await history.runs(row.id, ids, since);
  return ({ id, was }) => healthFrom(counts.filter(({ rule }) => rule === id || was.includes(rule)));
}

function healthFrom(counts: readonly RunCount[]): RuleHealth {
  const of = (...outcomes: readonly RunCount["outcome"][]) =>
    counts.reduce((sum, { outcome, count }) => sum + (outcomes.includes(outcome) ? count : 0), 0);
  const lasts = counts.filter(({ outcome }) => outcome !== "paused").map(({ last }) => last);
  return {
    fired: of("fired"),
    refused: of("refused"),
    errors: of("error", "unknown"),
    shadow: of("shadow"),
    paused: of("paused"),
    lastRun: lasts.sort().at(-1) ?? null,
  };
}
