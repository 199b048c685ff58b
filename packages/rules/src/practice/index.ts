export { BUILT_IN, cureForWriting, eventForField } from "./built-in.ts";
export { readPractice } from "./read-practice.ts";
export { PracticeFile } from "./schema.ts";
