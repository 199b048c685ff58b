import type { Lifecycle, Stage } from "@corridor/domain";
import { type Cursor, type Findings, inside } from "../reading/index.ts";

/** Every stage can be got to, and from every stage the way can end. */
export function checkReach(lifecycle: Lifecycle, at: Cursor, findings: Findings): void {
  const targets = (stage: Stage): readonly string[] => stage.moves.map((move) => move.to);
  const first = lifecycle.initial.split(".")[0] as string;
  const reached = closure([first], (id) => targets(must(lifecycle, id)));
  const finals = lifecycle.stages.filter((stage) => stage.final).map((stage) => stage.id);
  const sources = (id: string): string[] =>
    lifecycle.stages.filter((stage) => targets(stage).includes(id)).map((stage) => stage.id);
  const ending = closure(finals, sources);
  for (const { id, name, final } of lifecycle.stages) {
    const cursor = inside(at, "stages", id);
    if (!reached.has(id))
      findings.strict(
        "lifecycle-unreachable",
        cursor,
        `No card can ever get to ${name}: add \`{ to: ${id} }\` to the \`moves\` of another stage`,
        { part: "key" },
      );
    if (!final && !ending.has(id))
      findings.strict(
        "lifecycle-dead-end",
        cursor,
        `From ${name} no final stage is ever reached: add a move towards one, or \`final: true\``,
        {
          part: "key",
        },
      );
  }
}

const must = (lifecycle: Lifecycle, id: string): Stage =>
  lifecycle.stages.find((stage) => stage.id === id) as Stage;

function closure(start: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(start);
  for (const id of seen) for (const other of next(id)) seen.add(other);
  return seen;
}
