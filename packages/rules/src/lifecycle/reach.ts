import { deadEnds, type Lifecycle, unreachedStages } from "@corridor/domain";
import { type Cursor, type Findings, inside } from "../reading/index.ts";

/** Every stage can be got to, and from every stage the way can end. */
export function checkReach(lifecycle: Lifecycle, at: Cursor, findings: Findings): void {
  const [unreached, dead] = [new Set(unreachedStages(lifecycle)), new Set(deadEnds(lifecycle))];
  for (const { id, name } of lifecycle.stages) {
    const cursor = inside(at, "stages", id);
    if (unreached.has(id))
      findings.strict(
        "lifecycle-unreachable",
        cursor,
        `No card can ever get to ${name}: add \`{ to: ${id} }\` to the \`moves\` of another stage`,
        { part: "key" },
      );
    if (dead.has(id))
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
