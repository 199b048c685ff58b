import { entries, inside, members } from "../reading/index.ts";
import { type Analysis, begun, type Subject, when } from "./analysis.ts";
import { and, type Ways } from "./facts.ts";

/** Places where a card could stand for ever: nothing leads out, no clock runs, nobody is given it. */
export const placesNobodyMinds: Analysis = (subject) => {
  const { lifecycle, lifecycleAt, knowledge, findings } = subject;
  const minded = [...clocks(subject), ...owners(subject)];
  for (const { id, states, final, awaits } of lifecycle.stages) {
    if (final || awaits) continue;
    for (const [i, state] of states.entries()) {
      const here = knowledge.standing(`${id}.${state}`);
      const meets = (ways: Ways): boolean => knowledge.consistent(and(here, ways)).length > 0;
      if (exits(subject, id).some(meets) || minded.some(meets)) continue;
      const at = inside(lifecycleAt, "stages", id, "states", i);
      const message = `A card in ${id}.${state} could stand there for ever: no move leads out of it, no clock of a rule runs there, and no rule gives it to anybody. Add one of the three`;
      findings.warning(
        "place-forsaken",
        states.length > 1 ? at : inside(lifecycleAt, "stages", id),
        message,
        states.length > 1 ? {} : { part: "key" },
      );
    }
  }
};

/** What must hold for each move out of a stage. */
function exits({ knowledge, lifecycleAt }: Subject, stage: string): readonly Ways[] {
  const [, at] = entries(inside(lifecycleAt, "stages")).find(([id]) => id === stage) ?? [];
  return (at ? members(inside(at, "moves")) : []).map((move) => {
    const asked = inside(move, "if").value;
    return typeof asked === "string" ? knowledge.expression(asked) : [new Map()];
  });
}

/** What holds while clocks run. */
const clocks = ({ live, knowledge }: Subject): readonly Ways[] =>
  live.flatMap((rule) =>
    rule.starts
      .filter(({ start }) => start.kind === "state" || start.kind === "time")
      .map(({ start, condition }) =>
        and(knowledge.started(start, condition), knowledge.when(rule.condition)),
      ),
  );

/** What holds when a card is given to somebody, or a ladder begins. */
const owners = (subject: Subject): readonly Ways[] =>
  subject.live.flatMap((rule) => {
    const at = begun(subject, rule);
    return rule.deeds
      .filter(({ deed }) => deed.kind === "owner" || deed.kind === "ladder")
      .map((placed) => when(subject, placed, at));
  });
