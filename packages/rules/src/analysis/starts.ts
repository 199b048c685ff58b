import type { Stage } from "@corridor/domain";
import { eventForField } from "../practice/index.ts";
import { inside } from "../reading/index.ts";
import type { EventStart, RuleSummary } from "../summary/index.ts";
import { type Analysis, deedsOf, type Subject } from "./analysis.ts";

/** Triggers that nothing can pull: an event nobody causes, a change that is none, a way no card can go. */
export const rulesNothingStarts: Analysis = (subject) => {
  const caused = new Set(
    subject.live.flatMap((rule) =>
      deedsOf(subject, rule).flatMap(({ deed }) => (deed.kind === "event" ? [deed.event] : [])),
    ),
  );
  for (const rule of subject.rules)
    for (const each of rule.starts)
      if (each.start.kind === "event") check(subject, each.start, each.at, caused);
};

const overfull = ({ id, wip }: Stage, place: string): boolean => id === place && wip?.policy === "warn";

function check(
  { lifecycle, findings }: Subject,
  start: EventStart,
  at: RuleSummary["at"],
  caused: ReadonlySet<string>,
): void {
  const note = (key: string, message: string): void =>
    findings.warning("rule-never-starts", inside(at, key), `Nothing can start this: ${message}`);
  const { event, field, from, to, place, other, way } = start;
  if (start.byRules && !caused.has(event))
    note("event", `no rule makes \`${event}\` happen; add the action that does, or take this away`);
  const instead = field === null ? null : eventForField(field);
  if (instead !== null) note("field", `\`${field}\` is not changed by writing it; ${instead}`);
  if (field !== null && from !== undefined && from === to) note("to", "a change leads to another value");
  if (event === "wip.exceeded" && place !== null && !lifecycle.stages.some((one) => overfull(one, place)))
    note("stage", `no card comes to ${place} over a limit: its \`wip\` would have to say \`policy: warn\``);
  if (place === null || other === null || (way !== "in" && way !== "out")) return;
  const [one, two] = (way === "in" ? [other, place] : [place, other]).map((name) => name.split(".")[0] ?? "");
  const source = lifecycle.stages.find(({ id }) => id === one);
  const within = one === two && !start.wholeStage;
  if (within ? place !== other || !place.includes(".") : source?.moves.some((move) => move.to === two))
    return;
  note(way === "in" ? "from" : "to", `no card goes from ${one} to ${two}`);
}
