/** The lifecycle as plain data: what `rules` reads from lifecycle.yaml and what a browser is handed. */
export interface Lifecycle {
  readonly id: string;
  readonly version: number;
  readonly initial: string;
  /** In the order of the file, which is the order of the board's columns. */
  readonly stages: readonly Stage[];
}

export interface Stage {
  readonly id: string;
  readonly name: string;
  /** Never empty: a stage without states has one, named like the stage. The first is where a move enters. */
  readonly states: readonly string[];
  readonly final: boolean;
  /** By state, those that may follow it inside the stage. Without it any may follow any. */
  readonly steps?: Readonly<Record<string, readonly string[]>>;
  readonly moves: readonly Move[];
  readonly wip: Wip | null;
  /** What a card in this stage waits for: then the appointment's time is when it is due. */
  readonly awaits?: "appointment";
}

export interface Move {
  readonly to: string;
  /** States of `to` that may be entered. */
  readonly enter: readonly string[];
  /** Names the condition; its verdict is handed in by whoever can evaluate it. */
  readonly guard: string | null;
  /** The sentence a person reads when the guard refuses. */
  readonly because: string | null;
}

export interface Wip {
  readonly limit: number;
  readonly per: "location" | "practice";
  /** `warn` lets a card in and says so, `block` refuses. */
  readonly policy: "warn" | "block";
  /** Roles that may let a card in over a limit that blocks, if they say why. */
  readonly override?: readonly string[];
}

export interface Place {
  readonly stage: string;
  readonly state: string;
}

export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly because: string; readonly unknown?: true };

export function stageOf(lifecycle: Lifecycle, id: string): Stage | undefined {
  return lifecycle.stages.find((stage) => stage.id === id);
}

export const isFinal = (lifecycle: Lifecycle, stage: string): boolean =>
  stageOf(lifecycle, stage)?.final ?? false;

/** `stage` or `stage.state` as a place; a stage alone means its first state. Undefined when there is no such place. */
export function parsePlace(lifecycle: Lifecycle, to: string): Place | undefined {
  const [stageId, stateId, ...rest] = to.split(".");
  const stage = stageOf(lifecycle, stageId ?? "");
  if (!stage || rest.length > 0) return undefined;
  const state = stateId ?? stage.states[0];
  return state !== undefined && stage.states.includes(state) ? { stage: stage.id, state } : undefined;
}

export const placeName = (place: Place): string => `${place.stage}.${place.state}`;
