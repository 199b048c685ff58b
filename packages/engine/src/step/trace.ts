import type { CardCommand, Instant } from "@corridor/domain";
import type { Judgement, Leaf, TriggerFacts } from "@corridor/rules";

export type TraceOutcome =
  | "fired"
  | "condition-false"
  | "unknown"
  | "refused"
  | "loop-stopped"
  | "duplicate"
  | "paused"
  | "stale"
  | "late-skipped"
  | "too-late"
  | "paused"
  | "shadow"
  | "error";

/** One look at one rule: what it asked, what it read, what became of it. Made anew when somebody asks, never stored. */
export interface Trace {
  readonly rule: string;
  readonly trigger: number;
  readonly timer: TriggerFacts | null;
  /** The event that started the rule; null for a timer. */
  readonly event: string | null;
  readonly at: Instant;
  readonly outcome: TraceOutcome;
  readonly leaves: readonly Leaf[];
  /** Arms of `choose` that were asked, in order; `path` names each in the rule: `then.1.choose.0`. */
  readonly arms: readonly { readonly path: string; readonly judgement: Judgement }[];
  readonly acts: readonly { readonly path: string; readonly command: CardCommand }[];
  /** Ids of the events the firing left. */
  readonly events: readonly string[];
  /** Why it was refused or stopped, in a sentence. */
  readonly because: string | null;
}
