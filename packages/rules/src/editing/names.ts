import { EVENTS } from "../triggers/index.ts";
import type { YamlPath, YamlValue } from "../yaml/index.ts";
import { childOf } from "./schema-at.ts";
import type { Completion } from "./types.ts";
import type { FieldNote, World } from "./world.ts";

type Kind = Completion["kind"];

export const item = (label: string, kind: Kind, detail = "", doc = "", insert = label): Completion => ({
  ...{ label, kind, detail, doc, insert },
});

const named = (names: readonly string[], kind: Kind): readonly Completion[] =>
  names.map((name) => item(name, kind));

/** What may be written for a value at a path: the things this practice has a name for. */
export function namesAt(world: World, root: YamlValue, path: YamlPath): readonly Completion[] {
  const keys = path.filter((step) => typeof step === "string");
  const [key = "", parent = "", above = ""] = keys.toReversed();
  if (parent === "set") return valuesOf(world.fields[key]);
  if (parent === "label") return named(world.labels, "name");
  if (key === "from" || key === "to") return endsOf(world, root, path, parent);
  if (key === "roles" && above === "") return [];
  if (key === "op") return named(Object.keys(opsAt(world, root, path)), "name");
  return NAMED[key]?.(world) ?? [];
}

/** What may be written as a key at a path where the keys are names: fields to set, variables of a template. */
export function namedKeysAt(world: World, root: YamlValue, path: YamlPath): readonly Completion[] {
  const [key] = path.filter((step) => typeof step === "string").toReversed();
  if (key === "set") return fieldNames(world).map((one) => ({ ...one, insert: `${one.label}: ` }));
  if (key !== "with") return [];
  const action = valueAt(root, path.slice(0, -1));
  const op = opsAt(world, root, path)[String(childOf(action, "op"))];
  const vars = op ?? world.templates[String(childOf(action, "template"))] ?? [];
  return vars.map((name) => item(name, "variable", "", "", `${name}: `));
}

/** The operations of the connector that is named beside this key. */
function opsAt(world: World, root: YamlValue, path: YamlPath): Readonly<Record<string, readonly string[]>> {
  const connector = String(childOf(valueAt(root, path.slice(0, -1)), "connector"));
  return Object.hasOwn(world.connectors, connector) ? (world.connectors[connector] ?? {}) : {};
}

const NAMED: Readonly<Record<string, (world: World) => readonly Completion[]>> = {
  event: (world) =>
    Object.keys(world.events).map((name) =>
      item(name, "event", EVENTS[name]?.keys.join(", "), eventDoc(world, name)),
    ),
  field: fieldNames,
  state: places,
  initial: places,
  stage: (world) => named(Object.keys(world.stages), "place"),
  before: times,
  after: times,
  role: (world) => named(world.roles, "role"),
  roles: (world) => named(world.roles, "role"),
  else_role: (world) => named(world.roles, "role"),
  owner: (world) => named(world.roles, "role"),
  template: (world) =>
    Object.entries(world.templates).map(([name, vars]) => item(name, "template", vars.join(", "))),
  connector: (world) => named(Object.keys(world.connectors), "name"),
  policy: (world) => named(world.policies, "policy"),
  calendar: (world) => named(world.calendars, "calendar"),
  skip_holidays: (world) => named(world.calendars, "calendar"),
  hours: (world) => named(world.calendars, "calendar"),
  table: (world) => named(world.tables, "name"),
  metric: (world) => named(world.metrics, "name"),
  rule: (world) => Object.entries(world.rules).map(([id, name]) => item(id, "rule", name)),
};

/** `to` of a move is a place, of a lifecycle's move a stage, of a change a value of its field. */
function endsOf(world: World, root: YamlValue, path: YamlPath, parent: string): readonly Completion[] {
  if (parent === "moves") return named(Object.keys(world.stages), "place");
  if (parent === "message") return [];
  const field = childOf(valueAt(root, path.slice(0, -1)), "field");
  return typeof field === "string" ? valuesOf(world.fields[field]) : places(world);
}

function places({ stages }: World): readonly Completion[] {
  return Object.entries(stages).flatMap(([stage, states]) => [
    item(stage, "place"),
    ...(states.length > 1 ? states.map((state) => item(`${stage}.${state}`, "place")) : []),
  ]);
}

export function fieldNames({ fields }: World): readonly Completion[] {
  return Object.entries(fields).map(([name, note]) => item(name, "field", note.type, fieldDoc(note)));
}

function times({ fields }: World): readonly Completion[] {
  return Object.entries(fields)
    .filter(([, { type, phi }]) => type === "timestamp" && !phi)
    .map(([name, note]) => item(`card.${name}`, "field", note.type, fieldDoc(note)));
}

export function valuesOf(field: FieldNote | undefined): readonly Completion[] {
  if (field?.type === "bool") return named(["true", "false"], "value");
  return named(field?.values ?? [], "value");
}

export function fieldDoc({ type, values, phi }: FieldNote): string {
  const one = values.length > 0 ? `One of ${values.join(", ")}.` : `Holds ${SPOKEN[type] ?? type}.`;
  return phi ? `${one} Protected: it may only be passed on whole, or asked for with has().` : one;
}

const SPOKEN: Readonly<Record<string, string>> = {
  ...{ string: "text; may be absent", bool: "true or false", int: "a whole number", double: "a number" },
  ...{ timestamp: "a time; may be absent", list: "a list of texts", "list<string>": "a list of texts" },
};

/** What expressions may read of an event. */
export function eventDoc({ events }: World, name: string): string {
  const vars = Object.keys((Object.hasOwn(events, name) && events[name]) || {});
  return vars.length > 0 ? `Expressions may read ${vars.join(", ")}.` : "";
}

function valueAt(root: YamlValue, path: YamlPath): YamlValue | undefined {
  return path.reduce<YamlValue | undefined>(childOf, root);
}
