import { FUNCTION_DOCS } from "../cel/index.ts";
import { jsonSchema, SCHEMA_KINDS } from "../json-schema.ts";
import type { YamlValue } from "../yaml/index.ts";
import { expressionBefore, NAME_DOCS } from "./expressions.ts";
import { looseValue, looseYaml, type Place, placesIn } from "./loose-yaml.ts";
import { eventDoc, fieldDoc } from "./names.ts";
import { childOf, schemasAt } from "./schema-at.ts";
import type { Files, Hover } from "./types.ts";
import { type World, worldOf } from "./world.ts";

/** What the word under the cursor means; null where nothing is known of it. */
export function hoverAt(files: Files, file: string, offset: number): Hover | null {
  const text = files[file];
  const document = text === undefined || !/\.ya?ml$/.test(file) ? null : looseYaml(text);
  if (text === undefined || !document) return null;
  const place = [...placesIn(document.contents)].find(({ from, to }) => from <= offset && offset <= to);
  if (!place) return null;
  const { from, to } = wordAt(text, offset);
  const said =
    place.part === "key"
      ? { ...place, doc: keyDoc(looseValue(document.contents), place, worldOf(files)) }
      : {
          from,
          to,
          doc: valueDoc(worldOf(files), place, text.slice(from, to), text.slice(place.from, from)),
        };
  return said.doc === "" ? null : { from: said.from, to: said.to, doc: said.doc };
}

/** A dotted name reaches from its beginning to the end of the part under the cursor's word. */
function wordAt(text: string, offset: number): { readonly from: number; readonly to: number } {
  const before = /[\w.-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
  const after = /^[\w.-]*/.exec(text.slice(offset, offset + 200))?.[0] ?? "";
  return { from: offset - before.length, to: offset + after.length };
}

function keyDoc(root: YamlValue, { path, text }: Place, world: World): string {
  if (path.at(-2) === "set") return field(world, text);
  const kind = SCHEMA_KINDS.find((known) => known === childOf(root, "kind"));
  if (kind === undefined) return "";
  const schemas = schemasAt(jsonSchema(kind), path.slice(0, -1), root);
  for (const schema of schemas) {
    const properties = (schema["properties"] ?? {}) as Readonly<
      Record<string, { readonly description?: string }>
    >;
    const own = Object.hasOwn(properties, text) ? properties[text]?.description : undefined;
    if (own !== undefined) return own;
    const described = schema["description"];
    // The key that tells a trigger from the others: what is said of it is said of the whole.
    if (Object.hasOwn(properties, text) && typeof described === "string") return described;
  }
  return "";
}

function valueDoc(world: World, { path, text }: Place, word: string, before: string): string {
  if (expressionBefore(path, text.startsWith("=") ? "=" : before) !== null) return nameDoc(world, word);
  const key = path.findLast((step) => typeof step === "string");
  if (key === "event") return eventDoc(world, text);
  if (key === "field") return field(world, text);
  if (key === "before" || key === "after") return nameDoc(world, text);
  if (key === "template" && world.templates[text]) return `Needs ${world.templates[text].join(", ")}.`;
  return key === "rule" ? (world.rules[text] ?? "") : "";
}

function nameDoc(world: World, word: string): string {
  const fn = word.split(".").at(-1) ?? "";
  if (word.startsWith("event.")) return eventVarDoc(world, word);
  if (Object.hasOwn(NAME_DOCS, word)) return NAME_DOCS[word] ?? "";
  const name = /^(?:card|it)\.(.+)$/.exec(word)?.[1];
  if (name !== undefined && Object.hasOwn(world.fields, name)) return field(world, name);
  const said = Object.hasOwn(FUNCTION_DOCS, fn) ? FUNCTION_DOCS[fn] : undefined;
  return said ? `${said.call}\n\n${said.what}` : "";
}

/** What is told under this name, by each event that has it. */
function eventVarDoc({ events }: World, path: string): string {
  const docs = Object.entries(events).flatMap(([name, vars]) =>
    Object.hasOwn(vars, path) && vars[path] ? [`${name}: ${fieldDoc(vars[path])}`] : [],
  );
  return docs.length > 0 ? `${path}\n\n${docs.join("\n")}` : "";
}

function field(world: World, name: string): string {
  const note = Object.hasOwn(world.fields, name) ? world.fields[name] : undefined;
  return note ? `card.${name}: ${fieldDoc(note)}` : "";
}
