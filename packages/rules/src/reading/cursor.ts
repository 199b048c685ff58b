import type { YamlFile, YamlPath, YamlValue } from "../yaml/index.ts";

/** A value inside a file, and the way to where it is written. Undefined when nothing is written there. */
export interface Cursor {
  readonly file: YamlFile;
  readonly path: YamlPath;
  readonly value: YamlValue | undefined;
}

export const top = (file: YamlFile): Cursor => ({ file, path: [], value: file.value });

/** Steps inside, key by key. */
export function inside(at: Cursor, ...path: readonly (string | number)[]): Cursor {
  const value = path.reduce<YamlValue | undefined>(child, at.value);
  return { file: at.file, path: [...at.path, ...path], value };
}

/** The members of a list, or none. */
export function members(at: Cursor): readonly Cursor[] {
  return Array.isArray(at.value) ? at.value.map((_, i) => inside(at, i)) : [];
}

/** The entries of a map in the order written, or none. */
export function entries(at: Cursor): readonly (readonly [string, Cursor])[] {
  return isMap(at.value) ? Object.keys(at.value).map((key) => [key, inside(at, key)] as const) : [];
}

export function isMap(value: YamlValue | undefined): value is { readonly [key: string]: YamlValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const lineOf = (at: Cursor): number => at.file.nodeAt(at.path, "value").line;

function child(value: YamlValue | undefined, key: string | number): YamlValue | undefined {
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  if (!isMap(value)) return undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
