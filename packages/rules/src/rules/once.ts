import type { Instant } from "@corridor/domain";
import {
  type CalendarDuration,
  dayIn,
  type ElapsedDuration,
  parseDuration,
  shift,
  timeIn,
} from "@corridor/time";
import type { Barred, Env, Timer } from "../model.ts";
import type { Cursor } from "../reading/index.ts";
import { inside } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";
import type { Once as Spec } from "./schema.ts";

/**
 * How often a rule may act on one card, where that is less than for every occurrence. What it remembers is a clock of
 * the card that has rung: kept with the card, written with what the rule did, known to replay, and left alone by an
 * undo, so that what was withdrawn does not happen again by itself.
 */
export interface Once {
  /** That the rule has acted as often as it may, or null. */
  spent(env: Env, timers: readonly Timer[]): Barred | null;
  /** What is remembered of its acting now. */
  memory(env: Env): Timer;
}

/** `once` of a rule. Null where each occurrence counts for itself: that a rule acts once for each is the engine's business. */
export function readOnce(spec: Spec | undefined, rule: string, at: Cursor, ground: Ground): Once | null {
  const { per, every } = typeof spec === "string" ? { per: spec } : { per: "occurrence", ...spec };
  const pause = every === undefined ? null : readPause(every, per, inside(at, "every"), ground);
  if (per === "occurrence") return null;
  const zone = ground.practice.rules.timezone;
  const keyIn = ({ card }: Env): string =>
    per === "card" ? `once:${rule}/${card.id}` : `once:${rule}/${card.id}@${card.enteredStageAt}`;
  return {
    spent(env, timers) {
      const key = keyIn(env);
      const at = timers.find((timer) => timer.key === key)?.since ?? null;
      if (at === null) return null;
      const until = pause && shift(at, pause, zone);
      if (until !== null && env.now >= until) return null;
      return { outcome: "duplicate", because: said(per, at, until, zone) };
    },
    memory: (env) => ({
      ...{ key: keyIn(env), card: env.card.id, rule, trigger: 0, step: 0 },
      ...{ due: null, anchor: null, since: env.now, sig: "once" },
    }),
  };
}

function readPause(
  text: string,
  per: string,
  at: Cursor,
  { findings }: Ground,
): ElapsedDuration | CalendarDuration | null {
  const duration = parseDuration(text);
  if (per !== "card")
    findings.error("shape-value", at, "`every` says how long a card is left alone: it goes with `per: card`");
  if ("error" in duration) return null;
  if (duration.kind !== "business") return duration;
  findings.error(
    "shape-value",
    at,
    "`every` counts hours as they pass or days on the wall, not business time",
  );
  return null;
}

function said(per: string, at: Instant, until: Instant | null, zone: string): string {
  const time = (instant: Instant): string => `${dayIn(instant, zone)} ${timeIn(instant, zone)}`;
  if (until !== null) return `It acted on this card on ${time(at)} and leaves it alone until ${time(until)}`;
  return `It acted on ${time(at)}, and acts once ${per === "card" ? "on a card" : "for each time the card enters a stage"}`;
}
