import type { YamlValue } from "../yaml/index.ts";

const PLAIN = /^[A-Za-z_=$](?:[\w .=/+*()$-]*[\w.=/+*()$-])?$/;
const WORDS = new Set(["true", "false", "null", "yes", "no", "on", "off"]);

/** A value on one line, as it may stand anywhere in a file: plain where everyone reads it the same way, else quoted. */
export function written(value: YamlValue): string {
  if (typeof value === "string") return text(value);
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  const entries = Object.entries(value).map(([key, one]) => `${text(key)}: ${written(one)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function text(value: string): string {
  if (PLAIN.test(value) && !WORDS.has(value.toLowerCase())) return value;
  // Durations begin with a digit and are no numbers: `48h`, `2 business days`.
  if (/^\d+ ?[a-z][a-z ]*$/.test(value) && !/^\d+e\d/i.test(value))
    return value.trim() === value ? value : JSON.stringify(value);
  const single = !value.includes("'") && /^[\x20-\x7e]*$/.test(value);
  return single && value.includes('"') ? `'${value}'` : JSON.stringify(value);
}
