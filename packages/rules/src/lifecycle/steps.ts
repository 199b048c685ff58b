import type { Lifecycle } from "@corridor/domain";
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
  const [initial = "", begin] = lifecycle.initial.split(".");
  const begins = initial === id ? [begin ?? stage.states[0]] : [];
  const entered = lifecycle.stages.flatMap(({ moves }) =>
    moves.flatMap(({ to, enter }) => (to === id ? enter : [])),
  );
  const reached = new Set([...begins, ...entered]);
  // A set hands out what is added to it while it is walked.
  for (const state of reached) for (const next of stage.steps?.[state ?? ""] ?? []) reached.add(next);
  for (const [n, state] of stage.states.entries())
    if (!reached.has(state))
      findings.strict(
        "lifecycle-unreachable",
        inside(at, "states", n),
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
