/** What an editor asks while rules are written: what could stand here, what a word means. Pure; runs in a browser. */
export { completionsAt } from "./completions-at.ts";
export { hoverAt } from "./hover-at.ts";
export type { Completion, Completions, Files, Hover } from "./types.ts";
export { type EventChoice, type Vocabulary, vocabularyOf } from "./vocabulary.ts";
