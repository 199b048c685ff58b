export { type Cursor, entries, inside, isMap, lineOf, members, top } from "./cursor.ts";
export { Findings } from "./findings.ts";
