import { type Cursor, entries, inside, top } from "../../reading/index.ts";
import { readCsv, tableName } from "../../tables/index.ts";
import { readYaml } from "../../yaml/index.ts";
import { writtenRules } from "../written-rules.ts";

/** What of a practice a mutant changes, and so what a test of rules could notice. */
export const PARTS = ["rule", "policy", "stage", "table"] as const;
export type PartKind = (typeof PARTS)[number];

export interface WrittenPart {
  readonly kind: PartKind;
  readonly name: string;
  readonly at: Cursor;
}

/** The files of a kind. */
const topsOf = (files: Readonly<Record<string, string>>, kind: string): readonly Cursor[] =>
  Object.keys(files)
    .sort()
    .flatMap((name) => {
      const yaml = /\.ya?ml$/.test(name) ? readYaml(name, files[name] as string) : null;
      return yaml?.ok && inside(top(yaml), "kind").value === kind ? [top(yaml)] : [];
    });

/** The roles of the practice, in the order written. */
export const rolesIn = (files: Readonly<Record<string, string>>): readonly string[] =>
  topsOf(files, "practice").flatMap((at) => entries(inside(at, "roles")).map(([role]) => role));

/** Every rule, policy, stage and table of these files, with where it is written. */
export function writtenParts(files: Readonly<Record<string, string>>): readonly WrittenPart[] {
  const below = (kind: PartKind, of: string, key: string): readonly WrittenPart[] =>
    topsOf(files, of).flatMap((at) =>
      entries(inside(at, key)).map(([name, one]) => ({ kind, name, at: one })),
    );
  const rules = writtenRules(files).map((at): WrittenPart => {
    return { kind: "rule", name: String(inside(at, "id").value), at };
  });
  const tables = Object.keys(files)
    .sort()
    .flatMap((file): readonly WrittenPart[] => {
      const name = tableName(file);
      const csv = name === undefined ? null : readCsv(file, files[file] as string);
      return name !== undefined && csv?.ok ? [{ kind: "table", name, at: top(csv) }] : [];
    });
  return [
    ...rules,
    ...below("policy", "policies", "escalations"),
    ...below("stage", "lifecycle", "stages"),
    ...tables,
    ...below("table", "rules", "tables"),
  ];
}
