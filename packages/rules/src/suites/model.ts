import type { Appointment, CardCommand, Fields, Instant, RecordCommand } from "@corridor/domain";
import type { Ruleset } from "../model.ts";
import type { PartKind } from "./mutants/parts.ts";
import type { Position, YamlValue } from "../yaml/index.ts";

/** One file of `kind: tests`, checked against the rules it names. */
export interface Suite {
  readonly file: string;
  readonly ruleset: Ruleset;
  readonly trials: readonly Trial[];
  /** Per cent that must be reached; null where the file asks for none. */
  readonly coverage: { readonly rules: number | null; readonly arms: number | null };
  readonly equivalent: readonly Equivalent[];
}

/** A change of a rule, policy, stage or table that no test can notice, and why. */
export interface Equivalent {
  readonly part: PartKind;
  readonly name: string;
  readonly mutant: string;
  readonly because: string;
  readonly place: Position;
}

export interface Trial {
  readonly name: string;
  readonly place: Position;
  readonly start: Instant;
  readonly staff: readonly Member[];
  /** Canned answers by `connector.op`, in the order they are given; the last one is given again and again. */
  readonly answers: Readonly<Record<string, readonly Answer[]>>;
  /** The first is the one that steps mean where they name none. */
  readonly cards: readonly StartingCard[];
  readonly steps: readonly Step[];
}

export interface Member {
  readonly id: string;
  readonly roles: readonly string[];
  readonly shifts: readonly string[];
  readonly locations: readonly string[];
  readonly load: number;
}

export interface Answer {
  readonly afterMs: number;
  /** Null: it never answers, or gives up after the last failure. */
  readonly reply: Readonly<Record<string, string | number | boolean | null>> | null;
  readonly fail: { readonly code: number; readonly tries: number | null } | null;
}

export interface StartingCard {
  readonly id: string;
  readonly type: string;
  readonly location: string;
  readonly at: string;
  readonly fields: Fields;
  readonly patient: { readonly id: string; readonly fields: Fields };
  readonly assignee: string | null;
  readonly labels: readonly string[];
  readonly appointment: (Appointment & { readonly slot: null }) | null;
  readonly confirmed: boolean;
  /** Whether it comes into being as the first thing of the test, which starts rules. */
  readonly enter: boolean;
}

export interface Step {
  readonly place: Position;
  /** The instant the clock is brought to, from where it stands; null: it stays. */
  readonly until: ((now: Instant) => Instant) | null;
  readonly deed: Deed | null;
  readonly checks: readonly Check[];
  /** Whether the step expects to be refused. */
  readonly refusal: boolean;
}

/** What a step does before it looks. `as` is a person of the staff or a role; null: the first of the staff. */
export type Deed = { readonly as: string | null } & (
  | { readonly kind: "card"; readonly card: string; readonly command: CardCommand }
  | { readonly kind: "task-done"; readonly card: string; readonly title: string }
  | {
      readonly kind: "patient";
      readonly card: string;
      readonly fields: Fields;
      readonly command: CardCommand | null;
    }
  | {
      readonly kind: "record";
      readonly subject: "person";
      readonly id: string;
      readonly command: RecordCommand;
    }
  | { readonly kind: "create"; readonly card: StartingCard }
  | {
      readonly kind: "reply";
      readonly card: string;
      readonly call: string;
      readonly reply: Answer["reply"];
      readonly error: string | null;
    }
  | { readonly kind: "event"; readonly card: string; readonly name: string; readonly data: Fields }
  | { readonly kind: "activate"; readonly ruleset: Ruleset }
  | { readonly kind: "restart" }
);

/** One thing that is expected, and where it is written. */
export type Check = { readonly place: Position } & (
  | { readonly kind: "none" }
  | { readonly kind: "fired" | "not-fired"; readonly rule: string }
  | { readonly kind: "fired-count"; readonly rule: string; readonly count: number }
  | { readonly kind: "actions"; readonly parts: readonly Part[]; readonly inOrder: boolean }
  | { readonly kind: "card"; readonly card: string; readonly values: Part }
  | {
      readonly kind: "escalation";
      readonly card: string;
      readonly policy: string;
      readonly state: number | string;
    }
  | { readonly kind: "messages"; readonly parts: readonly Part[] }
  | { readonly kind: "no-messages" }
  | { readonly kind: "notices"; readonly parts: readonly Part[] }
  | {
      readonly kind: "timers";
      readonly timers: readonly { readonly rule: string; readonly due: Instant | null }[];
    }
  | { readonly kind: "refused"; readonly text: string }
  | {
      readonly kind: "trace";
      readonly rule: string;
      readonly outcome: string | null;
      readonly leaves: readonly boolean[] | null;
    }
);

export type Part = Readonly<Record<string, YamlValue>>;
