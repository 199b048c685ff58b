import { type Lifecycle, unreachedStates } from "@corridor/domain";
import { didYouMean } from "../diagnostics/index.ts";
import { type Cursor, entries, type Findings, inside, members } from "../reading/index.ts";

/** The steps of a stage lead from states it has to states it has, and to each of them some way leads. */
export function checkSteps(lifecycle: Lifecycle, id: string, at: Cursor, findings: Findings): void {
  const stage = lifecycle.stages.find((one) => one.id === id);
  if (!stage) return;
  const before = findings.errors;
  for (const [from, cursor] of entries(inside(at, "steps"))) {
    checkState(stage, from, cursor, "key", findings);
    for (const to of members(cursor)) checkState(stage, String(to.value), to, "value", findings);
  }
  if (findings.errors > before) return;
  for (const state of unreachedStates(lifecycle, stage))
    findings.strict(
      "lifecycle-unreachable",
      inside(at, "states", stage.states.indexOf(state)),
      `No card can ever get to ${id}.${state}: let a step or a move lead there`,
    );
}

function checkState(
  stage: Lifecycle["stages"][number],
  state: string,
  at: Cursor,
  part: "key" | "value",
  findings: Findings,
): void {
  if (stage.states.includes(state)) return;
  const suggestion = didYouMean(state, stage.states);
  const listed = suggestion === undefined ? `; there is ${stage.states.join(", ")}` : "";
  findings.error("name-unknown", at, `${stage.name} has no state called “${state}”${listed}`, {
    part,
    suggestion,
  });
}
