export { readYaml, safeToParse } from "./read-yaml.ts";
export { valueAlone } from "./value-alone.ts";
export type { Position, YamlFile, YamlPath, YamlResult, YamlValue } from "./types.ts";
