import type { Instant } from "../values.ts";

/** A card as the board shows it: at most some 400 bytes, for one kind of viewer. */
export interface CardSummary {
  readonly id: string;
  readonly version: number;
  readonly stage: string;
  readonly state: string;
  readonly rank: string;
  readonly type: string;
  readonly location: string;
  readonly patient: { readonly id: string; readonly display: string };
  /** A person's id, `role:front_desk` for a role's queue, or null. */
  readonly assignee: string | null;
  readonly labels: readonly string[];
  /** The earliest open task, armed clock or escalation, or the appointment. */
  readonly due: Instant | null;
  readonly waitingFor: { readonly code: string; readonly sentence: string } | null;
  readonly enteredStageAt: Instant;
  readonly appointmentStart: Instant | null;
  /** Guarded moves this viewer would be refused now, with the sentence. Limits are counted on the board itself. */
  readonly refused: Readonly<Record<string, string>>;
  /** True when automation placed it where it stands. */
  readonly automated: boolean;
}

export interface Gone {
  readonly id: string;
  readonly gone: true;
}

export type CardChange = CardSummary | Gone;
