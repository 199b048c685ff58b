export { readingYaml, readYaml, safeToParse } from "./read-yaml.ts";
export { valueAlone } from "./value-alone.ts";
export type { Position, Range, YamlFile, YamlPath, YamlResult, YamlValue } from "./types.ts";
