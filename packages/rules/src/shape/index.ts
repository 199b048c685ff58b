export { checkShape } from "./check-shape.ts";
export { keysAt } from "./keys-at.ts";
export { Channel, DurationText, Expression, Id, Name, Word, Words } from "./scalars.ts";
