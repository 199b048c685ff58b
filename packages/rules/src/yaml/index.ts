export { readYaml } from "./read-yaml.ts";
export type { Position, YamlFile, YamlPath, YamlResult, YamlValue } from "./types.ts";
