import type { Instant } from "@corridor/domain";
import type { RunCount } from "@corridor/engine/ports";
import type { RuleHealth } from "@corridor/protocol";
import type { Rule, Ruleset } from "@corridor/rules";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { UNHEALTHY, WRONG } from "./errors-within-hour.ts";

const DAY_MS = 86_400_000;

/**
 * How each rule has fared in the last so many days, under whichever of its ids. What went wrong before these rules
 * decided, at `activatedAt`, may have been mended by them and makes nothing unhealthy.
 */
export async function healthOf(
  { row }: OpenPractice,
  { history, worklist }: Backing,
  { rules }: Ruleset,
  days: number,
  activatedAt: Instant | null,
): Promise<(rule: Rule) => RuleHealth> {
  const since = fromEpochMs(toEpochMs(await worklist.now()) - days * DAY_MS);
  const lately = activatedAt !== null && activatedAt > since ? activatedAt : since;
  const ids = rules.flatMap(({ id, was }) => [id, ...was]);
  const [counts, unhealthy] = await Promise.all([
    history.runs(row.id, ids, since),
    history.bursts(row.id, ids, lately, UNHEALTHY),
  ]);
  return ({ id, was }) => {
    const own = counts.filter(({ rule }) => rule === id || was.includes(rule));
    return healthFrom(own, unhealthy.get(id) ?? null);
  };
}

function healthFrom(counts: readonly RunCount[], unhealthy: Instant | null): RuleHealth {
  const of = (...outcomes: readonly RunCount["outcome"][]) =>
    counts.reduce((sum, { outcome, count }) => sum + (outcomes.includes(outcome) ? count : 0), 0);
  const lasts = counts.filter(({ outcome }) => outcome !== "paused").map(({ last }) => last);
  return {
    fired: of("fired"),
    refused: of("refused"),
    errors: of(...WRONG),
    unhealthy,
    shadow: of("shadow"),
    paused: of("paused"),
    lastRun: lasts.sort().at(-1) ?? null,
  };
}
