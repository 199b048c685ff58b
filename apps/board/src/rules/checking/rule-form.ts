import type { Files } from "@corridor/protocol";
import { type Vocabulary, vocabularyOf } from "@corridor/rules/editing";
import { type Edit, readFile, spliced, spliceOf, type YamlValue } from "@corridor/rules/splice";

/** What the form needs of one rule: where it stands, what it says, and the names it may use. */
export interface FormRule {
  readonly file: string;
  readonly path: readonly (string | number)[];
  readonly value: Readonly<Record<string, YamlValue>>;
  readonly names: Vocabulary;
}

type Json = Readonly<Record<string, YamlValue>>;
const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function formOf({ files, rule }: { readonly files: Files; readonly rule: string }): FormRule | null {
  for (const [file, text] of Object.entries(files)) {
    const value = /\.ya?ml$/.test(file) ? readFile(text) : undefined;
    if (!isMap(value) || value["kind"] !== "rules" || !Array.isArray(value["rules"])) continue;
    const index = value["rules"].findIndex((one) => isMap(one) && one["id"] === rule);
    const found: unknown = value["rules"][index];
    if (isMap(found)) return { file, path: ["rules", index], value: found, names: vocabularyOf(files) };
  }
  return null;
}

/** The text after one edit; null where it cannot be made without touching anything else. */
export function editText({ text, edit }: { readonly text: string; readonly edit: Edit }): string | null {
  const splice = spliceOf(text, edit);
  return splice && spliced(text, splice);
}
