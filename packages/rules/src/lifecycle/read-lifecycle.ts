import { type Lifecycle, type Move, parsePlace, type Stage } from "@corridor/domain";
import { didYouMean } from "../diagnostics/index.ts";
import { type Cursor, entries, type Findings, inside, members } from "../reading/index.ts";
import { checkShape } from "../shape/index.ts";
import { checkReach } from "./reach.ts";
import { checkSteps } from "./steps.ts";
import { LifecycleFile, type StageSpec } from "./schema.ts";

/** lifecycle.yaml as plain data, or null when it is not even in shape. Its guards are compiled by `compileGuards`. */
export function readLifecycle(at: Cursor, findings: Findings): Lifecycle | null {
  const spec = checkShape(LifecycleFile, at, findings);
  if (!spec) return null;
  const stages = Object.entries(spec.stages).map(([id, stage]) => readStage(id, stage, spec));
  const lifecycle: Lifecycle = { id: spec.id, version: spec.version, initial: spec.initial, stages };
  const before = findings.errors;
  checkNames(lifecycle, at, findings);
  for (const [id, cursor] of entries(inside(at, "stages")))
    checkStage(lifecycle, id, spec.stages[id], cursor, findings);
  if (findings.errors === before) checkReach(lifecycle, at, findings);
  return lifecycle;
}

export const guardId = (from: string, to: string): string => `${from}->${to}`;

/** A stage without states has one, named like the stage. */
const statesOf = (id: string, spec: StageSpec | undefined): readonly string[] => spec?.states ?? [id];

function readStage(id: string, spec: StageSpec, file: LifecycleFile): Stage {
  const moves = (spec.moves ?? []).map(
    ({ to, enter, if: condition, because = null }): Move => ({
      ...{ to, enter: enter ?? statesOf(to, file.stages[to]).slice(0, 1), because },
      guard: condition === undefined ? null : guardId(id, to),
    }),
  );
  const { limit, per = "location", policy = "warn", override } = spec.wip ?? { limit: 0 };
  return {
    ...{
      id,
      name: spec.name ?? capitalised(id),
      states: statesOf(id, spec),
      final: spec.final ?? false,
      moves,
    },
    wip: spec.wip ? { limit, per, policy, ...(override && { override }) } : null,
    ...(spec.steps && { steps: spec.steps }),
    ...(spec.awaits === undefined ? {} : { awaits: spec.awaits }),
  };
}

const capitalised = (id: string): string =>
  id
    .split("_")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(" ");

function checkNames(lifecycle: Lifecycle, at: Cursor, findings: Findings): void {
  if (parsePlace(lifecycle, lifecycle.initial)) return;
  const stages = lifecycle.stages.map((stage) => stage.id);
  const message = `There is no stage called “${lifecycle.initial}” to begin in`;
  findings.error("name-unknown", inside(at, "initial"), message, {
    suggestion: didYouMean(lifecycle.initial, stages),
  });
}

function checkStage(
  lifecycle: Lifecycle,
  id: string,
  spec: StageSpec | undefined,
  at: Cursor,
  findings: Findings,
): void {
  const states = spec?.states ?? [];
  for (const [i, state] of states.entries())
    if (states.indexOf(state) < i)
      findings.error("name-duplicate", inside(at, "states", i), `The state \`${state}\` stands here twice`);
  if (spec?.final && (spec.moves ?? []).length > 0)
    findings.error(
      "lifecycle-move",
      inside(at, "moves"),
      "A final stage is the end of the way: nothing leaves it",
      { part: "key" },
    );
  if (spec?.wip?.override && spec.wip.policy !== "block")
    findings.error(
      "lifecycle-move",
      inside(at, "wip", "override"),
      "Nobody is refused here: `override` goes with `policy: block`",
      { part: "key" },
    );
  if (spec?.steps) checkSteps(lifecycle, id, at, findings);
  const seen = new Set<string>();
  for (const [i, move] of (spec?.moves ?? []).entries()) {
    checkMove(lifecycle, id, move, inside(at, "moves", i), findings);
    if (seen.has(move.to))
      findings.error(
        "name-duplicate",
        inside(at, "moves", i, "to"),
        `There is already a move from ${id} to ${move.to}`,
      );
    seen.add(move.to);
  }
}

type MoveSpec = NonNullable<StageSpec["moves"]>[number];

function checkMove(lifecycle: Lifecycle, from: string, move: MoveSpec, at: Cursor, findings: Findings): void {
  const target = lifecycle.stages.find((stage) => stage.id === move.to);
  if (!target) {
    const suggestion = didYouMean(
      move.to,
      lifecycle.stages.map((stage) => stage.id),
    );
    findings.error("name-unknown", inside(at, "to"), `There is no stage called “${move.to}”`, { suggestion });
    return;
  }
  if (move.to === from)
    findings.error(
      "lifecycle-move",
      inside(at, "to"),
      "Inside a stage any state may follow any other; a move leads to another stage",
    );
  if (move.if !== undefined && move.because === undefined)
    findings.error(
      "lifecycle-move",
      inside(at, "if"),
      "Say why in `because`: it is what a person reads who is refused",
      { part: "key" },
    );
  for (const cursor of members(inside(at, "enter"))) {
    const state = String(cursor.value);
    if (target.states.includes(state)) continue;
    const suggestion = didYouMean(state, target.states);
    findings.error(
      "name-unknown",
      cursor,
      `${target.name} has no state called “${state}”; there is ${target.states.join(", ")}`,
      { suggestion },
    );
  }
}
