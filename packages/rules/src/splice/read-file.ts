import { readYaml, type YamlValue } from "../yaml/index.ts";

/** What a file says, or undefined where it cannot be read. */
export function readFile(text: string): YamlValue | undefined {
  const file = readYaml("", text);
  return file.ok ? file.value : undefined;
}
