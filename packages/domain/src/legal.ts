import { type Lifecycle, type Place, type Stage, stageOf, type Verdict } from "./lifecycle.ts";
import { moved } from "./machine.ts";
import { type Rejection, reject } from "./rejection.ts";

/**
 * Whether the lifecycle lets a card go from one place to another. The machine decides; the sentence for the
 * person is found afterwards. WIP is not asked here: see `wipVerdict`.
 */
export function mayMove(
  lifecycle: Lifecycle,
  from: Place,
  to: Place,
  verdict: (guard: string) => Verdict,
): Rejection | null {
  const arrow = stageOf(lifecycle, from.stage)?.moves.find((move) => move.to === to.stage);
  const said = arrow?.guard && from.stage !== to.stage ? verdict(arrow.guard) : { ok: true as const };
  const verdicts = arrow?.guard ? { [arrow.guard]: said.ok } : {};
  if (moved(lifecycle, from, to, verdicts)) return null;
  if (!said.ok) return reject(said.unknown ? "guard_unknown" : "guard_refused", said.because);
  return reject("not_reachable", notReachable(lifecycle, from, to));
}

function notReachable(lifecycle: Lifecycle, from: Place, to: Place): string {
  const [here, there] = [nameOf(lifecycle, from.stage), nameOf(lifecycle, to.stage)];
  const stage = stageOf(lifecycle, from.stage);
  if (from.stage === to.stage) return `In ${here}, ${to.state} does not follow ${from.state}`;
  if (stage?.final) return `${here} is the end of the way; nothing leaves it`;
  const arrow = stage?.moves.find((move) => move.to === to.stage);
  return arrow
    ? `From ${here}, ${there} is not entered at ${to.state}`
    : `There is no way from ${here} to ${there}`;
}

const nameOf = (lifecycle: Lifecycle, stage: string): string => stageOf(lifecycle, stage)?.name ?? stage;

/** What one more card does to a stage's limit: fits, goes over it with a warning, or is refused. */
export function wipVerdict(stage: Stage, count: number): { fits: boolean; refused: Rejection | null } {
  if (!stage.wip || count < stage.wip.limit) return { fits: true, refused: null };
  if (stage.wip.policy === "warn") return { fits: false, refused: null };
  const sentence = `${stage.name} is full: ${count} of ${stage.wip.limit}`;
  return { fits: false, refused: reject("wip_limit", sentence) };
}

/** The part of a card that legal moves depend on; a board's summary has it. */
export interface Movable extends Place {
  readonly location: string;
  /** Guarded moves that would be refused, with the sentence, as the server judged them for this viewer. */
  readonly refused: Readonly<Record<string, string>>;
}

/**
 * For every stage, null when the card may be dropped there, else the sentence why not. `count` tells how many
 * cards stand in a stage (of a location, where the limit is per location).
 */
export function legalMoves(
  lifecycle: Lifecycle,
  card: Movable,
  count: (stage: Stage, location: string) => number,
): Readonly<Record<string, string | null>> {
  const verdictFor = (stage: Stage): Verdict => {
    const because = card.refused[stage.id];
    return because === undefined ? { ok: true } : { ok: false, because };
  };
  const judge = (stage: Stage): string | null => {
    if (stage.id === card.stage) return null;
    const to = { stage: stage.id, state: entryOf(lifecycle, card.stage, stage) };
    const refusal = mayMove(lifecycle, card, to, () => verdictFor(stage));
    return (refusal ?? wipVerdict(stage, count(stage, card.location)).refused)?.because ?? null;
  };
  return Object.fromEntries(lifecycle.stages.map((stage) => [stage.id, judge(stage)]));
}

/** The state a card gets that is moved to a stage without naming one. */
export function entryOf(lifecycle: Lifecycle, from: string, to: Stage): string {
  const arrow = stageOf(lifecycle, from)?.moves.find((move) => move.to === to.id);
  return arrow?.enter[0] ?? (to.states[0] as string);
}
