export { BUILT_IN, cureForWriting, eventForField } from "./built-in.ts";
export { readPractice } from "./read-practice.ts";
export { type MetricSpec, PracticeFile } from "./schema.ts";
