import { didYouMean } from "../diagnostics/index.ts";
import { metricIn, metricPath, type MetricRead } from "./metric.ts";
import type { CelOptions, FieldType, FieldTypes, ScalarType, VarType, VarTypes } from "./types.ts";

export type SlotType = ScalarType | "dyn" | "duration" | "card";

/** What is known of one path that can be read. */
export interface PathInfo {
  /** As written: `card.insurance.status`. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly type: SlotType;
  readonly values?: readonly string[];
  readonly phi: boolean;
  /** May hold no value, and has no default. */
  readonly absent: boolean;
  /** Stands for a missing value. */
  readonly fallback?: unknown;
}

export type Lookup = PathInfo | { readonly unknown: string; readonly from: number; readonly suggestion?: string };

export interface Schema {
  /** Finds a path, or says which segment (`from`) is wrong and why. */
  readonly lookup: (segments: readonly string[]) => Lookup;
  /** Whether a first segment is taken. */
  readonly hasRoot: (name: string) => boolean;
  readonly calendars: readonly string[] | undefined;
  readonly metrics: () => readonly string[];
}

const ALWAYS = ["stage", "state", "type", "location"];
const ZERO: Readonly<Record<string, unknown>> = { bool: false, int: 0, double: 0, "list<string>": [] };

function fieldInfo(path: string, field: FieldType, present: boolean): PathInfo {
  const base = { path, segments: path.split(".") };
  if (typeof field === "object" && "enum" in field) {
    return { ...base, type: "string", values: field.enum, phi: false, absent: false, fallback: field.default ?? field.enum[0] };
  }
  const spec = typeof field === "object" ? field : { type: field };
  const fallback = "default" in spec && spec.default !== undefined ? spec.default : ZERO[spec.type];
  const info = { ...base, type: spec.type, phi: "phi" in spec && spec.phi === true, absent: !present && fallback === undefined };
  return fallback === undefined ? info : { ...info, fallback };
}

function varInfo(path: string, type: VarType): PathInfo {
  const base = { path, segments: path.split("."), phi: false, absent: false };
  if (typeof type === "string") return { ...base, type };
  if ("enum" in type) return { ...base, type: "string", values: type.enum };
  return { ...base, type: type.type, phi: type.phi === true, absent: type.absent === true };
}

/** A number counted over many cards, read like a field. */
export const metricInfo = (read: MetricRead): PathInfo => ({
  ...{ path: metricPath(read), segments: [metricPath(read)], type: "double", phi: false, absent: false },
});

/** Everything readable: `now`, `card.…`, the variables, and the fields of every variable that is a card. */
export function schemaOf(fields: FieldTypes, vars: VarTypes, options: CelOptions): Schema {
  const always = new Set(options.alwaysPresent ?? ALWAYS);
  const known = new Map<string, PathInfo>([["now", varInfo("now", "timestamp")]]);
  const addCard = (root: string): void => {
    known.set(root, varInfo(root, "card"));
    for (const [name, type] of Object.entries(fields)) known.set(`${root}.${name}`, fieldInfo(`${root}.${name}`, type, always.has(name)));
  };
  addCard("card");
  for (const [name, type] of Object.entries(vars)) {
    if (type === "card") addCard(name);
    else known.set(name, varInfo(name, type));
  }
  const groups = new Set<string>();
  for (const path of known.keys()) {
    const segments = path.split(".");
    for (let n = 1; n < segments.length; n++) groups.add(segments.slice(0, n).join("."));
  }
  const roots = new Set([...known.keys()].map((path) => path.split(".")[0] as string));
  return {
    lookup: (segments) => lookup(known, groups, segments),
    hasRoot: (name) => roots.has(name),
    calendars: options.calendars,
    metrics: options.metrics ?? (() => []),
  };
}

function lookup(known: ReadonlyMap<string, PathInfo>, groups: ReadonlySet<string>, segments: readonly string[]): Lookup {
  const path = segments.join(".");
  const exact = known.get(path);
  if (exact) return exact;
  const metric = metricIn(path);
  if (metric) return metricInfo(metric);
  for (let n = segments.length - 1; n > 0; n--) {
    const above = known.get(segments.slice(0, n).join("."));
    // A value nobody declared the shape of: the whole path is read, and missing parts are unknown at run time.
    if (above?.type === "dyn") return { path, segments, type: "dyn", phi: above.phi, absent: false };
    if (above && above.type !== "card") return { unknown: `${above.path} is a value and has no member “${segments[n]}”`, from: n };
  }
  if (groups.has(path)) return { unknown: `${path} is a group of fields: name one of them`, from: 0 };
  return missing(known, groups, segments, path);
}

function missing(known: ReadonlyMap<string, PathInfo>, groups: ReadonlySet<string>, segments: readonly string[], path: string): Lookup {
  let from = 0;
  while (from < segments.length && (groups.has(segments.slice(0, from + 1).join(".")) || known.has(segments.slice(0, from + 1).join(".")))) from += 1;
  const candidates = [...known.keys(), ...groups].filter((name) => name.includes(".") === path.includes("."));
  const suggestion = didYouMean(path, candidates);
  const what = segments.length > 1 ? `there is no field “${path}”` : `there is nothing called “${path}”`;
  return suggestion === undefined ? { unknown: what, from } : { unknown: what, from, suggestion };
}
