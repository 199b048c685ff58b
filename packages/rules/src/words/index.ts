/** A practice's rules as its staff read them: the one place where rules become sentences. */
export type { Arm, Step } from "./action-words.ts";
export { type MoveWords, rulesInWords, type RulesBook, type StageWords } from "./book.ts";
export { clause } from "./clause.ts";
export { type Glossary, plain, placeWords } from "./glossary.ts";
export type { LadderWords, Rung } from "./ladder-words.ts";
export { ASPECTS, type Aspect, type MatrixRow, matrixText } from "./matrix.ts";
export type { Given, RuleWords } from "./rule-words.ts";
export { eventSaid } from "./trigger-words.ts";
export type { TableWords } from "./table-words.ts";
