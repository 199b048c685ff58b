import type { Lifecycle, Stage } from "./lifecycle.ts";

/** Stages no card can ever get to, whatever the guards say. In the lifecycle's order. */
export function unreachedStages(lifecycle: Lifecycle): readonly string[] {
  const [first = ""] = lifecycle.initial.split(".");
  const reached = closure([first], (id) => targetsOf(lifecycle.stages.find((stage) => stage.id === id)));
  return lifecycle.stages.map((stage) => stage.id).filter((id) => !reached.has(id));
}

/** Stages that are no end themselves and from which no end can be reached. In the lifecycle's order. */
export function deadEnds(lifecycle: Lifecycle): readonly string[] {
  const { stages } = lifecycle;
  const finals = stages.filter((stage) => stage.final).map((stage) => stage.id);
  const sourcesOf = (id: string) => stages.filter((stage) => targetsOf(stage).includes(id)).map((s) => s.id);
  const ending = closure(finals, sourcesOf);
  return stages.map((stage) => stage.id).filter((id) => !ending.has(id));
}

/** States of a stage that no move enters and no step of the stage leads to. In the stage's order. */
export function unreachedStates(lifecycle: Lifecycle, stage: Stage): readonly string[] {
  const { steps, states } = stage;
  if (!steps) return [];
  const [first, begin = states[0] ?? ""] = lifecycle.initial.split(".");
  const entered = lifecycle.stages.flatMap(({ moves }) =>
    moves.flatMap(({ to, enter }) => (to === stage.id ? enter : [])),
  );
  const reached = closure(
    [...(first === stage.id ? [begin] : []), ...entered],
    (state) => steps[state] ?? [],
  );
  return states.filter((state) => !reached.has(state));
}

const targetsOf = (stage: Stage | undefined): readonly string[] => stage?.moves.map((move) => move.to) ?? [];

function closure(start: readonly string[], next: (id: string) => readonly string[]): ReadonlySet<string> {
  const seen = new Set(start);
  // A set hands out what is added to it while it is walked.
  for (const id of seen) for (const other of next(id)) seen.add(other);
  return seen;
}
