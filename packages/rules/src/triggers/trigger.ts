import type { Card, Facts, Instant, PlannedEvent } from "@corridor/domain";
import type * as z from "zod/mini";
import type { Index } from "../actions/candidates.ts";
import type { VarTypes } from "../cel/index.ts";
import type { Condition } from "../conditions/index.ts";
import type { Doc } from "../doc.ts";
import type { Due, Env, PracticeStart, Timer, TimerChange, TriggerFacts } from "../model.ts";
import type { Cursor } from "../reading/index.ts";
import type { CardSeen, Ground, Practice } from "../scope/index.ts";
import type { Start } from "../summary/index.ts";
import type { TriggerPlace } from "./trigger-name.ts";

interface Common {
  /** The trigger in the words of the file, for people. */
  readonly text: string;
  /** Names it adds to the expressions of its rule. */
  readonly vars: VarTypes;
  /** Paths that surely hold a value when it has started the rule. */
  readonly assures: readonly string[];
  /** What must hold besides the rule's `if`. */
  readonly condition: Condition | null;
  readonly reads: readonly string[];
  /** What can pull it, for analyses. */
  readonly start: Start;
}

/** Pulled by an event. */
export interface EventTrigger extends Common {
  readonly kind: "event";
  /** Where the index finds it: `card.entered|scheduling.booked`. */
  readonly indexKey: string;
  readonly matches: (event: PlannedEvent, card: Card) => boolean;
  /** The button that pulls it, and who may press it (null: everybody). */
  readonly button?: { readonly label: string; readonly roles: readonly string[] | null };
}

/** Pulled by a timer of the card. */
export interface ClockTrigger extends Common {
  readonly kind: "before" | "after" | "while";
  /** What it is called in the keys of its timers. */
  readonly name: string;
  readonly sig: string;
  /** What must change for its timers to change: `appointment.start`, `stage`. */
  readonly watches: readonly string[];
  /** What must hold for it to have a clock at all. */
  readonly needs: Condition;
  /** What its clocks wait for while they stand still, in a sentence. */
  readonly waits: string | null;
  readonly arm: (look: ClockLook) => TimerChange;
  readonly due: (env: Env, timer: Timer, practice: Practice) => Fate;
}

/** A look at the clocks that one trigger has of a card. */
export interface ClockLook {
  readonly env: Env;
  readonly practice: Practice;
  /** Those it has, spent ones included, in the order of their keys. */
  readonly mine: readonly Timer[];
  /** One that it had before its expression was written anew, under another name. */
  readonly stray: Timer | null;
  /** Whether it is looked at because the rules are new. */
  readonly newRules: boolean;
}

/** Pulled by a clock of the practice, or by what it counts. It starts its rule on no card, or on each card it is about. */
export interface PracticeTrigger extends Common {
  readonly kind: "every" | "metric";
  /** What it is called in the keys of its timers. */
  readonly name: string;
  readonly sig: string;
  /** The cards it starts on, each by itself; null: it starts on none. */
  readonly each: {
    readonly condition: Condition;
    readonly index: Index;
    readonly reads: readonly string[];
  } | null;
  /** What its rule sees of a card where it starts on none. */
  readonly card: CardSeen;
  /** Whether an event is one that it counts. */
  readonly counts: (event: PlannedEvent) => boolean;
  readonly look: (look: PracticeLook) => Turn;
}

/** A look at the clocks that one trigger has of the practice. */
export interface PracticeLook {
  readonly now: Instant;
  readonly facts: Facts;
  readonly practice: Practice;
  /** The id of its rule, which its keys begin with. */
  readonly rule: string;
  readonly trigger: number;
  /** The clocks it has, those of an id its rule had before included. */
  readonly mine: readonly Timer[];
  /** The one that has come due; null where the rules are new or something was counted. */
  readonly rung: Timer | null;
}

/** The clocks it has afterwards, and how often its rule starts. */
export interface Turn {
  readonly timers: readonly Timer[];
  readonly starts: readonly Omit<PracticeStart, "rule" | "trigger" | "selection">[];
}

export type Trigger = EventTrigger | ClockTrigger | PracticeTrigger;

/** What a due timer means, before anyone knows of rules. */
export type Fate = { readonly fire: true; readonly trigger: TriggerFacts } | Extract<Due, { fire: false }>;

/** One kind of trigger: how it is written, and what it is made into. */
export interface TriggerKind<Spec> {
  /** The key that tells it from the others. */
  readonly key: string;
  readonly doc: Doc;
  readonly schema: z.ZodMiniType<Spec>;
  readonly compile: (spec: Spec, at: Cursor, ground: Ground, place: TriggerPlace) => Trigger | null;
}

/** A kind whose spec nobody outside needs to know. */
export interface AnyTrigger {
  readonly key: string;
  readonly doc: Doc;
  readonly schema: z.ZodMiniType;
  readonly read: (at: Cursor, ground: Ground, place: TriggerPlace) => Trigger | null;
}
