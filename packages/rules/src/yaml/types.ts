import type { Diagnostic } from "../diagnostics/index.ts";

export type YamlValue = null | boolean | number | string | readonly YamlValue[] | { readonly [key: string]: YamlValue };
export type YamlPath = readonly (string | number)[];

/** A place in a file; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** Column after the last character, when the place ends on its first line. */
  readonly endColumn?: number;
}

/** Offsets in a text, in UTF-16 units. A block map or list ends with its last value, before what follows it. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly key?: { readonly from: number; readonly to: number };
}

export interface YamlFile {
  readonly ok: true;
  readonly file: string;
  readonly text: string;
  readonly value: YamlValue;
  /** Where the value at a path is written (or its key). A path that does not exist: the nearest thing above it. */
  readonly nodeAt: (path: YamlPath, part?: "key" | "value") => Position;
  /** The offsets of what is written at a path, with its key in a map; undefined where nothing is written. */
  readonly rangeAt: (path: YamlPath) => Range | undefined;
  /** Where characters `from` to `to` of the text at a path are written. */
  readonly spanAt: (path: YamlPath, from: number, to: number) => Position;
}

export type YamlResult = YamlFile | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };
