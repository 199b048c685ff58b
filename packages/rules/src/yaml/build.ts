import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Issue } from "./issue.ts";
import { surprise } from "./scalar.ts";
import type { YamlValue } from "./types.ts";

/** Where things were written, beside the value: the same shape, with offsets. */
export interface Placed {
  readonly from: number;
  readonly to: number;
  readonly key?: { readonly from: number; readonly to: number };
  readonly scalar?: Scalar;
  readonly children?: ReadonlyMap<string | number, Placed>;
}

interface Built {
  readonly value: YamlValue;
  readonly placed: Placed;
}

const KEPT = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Turns a composed tree into plain values and places. The depth is bounded by the scan before, so it may
 * recurse. Every fault goes to `report`; the value is then not to be used.
 */
export function build(node: Node | null, report: (issue: Issue) => void): Built {
  const [from, to] = node?.range ?? [0, 0];
  if (isMap(node)) return buildMap(node, { from, to }, report);
  if (isSeq(node)) return buildSeq(node, { from, to }, report);
  if (!isScalar(node)) return { value: null, placed: { from, to } };
  const odd = node.type === "PLAIN" ? surprise(node.source ?? "") : undefined;
  if (odd) report({ code: "yaml-scalar", from, to, ...odd });
  return { value: node.value as YamlValue, placed: { from, to, scalar: node } };
}

function buildSeq(node: YAMLSeq, place: Placed, report: (issue: Issue) => void): Built {
  const children = new Map<number, Placed>();
  const value = node.items.map((item, i) => {
    const built = build(item as Node, report);
    children.set(i, built.placed);
    return built.value;
  });
  return { value, placed: { ...place, children } };
}

function buildMap(node: YAMLMap, place: Placed, report: (issue: Issue) => void): Built {
  const children = new Map<string, Placed>();
  const value: Record<string, YamlValue> = {};
  for (const pair of node.items) {
    const keyNode = pair.key as Node | null;
    const [from, to] = keyNode?.range ?? [place.from, place.to];
    const key = isScalar(keyNode) ? keyNode.value : undefined;
    const fault = (code: Issue["code"], message: string): void => report({ code, from, to, message });
    if (typeof key !== "string" || key === "") {
      fault("yaml-key", "a key is a plain text");
      continue;
    }
    if (key === "<<") fault("yaml-anchor", "merge keys are not allowed: write the keys out");
    if (KEPT.has(key)) {
      fault("yaml-key", `“${key}” is a name the engine keeps for itself`);
      continue;
    }
    if (children.has(key)) fault("yaml-duplicate-key", `“${key.slice(0, 60)}” is given twice in this map`);
    const built = build(pair.value as Node | null, report);
    value[key] = built.value;
    const end = built.placed.to === 0 ? { from: to, to } : {};
    children.set(key, { ...built.placed, ...end, key: { from, to } });
  }
  return { value, placed: { ...place, children } };
}
