import { type Instant, timerActor } from "@corridor/domain";
import type { Timer } from "@corridor/rules";
import type { Asked, Authority } from "../authority/authority.ts";
import type { Worklist } from "../ports/history.ts";

/** Most clocks that are looked at in one go; what is left is due at once again. */
const BATCH = 200;

/**
 * Lets every clock ring that is due, in the order of (due, key), each through the one door: found here without a
 * lock, decided again under its card's. Returns the instant of the next clock, or null when none runs.
 */
export async function ring(
  practice: string,
  authority: Authority,
  worklist: Worklist,
): Promise<Instant | null> {
  const rang = new Set<string>();
  for (;;) {
    const due = await worklist.due(practice, await worklist.now(), BATCH);
    const fresh = due.filter((timer) => !rang.has(timer.key));
    // A clock that is still due after it rang is on a card that cannot be decided: the backstop tries again.
    if (fresh.length === 0) return due.length === 0 ? worklist.nextDue(practice) : null;
    await Promise.all(fresh.map((timer) => authority.execute(practice, rung(timer, practice))));
    for (const timer of fresh) rang.add(timer.key);
  }
}

function rung(timer: Timer, practice: string): Asked {
  return {
    id: timer.key,
    subject: timer.card === null ? { kind: "practice", id: practice } : { kind: "card", id: timer.card },
    actor: timerActor(timer.rule),
    ask: { timer: timer.key },
  };
}
