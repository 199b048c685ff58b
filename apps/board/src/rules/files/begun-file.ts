import type { Files } from "@corridor/protocol";

/** A kind of file a manager begins; practice and lifecycle are there already, and once only. */
export const FILE_KINDS = ["rules", "tests", "table"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const KIND_WORDS: Readonly<Record<FileKind, string>> = {
  rules: "Rules",
  tests: "Tests of rules",
  table: "A decision table",
};

const PLACES: Readonly<Record<FileKind, readonly [folder: string, ending: string]>> = {
  rules: ["", ".rules.yaml"],
  tests: ["", ".test.yaml"],
  table: ["tables/", ".csv"],
};

/** The file's whole name: what was typed in small letters and hyphens, in its folder and with its ending. */
export function fileName(kind: FileKind, typed: string): string {
  const [folder, ending] = PLACES[kind];
  const bare = typed.trim().toLowerCase().replace(folder, "").replace(ending, "");
  const gap = kind === "table" ? "_" : "-";
  const word = bare.replaceAll(/[^a-z0-9]+/g, gap).replace(/^[-_0-9]+|[-_]+$/g, "");
  return word === "" ? "" : `${folder}${word}${ending}`;
}

/** What kind a file of this name is; null for one that is neither begun nor renamed here. */
export const kindOf = (file: string): FileKind | null =>
  FILE_KINDS.find((kind) => file.startsWith(PLACES[kind][0]) && file.endsWith(PLACES[kind][1])) ?? null;

/** The typed part of its name. */
export function bareName(file: string): string {
  const kind = kindOf(file);
  if (kind === null) return file;
  const [folder, ending] = PLACES[kind];
  return file.slice(folder.length, file.length - ending.length);
}

/** What the file begins with: right as it stands, so that the first error is the writer's own. */
export function begunFile(kind: FileKind, file: string, files: Files, rule: string): string {
  if (kind === "table") return "# hit: first\ncard.priority,answer\nurgent,yes\n-,no\n";
  if (kind === "rules") return `schema: corridor/v1\nkind: rules\n\nrules:\n${ruleText(rule)}`;
  const beside = file.replace(".test.yaml", ".rules.yaml");
  const tested = beside in files ? beside : (Object.keys(files).find((one) => kindOf(one) === "rules") ?? "");
  return [
    ...["schema: corridor/v1", "kind: tests", `rules: [${tested}]`, "start: 2026-11-02T09:00", "tests:"],
    ...["  - name: What should happen", "    card: { id: c1 }", "    steps:", "      - wait: 1h"],
    ...["        expect: { none: true }", ""],
  ].join("\n");
}

const ruleText = (id: string): string =>
  [
    ...[`  - id: ${id}`, "    name: What it is for", "    when: [{ event: card.created }]"],
    ...["    then:", "      - label: { add: [to-do] }", ""],
  ].join("\n");
