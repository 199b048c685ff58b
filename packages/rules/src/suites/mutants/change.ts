import { type Cursor, isMap } from "../../reading/index.ts";
import type { YamlPath, YamlValue } from "../../yaml/index.ts";

/** One small thing written otherwise; `value` undefined: it is left out. */
export interface Change {
  readonly at: Cursor;
  readonly span?: readonly [from: number, to: number];
  readonly what: string;
  readonly value: YamlValue | undefined;
}

/** `text` is what stands there now. */
export const becomes = (at: Cursor, value: YamlValue, quoted: (text: string) => string): Change => ({
  at,
  what: `${quoted(String(at.value))} becomes ${quoted(String(value))}`,
  value,
});

export const leftOut = (at: Cursor): Change => ({
  at,
  what: `without \`${shown(at.value)}\``,
  value: undefined,
});

/** A value on one line, long ones cut. */
export function shown(value: YamlValue | undefined): string {
  const text = JSON.stringify(value).replace(/\\?"/g, "");
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}

/** The value with another at a path; undefined takes what is there away. */
export function replaced(value: YamlValue, [step, ...rest]: YamlPath, by: YamlValue | undefined): YamlValue {
  if (Array.isArray(value)) {
    if (rest.length === 0 && by === undefined) return value.filter((_, i) => i !== step);
    return value.map((one: YamlValue, i) => (i === step ? inner(one, rest, by) : one));
  }
  if (!isMap(value) || step === undefined) return value;
  if (rest.length > 0 || by !== undefined) return { ...value, [step]: inner(value[step] ?? null, rest, by) };
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== step));
}

const inner = (value: YamlValue, rest: YamlPath, by: YamlValue | undefined): YamlValue =>
  rest.length === 0 ? (by ?? null) : replaced(value, rest, by);
