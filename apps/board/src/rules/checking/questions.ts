import type { Diagnostic, Files } from "@corridor/protocol";
import type { Edit } from "@corridor/rules/splice";
import type { RulesBook } from "@corridor/rules/words";
import type { FormRule } from "./rule-form.ts";

/** What the page asks the compiler in the worker, and what it answers. */
export interface Questions {
  readonly check: { readonly asks: { readonly files: Files }; readonly answer: Checked };
  readonly complete: { readonly asks: Spot; readonly answer: Completions | null };
  readonly form: {
    readonly asks: { readonly files: Files; readonly rule: string };
    readonly answer: FormRule | null;
  };
  readonly edit: {
    readonly asks: { readonly text: string; readonly edit: Edit };
    readonly answer: string | null;
  };
  readonly hover: { readonly asks: Spot; readonly answer: Hover | null };
}

export type QuestionName = keyof Questions;
export type Asks<N extends QuestionName> = Questions[N]["asks"];
export type Answer<N extends QuestionName> = Questions[N]["answer"];

/** A place in one of the files; the offset counts UTF-16 units. */
export interface Spot {
  readonly files: Files;
  readonly file: string;
  readonly offset: number;
}

export interface Checked {
  readonly diagnostics: readonly Finding[];
  readonly book: RulesBook;
}

/** A diagnostic with an example of the cure, where the compiler guesses nothing better. */
export interface Finding extends Diagnostic {
  readonly cure: string | null;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

export interface Completion {
  readonly label: string;
  readonly kind: string;
  readonly detail?: string | undefined;
  readonly doc?: string | undefined;
  readonly insert: string;
}

export interface Hover {
  readonly from: number;
  readonly to: number;
  readonly doc: string;
}

export interface Question<N extends QuestionName = QuestionName> {
  readonly id: number;
  readonly name: N;
  readonly asks: Asks<N>;
}

export type Reply = { readonly id: number } & ({ readonly answer: unknown } | { readonly fault: string });
