import { event, type Instant, type NewEvent } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { Input } from "../ports/ledger.ts";
import { effectKey } from "./effect-key.ts";

const DAY_MS = 24 * 3_600_000;

/** What a rule should have done, on no card that could say so by itself, and why it could not. */
interface NotDone {
  readonly rule: string;
  readonly because: string | null;
  readonly input: Input;
  readonly now: Instant;
}

/**
 * Where automation has stopped and there is no card to put before a person, they are told: the rule's owner, or the
 * managers, and not again within a day. What is said is of the rule; no value is in it.
 */
export function notDone({ rule: id, because, input, now }: NotDone, ruleset: Ruleset): NewEvent {
  const rule = ruleset.rule(id);
  const to = rule?.owner ?? { role: "manager", person: null };
  const why = because === null ? "" : `: ${because}`;
  return event("notice.queued", {
    effect: effectKey(id, input.subject.id, `not done:${input.id}`, ""),
    ...{ to, via: ["board"], notBefore: null },
    text: [`“${rule?.name ?? id}” (${id}) could not be done${why}. It waits for nobody: look at the rule`],
    group: {
      key: JSON.stringify(["not done", id]),
      ...{ until: null, apart: 1, quietUntil: fromEpochMs(toEpochMs(now) + DAY_MS) },
    },
  });
}
