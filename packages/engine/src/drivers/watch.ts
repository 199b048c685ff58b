import { subjectKey } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import type { History } from "../ports/history.ts";
import type { Recorded, State } from "../ports/ledger.ts";
import type { Trace } from "../step/trace.ts";
import { afterRecorded, blankState } from "./states.ts";
import { watched } from "./watched.ts";

/** A decision and every look at a rule that was part of it. */
export interface Seen {
  readonly decision: Recorded;
  readonly traces: readonly Trace[];
}

/**
 * Follows a history from its beginning and steps each decision again to see the rules that were looked at. What it
 * has seen it remembers, so that each is stepped once, however often it is asked what is new.
 */
export class Watch {
  readonly #states = new Map<string, State>();
  #seen = 0;

  /** The decisions since it was last asked, in the order of the history. */
  async news(
    practice: string,
    history: Pick<History, "decisions">,
    rulesetOf: (hash: string) => Promise<Ruleset>,
  ): Promise<readonly Seen[]> {
    const fresh: Seen[] = [];
    let n = 0;
    for await (const page of history.decisions(practice))
      for (const { events, ...decision } of page) {
        n += 1;
        if (n <= this.#seen) continue;
        const key = subjectKey(decision.input.subject);
        const before = this.#states.get(key) ?? blankState(decision.input.subject);
        const after = afterRecorded(before, decision, events);
        const looks = await watched({ decision, before, after, events }, rulesetOf);
        fresh.push({ decision, traces: looks.map(({ trace }) => trace) });
        this.#states.set(key, after);
      }
    this.#seen = n;
    return fresh;
  }
}
