import type { VarType, VarTypes } from "../cel/index.ts";

/**
 * The names a rule sees that any of several triggers may start: what only some of them bring may be absent, and
 * what they type differently has no declared type.
 */
export function mergeVars(all: readonly VarTypes[]): VarTypes {
  const [only, ...others] = all;
  if (!only || others.length === 0) return only ?? {};
  const names = new Set(all.flatMap((vars) => Object.keys(vars)));
  return Object.fromEntries([...names].map((name) => [name, merge(all.map((vars) => vars[name]))]));
}

function merge(types: readonly (VarType | undefined)[]): VarType {
  const given = types.filter((type) => type !== undefined);
  const first = given[0] as VarType;
  const alike = given.every((type) => JSON.stringify(type) === JSON.stringify(first));
  if (alike && given.length === types.length) return first;
  if (!alike || first === "card") return { type: "dyn", absent: true };
  if (typeof first === "string") return { type: first, absent: true };
  return "enum" in first ? { type: "string", absent: true } : { ...first, absent: true };
}
