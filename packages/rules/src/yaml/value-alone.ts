import type { YamlFile, YamlValue } from "./types.ts";

const NOWHERE = { line: 1, column: 1 };

/** A value that stands in no file any more, as if it were the whole of one. */
export const valueAlone = (file: string, value: YamlValue): YamlFile => ({
  ...{ ok: true, file, text: "", value },
  nodeAt: () => NOWHERE,
  rangeAt: () => undefined,
  spanAt: () => NOWHERE,
});
