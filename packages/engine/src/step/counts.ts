import type { Actor } from "@corridor/domain";
import type { Effect } from "../ports/ledger.ts";
import { OWN_PRACTICE } from "./effects.ts";
import type { Run } from "./run.ts";

const COUNTER: Actor = { kind: "api", id: "count", role: "system" };

/** Where something happened that the practice counts, whoever counts it looks again, after the commit. */
export function countsIn(run: Run): readonly Effect[] {
  const { events, input, ruleset } = run;
  if (input.actor.kind === "import") return [];
  const counted = events.flatMap((one) => {
    const by = ruleset.timetable.countedBy(one);
    return by.length > 0 ? [{ id: one.id, by }] : [];
  });
  const [first] = counted;
  if (!first) return [];
  const triggers = [...new Set(counted.flatMap(({ by }) => by))];
  const { path, depth } = run.originOf(first);
  const subject = { kind: "practice", id: OWN_PRACTICE } as const;
  const body = { subject, command: { type: "count", triggers } as const, actor: COUNTER };
  return [{ key: `${first.id}>count`, kind: "command", subject, event: first.id, body, path, depth }];
}
