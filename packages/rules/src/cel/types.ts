import type { CompiledCalendar, Instant } from "@corridor/time";
import type { PathInfo } from "./schema.ts";
import type { CelCode } from "../diagnostics/index.ts";

export type ScalarType = "string" | "bool" | "int" | "double" | "timestamp" | "list<string>";

/** How practice.yaml types a field. */
export type FieldType =
  | ScalarType
  | { readonly enum: readonly string[]; readonly default?: string }
  | { readonly type: ScalarType; readonly phi?: boolean; readonly default?: unknown };

/** Dotted names (`insurance.status`) to types. */
export type FieldTypes = Readonly<Record<string, FieldType>>;

/**
 * The type of a name beside `card`. `dyn` is a value whose shape nobody declared (a connector's answer);
 * `card` another card, read like `card` itself. Present unless `absent` says it may be missing.
 */
export type VarType =
  | ScalarType
  | "dyn"
  | "duration"
  | "card"
  | { readonly enum: readonly string[] }
  | { readonly type: ScalarType | "dyn" | "duration"; readonly absent?: boolean; readonly phi?: boolean };

/** Dotted names of the environment (`event.connector`, `trigger.by`, `weeks`, `it`) to types. */
export type VarTypes = Readonly<Record<string, VarType>>;

export interface CelOptions {
  /** Names of the metrics that have a value; asked when an expression is compiled. */
  readonly metrics?: () => readonly string[];
  /** Names of the practice's calendars; when given, a literal calendar name is checked against them. */
  readonly calendars?: readonly string[];
  /** Card fields that always hold a value although they are texts. Default: stage, state, type, location. */
  readonly alwaysPresent?: readonly string[];
}

export type ExprType = ScalarType | "dyn" | "duration" | "list" | "map";

export interface CompileOptions {
  /** Paths known to hold a value here: the anchor of a `before`, what an earlier condition assures. */
  readonly present?: Iterable<string>;
  /** `allow` compiles a read that may be absent; at run time it is then `unknown`. Default `error`. */
  readonly absent?: "error" | "allow";
}

/** A fault inside an expression; offsets count UTF-16 units of its source. */
export interface CelError {
  readonly code: CelCode;
  readonly message: string;
  readonly offset: number;
  readonly endOffset: number;
  readonly suggestion?: string;
}

/** A card's values by dotted name; what is missing or null is absent, or the field's default. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** Everything an expression may see of the world. Names declared as variables are further keys. */
export interface Bindings {
  readonly now: Instant;
  readonly zone: string;
  /** Flat dotted names to values: texts, numbers, booleans, lists of texts, timestamps as Instants. */
  readonly card?: FieldValues;
  readonly labels?: readonly string[];
  /** Open tasks of the card, by the name a rule asks for; a name that is missing has none. */
  readonly openTasks?: Readonly<Record<string, number>>;
  /** Names of tasks that are there and all done. */
  readonly checklistsDone?: readonly string[];
  readonly calendars?: Readonly<Record<string, CompiledCalendar>>;
  /** Whether a card was offered a slot; undefined when it is not known. The card is the value bound to the name. */
  readonly offered?: (card: unknown, slot: string) => boolean | undefined;
  /** Variables by their first segment (`event`, `trigger`, `weeks`, `it`): nested objects or flat dotted keys. */
  readonly [name: string]: unknown;
}

export type Evaluation =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: "unknown" | "error"; readonly message: string };

/** One comparison, call or path that a condition is made of, for the trace. */
export interface Leaf {
  readonly source: string;
  readonly reads: readonly string[];
  readonly evaluate: (bindings: Bindings) => Evaluation;
}

/** What a function asks the card by a written name: `has_label("urgent")`. */
export interface Asked {
  readonly call: "has_label" | "open_tasks" | "checklist_done";
  readonly name: string;
}

/** A part of an expression that must hold by itself, with what could be different about it. For why-not. */
export interface Clause {
  readonly source: string;
  readonly usesNow: boolean;
  /** What is known of each path it reads. */
  readonly paths: readonly PathInfo[];
  /** The values written in it. */
  readonly literals: readonly (string | number | boolean)[];
  readonly asked: readonly Asked[];
  /** Left minus right of each comparison of numbers or times (milliseconds); null where it can not be told. */
  readonly gaps: readonly ((bindings: Bindings) => number | null)[];
  readonly readValues: CompiledExpr["readValues"];
  readonly evaluate: (bindings: Bindings) => Evaluation;
}

export interface CompiledExpr {
  readonly source: string;
  readonly type: ExprType;
  /** Dotted paths read, in the order written: `card.insurance.status`, `event.reply.status`. */
  readonly reads: readonly string[];
  /** True when `now`, `age()` or `after()` is used: the answer changes without any event. */
  readonly usesNow: boolean;
  /** Functions and methods called, however they are spaced: `has_label`, `startsWith`. */
  readonly calls: readonly string[];
  /** Set when the expression is nothing but this protected path; its value is passed on as bound. */
  readonly phi?: string;
  /** Paths that may be absent and are read without asking (only with `absent: "allow"`). */
  readonly unguarded: readonly string[];
  /** Paths that surely hold a value when the expression is true: guards for the conditions after it. */
  readonly assures: readonly string[];
  /** Parts joined by && || !, in the order written; the expression itself when it has none. */
  readonly leaves: readonly Leaf[];
  /** The values of `reads` under these bindings, as bound; protected ones as `‹phi›`, absent ones as null. */
  readonly readValues: (bindings: Bindings) => Readonly<Record<string, unknown>>;
  readonly evaluate: (bindings: Bindings) => Evaluation;
  /** Its parts that must each hold. Made when somebody asks. */
  readonly clauses: () => readonly Clause[];
  /** The expression as one clause. */
  readonly whole: () => readonly Clause[];
}

export type Compiled = { readonly ok: true; readonly expr: CompiledExpr } | { readonly ok: false; readonly errors: readonly CelError[] };

export type TextPart = { readonly literal: string } | { readonly expr: CompiledExpr };
export type CompiledText =
  | { readonly ok: true; readonly parts: readonly TextPart[] }
  | { readonly ok: false; readonly errors: readonly CelError[] };

export interface CelEnv {
  readonly compile: (source: string, expect: ExprType | "any", options?: CompileOptions) => Compiled;
  /** Splits `Fix denial ${card.claim.denial_code}`; `$${` is a literal `${`. Offsets count in the whole text. */
  readonly parseText: (source: string, options?: CompileOptions) => CompiledText;
}
