import { type Document, isMap, isScalar, isSeq, type Node, parseDocument } from "yaml";
import type { YamlPath, YamlValue } from "../yaml/index.ts";
import { safeToParse } from "../yaml/index.ts";

/** A file while it is being written: what can be read of it, faults and all. Null when reading it could hurt. */
export function looseYaml(text: string): Document | null {
  if (!safeToParse(text)) return null;
  return parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: false, logLevel: "silent" });
}

/** Plain values of a tree; what is neither text, number, list nor map is null. */
export function looseValue(node: unknown): YamlValue {
  if (isScalar(node)) return typeof node.value === "object" ? null : ((node.value ?? null) as YamlValue);
  if (isSeq(node)) return node.items.map(looseValue);
  if (!isMap(node)) return null;
  return Object.fromEntries(node.items.map(({ key, value }) => [keyText(key), looseValue(value)]));
}

const keyText = (key: unknown): string => (isScalar(key) ? String(key.value) : "");

/** A key or a plain value, and where it stands. */
export interface Place {
  readonly path: YamlPath;
  readonly part: "key" | "value";
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Every key and plain value of a tree in the order written. */
export function* placesIn(node: unknown, path: YamlPath = []): Generator<Place> {
  if (isScalar(node)) yield placeOf(node, path, "value");
  if (isSeq(node)) for (const [i, item] of node.items.entries()) yield* placesIn(item, [...path, i]);
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    const inner = [...path, keyText(key)];
    if (isScalar(key)) yield placeOf(key, inner, "key");
    yield* placesIn(value, inner);
  }
}

function placeOf(node: Node & { value?: unknown }, path: YamlPath, part: Place["part"]): Place {
  const [from, to] = node.range ?? [0, 0];
  return { path, part, text: String(node.value ?? ""), from, to };
}
