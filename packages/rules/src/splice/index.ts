/** Edits of a rules file that leave every byte outside the edited place as it is. */
export type { YamlPath, YamlValue } from "../yaml/index.ts";
export { readFile } from "./read-file.ts";
export { type Edit, type Splice, spliced, spliceOf } from "./splice-of.ts";
