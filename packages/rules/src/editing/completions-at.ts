import { ACTIONS } from "../actions/index.ts";
import { jsonSchema, SCHEMA_KINDS } from "../json-schema.ts";
import { TRIGGERS } from "../triggers/index.ts";
import type { YamlValue } from "../yaml/index.ts";
import { tableName } from "../tables/index.ts";
import { expressionBefore, inExpression } from "./expressions.ts";
import { inTable } from "./in-table.ts";
import { item, namedKeysAt, namesAt } from "./names.ts";
import { childOf, type Json, schemasAt } from "./schema-at.ts";
import { type Spot, spotAt } from "./spot.ts";
import type { Completion, Completions, Files } from "./types.ts";
import { type World, worldOf } from "./world.ts";

/** What may stand at the cursor, as far as it goes with what is typed; null where nothing is known. */
export function completionsAt(files: Files, file: string, offset: number): Completions | null {
  const text = files[file];
  if (text === undefined) return null;
  if (!/\.ya?ml$/.test(file)) return inOtherFile(files, file, text, offset);
  const spot = spotAt(text, offset);
  if (!spot) return null;
  const world = worldOf({ ...files, [file]: text });
  const expression = spot.part === "value" ? expressionBefore(spot.path, spot.before) : null;
  const items =
    expression === null ? inFile(world, spot) : inExpression(world, spot.root, spot.path, expression);
  return fitting(items, spot.word, offset);
}

/** Tables are completed too; the words of a template are a person's own. */
function inOtherFile(files: Files, file: string, text: string, offset: number): Completions | null {
  const spot = tableName(file) === undefined ? null : inTable(worldOf(files), text, offset);
  return spot && fitting(spot.items, spot.word, offset);
}

function fitting(items: readonly Completion[], word: string, offset: number): Completions | null {
  const typed = word.toLowerCase();
  const left = dedupe(items).filter(({ label }) => label.toLowerCase().includes(typed));
  return left.length === 0
    ? null
    : { from: offset - word.length, to: offset, items: startingFirst(left, typed) };
}

function inFile(world: World, { root, path, part }: Spot): readonly Completion[] {
  const schema = schemaOf(root);
  const map = path.slice(0, -1);
  const keys = (): readonly Completion[] => [
    ...namedKeysAt(world, root, map),
    ...(schema ? keysOf(schemasAt(schema, map, root), written(root, map)) : HEADER_KEYS),
  ];
  const values = (at: Spot["path"]): readonly Completion[] => [
    ...namesAt(world, root, at),
    ...(at.length === 1 && at[0] === "kind" ? KINDS : []),
    ...(schema ? literalsOf(schemasAt(schema, at, root)) : []),
  ];
  if (part === "key") return keys();
  // A list's new line: the first key of a map, or a value.
  if (part === "either") return [...keys(), ...values(map)];
  return [
    ...values(path),
    ...(typeof path.at(-1) === "number" && schema ? keysOf(schemasAt(schema, path, root), []) : []),
  ];
}

function schemaOf(root: YamlValue): Json | null {
  const kind = SCHEMA_KINDS.find((known) => known === childOf(root, "kind"));
  return kind === undefined ? null : jsonSchema(kind);
}

const HEADER_KEYS = [
  item("schema", "key", "", "Every file begins with `schema: corridor/v1`.", "schema: corridor/v1"),
  item("kind", "key", "", "What the file holds.", "kind: "),
];
const KINDS = ["practice", "lifecycle", "policies", "rules", "tests"].map((kind) => item(kind, "value"));

function keysOf(schemas: readonly Json[], taken: readonly string[]): readonly Completion[] {
  return schemas.flatMap((schema) => {
    const required = (schema["required"] as readonly string[] | undefined) ?? [];
    return Object.entries((schema["properties"] as Json | undefined) ?? {})
      .filter(([key]) => !taken.includes(key))
      .map(([key, part]) => keyItem(key, part as Json, required.includes(key)));
  });
}

function keyItem(key: string, part: Json, required: boolean): Completion {
  const trigger = TRIGGERS.find((one) => one.key === key);
  const action = ACTIONS.find((one) => one.key === key);
  const own = trigger ?? action;
  const described = part["description"] as string | undefined;
  const doc = described ?? (own ? `${own.doc.what}\n\n    ${own.doc.example}` : "");
  const kind =
    described === undefined && trigger
      ? "trigger"
      : action && described?.startsWith(action.doc.what)
        ? "action"
        : "key";
  return item(key, kind, required ? "required" : "", doc, `${key}: `);
}

function literalsOf(schemas: readonly Json[]): readonly Completion[] {
  return schemas.flatMap((schema) => {
    const values = (schema["enum"] ??
      (schema["const"] === undefined ? [] : [schema["const"]])) as readonly unknown[];
    const truths = schema["type"] === "boolean" ? [true, false] : [];
    return [...values, ...truths].map((value) =>
      item(String(value), "value", "", String(schema["description"] ?? "")),
    );
  });
}

function written(root: YamlValue, map: Spot["path"]): readonly string[] {
  const value = map.reduce<YamlValue | undefined>(childOf, root);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

const dedupe = (items: readonly Completion[]): readonly Completion[] =>
  [...new Map(items.toReversed().map((one) => [one.label, one])).values()].toReversed();

const startingFirst = (items: readonly Completion[], typed: string): readonly Completion[] => {
  const starts = (one: Completion): boolean => one.label.toLowerCase().startsWith(typed);
  return [...items.filter(starts), ...items.filter((one) => !starts(one))];
};
