import { type Duration, parseDuration } from "@corridor/time";
import { inside } from "../reading/index.ts";
import type { PlacedDeed, RuleSummary, Start } from "../summary/index.ts";
import { type Analysis, begun, placeOf, type Subject, when } from "./analysis.ts";
import { and, forgetting } from "./facts.ts";

/** Ladders that are started so shortly before a time that it comes before the last person is told. */
export const laddersLongerThanTheirTime: Analysis = (subject) => {
  for (const rule of subject.rules)
    for (const placed of rule.deeds)
      for (const { start } of rule.starts)
        if (start.kind === "time" && start.before) check(subject, placed, start);
};

/** Ladders that a rule begins where what ends them is so already: nobody is ever told. */
export const laddersOverAsTheyBegin: Analysis = (subject) => {
  const { knowledge, policies, findings } = subject;
  for (const rule of subject.rules)
    for (const placed of rule.deeds) {
      const policy = placed.deed.kind === "ladder" ? policies.get(placed.deed.policy) : undefined;
      if (!policy?.done) continue;
      // What the rule itself changes on the way is not so any more when the ladder begins.
      const there = forgetting(when(subject, placed, begun(subject, rule)), writtenBy(rule));
      const goesOn = knowledge.consistent(and(there, knowledge.when(policy.done, false)));
      if (there.length === 0 || goesOn.length > 0) continue;
      const message = `The ladder \`${policy.id}\` is over as it begins: what ends it (\`done_when\`, ${placeOf(inside(policy.at, "done_when"))}) is so already whenever this rule acts. Ask for something else there, or start it elsewhere`;
      findings.warning("ladder-over", inside(placed.at, "policy"), message);
    }
};

function writtenBy({ deeds }: RuleSummary): ReadonlySet<string> {
  return new Set(
    deeds.flatMap(({ deed }) => {
      if (deed.kind === "field") return [`card.${deed.field}`, `has card.${deed.field}`];
      if (deed.kind === "place") return ["card.stage", "card.state"];
      if (deed.kind === "labels") return [...deed.add, ...deed.remove].map((name) => `label ${name}`);
      return deed.kind === "owner" ? ["card.assignee", "has card.assignee"] : [];
    }),
  );
}

function check(subject: Subject, placed: PlacedDeed, start: Extract<Start, { kind: "time" }>): void {
  const { knowledge, policies, findings } = subject;
  const policy = placed.deed.kind === "ladder" ? policies.get(placed.deed.policy) : undefined;
  if (!policy) return;
  const climbs = policy.waits.reduce((sum, { duration }) => sum + leastMs(duration), 0);
  const possible = when(subject, placed, knowledge.started(start, null));
  const steps = start.by.filter((by, i) =>
    possible.some(
      (facts) =>
        (facts.get("trigger.by")?.among?.has(by) ?? true) &&
        (facts.get("trigger.step")?.among?.has(i) ?? true),
    ),
  );
  const short = steps.find((by) => leastOf(by) < climbs);
  if (short === undefined) return;
  const waits = policy.waits.map(({ text }) => text).join(" + ");
  const message = `The ladder \`${policy.id}\` is started ${short} before, and takes longer than that to its last level: ${waits}. Start it earlier, or wait less`;
  findings.warning("ladder-too-long", inside(placed.at, "policy"), message);
}

function leastOf(text: string): number {
  const duration = parseDuration(text);
  return "error" in duration ? Number.POSITIVE_INFINITY : leastMs(duration);
}

const HOUR = 3_600_000;
const LEAST = { minute: HOUR / 60, hour: HOUR, day: 24 * HOUR, week: 168 * HOUR, month: 672 * HOUR } as const;

/** The least time it takes: business time takes as long as it counts, mostly longer. */
const leastMs = (duration: Duration): number =>
  duration.kind === "elapsed" ? duration.ms : duration.n * LEAST[duration.unit];
