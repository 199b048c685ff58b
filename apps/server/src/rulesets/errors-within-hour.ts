import type { Burst, RunOutcome } from "@corridor/engine/ports";
import type { Rule, Ruleset } from "@corridor/rules";
import { fromEpochMs } from "@corridor/time";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";

const HOUR_MS = 3_600_000;
/** A condition or a value could not be told. */
export const WRONG: readonly RunOutcome[] = ["error", "unknown"];
/** A rule that goes wrong so often within an hour is not healthy. */
export const UNHEALTHY: Burst = { outcomes: WRONG, many: 5, withinMs: HOUR_MS };

/** The rules that have gone wrong so often within the last hour that they are not healthy. */
export async function errorsWithinHour(
  { row }: OpenPractice,
  { history }: Backing,
  { rules }: Ruleset,
  now: number,
): Promise<readonly { readonly rule: Rule; readonly count: number }[]> {
  const ids = rules.map(({ id }) => id);
  const counts = await history.runs(row.id, ids, fromEpochMs(now - HOUR_MS));
  return rules.flatMap((rule) => {
    const own = counts.filter((one) => one.rule === rule.id && WRONG.includes(one.outcome));
    const count = own.reduce((sum, one) => sum + one.count, 0);
    return count >= UNHEALTHY.many ? [{ rule, count }] : [];
  });
}
