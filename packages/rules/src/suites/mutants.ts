import { isDurationError, parseDuration } from "@corridor/time";
import { type Cursor, entries, inside, isMap, lineOf, members } from "../reading/index.ts";
import type { YamlPath, YamlValue } from "../yaml/index.ts";
import { longerThan } from "./longer.ts";
import { changesOf } from "./mutant-expressions.ts";
import { writtenRules } from "./written-rules.ts";

/** One small change of one rule: where it is, what it is in words, and the file's text with it. */
export interface Mutant {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `“48h” becomes “49h”`: with the rule it names the mutant. */
  readonly what: string;
  readonly text: string;
}

interface Change {
  readonly at: Cursor;
  readonly span?: readonly [from: number, to: number];
  readonly what: string;
  readonly value: YamlValue | undefined;
}

/** Keys whose values are spans of time. */
const SPANS: ReadonlySet<string> = new Set([
  "for",
  "by",
  "within",
  "delay",
  "expires",
  "due",
  "every",
  "tolerate",
  "over",
  "wait",
  "repeat",
]);
/** Keys whose numbers are thresholds. */
const NUMBERS: ReadonlySet<string> = new Set([
  "above",
  "below",
  "clear_above",
  "clear_below",
  "min_samples",
  "limit",
  "max_load",
]);
/** Keys that hold conditions. */
const CONDITIONS: ReadonlySet<string> = new Set(["if", "while", "where", "pause_while", "not"]);
const LISTS: ReadonlySet<string> = new Set(["then", "else"]);

/** Every comparison, threshold and duration flipped, every condition negated, every action left out: one at a time. */
export const mutantsOf = (files: Readonly<Record<string, string>>): readonly Mutant[] =>
  writtenRules(files).flatMap(ofRule);

function ofRule(rule: Cursor): Mutant[] {
  const id = String(inside(rule, "id").value);
  return entries(rule)
    .flatMap(([key, at]) => changesAt(key, at))
    .map(({ at, span, what, value }) => {
      const { line, column } = span ? at.file.spanAt(at.path, ...span) : at.file.nodeAt(at.path);
      const text = JSON.stringify(replaced(rule.file.value, at.path, value));
      return { rule: id, file: at.file.file, line: line || lineOf(at), column, what, text };
    });
}

function changesAt(key: string, at: Cursor): readonly Change[] {
  if (CONDITIONS.has(key)) return [...ofCondition(at)];
  if (key === "let") return entries(at).flatMap(([, one]) => ofExpression(one, 0));
  if (LISTS.has(key)) return members(at).flatMap((action) => [leftOut(action), ...within(action)]);
  if (SPANS.has(key))
    return Array.isArray(at.value) ? members(at).flatMap(ofSpan) : [...ofSpan(at), ...ofValue(at)];
  if (NUMBERS.has(key) && typeof at.value === "number") return [ofNumber(at)];
  return [...ofValue(at), ...within(at)];
}

/** What is inside a map or a list that is no condition and no list of actions. */
const within = (at: Cursor): readonly Change[] => [
  ...entries(at).flatMap(([key, one]) => changesAt(key, one)),
  ...members(at).flatMap((one) => [...ofValue(one), ...within(one)]),
];

function ofCondition(at: Cursor): readonly Change[] {
  if (typeof at.value === "string") {
    const changes = ofExpression(at, 0);
    const turned = changes.some(({ what }) => /`(==|!=)` becomes/.test(what)) && !/&&|\|\|/.test(at.value);
    return turned
      ? changes
      : [{ at, what: `\`${at.value}\` is negated`, value: `!(${at.value})` }, ...changes];
  }
  if (Array.isArray(at.value)) return members(at).flatMap(ofCondition);
  return entries(at).flatMap(([key, one]) => (key === "because" ? [] : ofCondition(one)));
}

/** An expression after `=`. */
const ofValue = (at: Cursor): readonly Change[] =>
  typeof at.value === "string" && at.value.startsWith("=") ? ofExpression(at, 1) : [];

function ofExpression(at: Cursor, skip: number): readonly Change[] {
  const source = String(at.value).slice(skip);
  return changesOf(source).map(({ from, to, text }) => ({
    at,
    span: [from + skip, to + skip] as const,
    what: `\`${source.slice(from, to)}\` becomes \`${text}\` in \`${source}\``,
    value: String(at.value).slice(0, from + skip) + text + source.slice(to),
  }));
}

function ofSpan(at: Cursor): readonly Change[] {
  if (isMap(at.value)) return within(at);
  const longer = typeof at.value === "string" ? longerThan(at.value) : null;
  if (longer === null || isDurationError(parseDuration(longer))) return [];
  return [{ at, what: `“${String(at.value)}” becomes “${longer}”`, value: longer }];
}

function ofNumber(at: Cursor): Change {
  const n = Number(at.value);
  const more = Number.isInteger(n) ? n + 1 : Math.round((n + 0.01) * 1_000) / 1_000;
  return { at, what: `${n} becomes ${more}`, value: more };
}

const leftOut = (action: Cursor): Change => ({
  at: action,
  what: `without \`${shown(action.value)}\``,
  value: undefined,
});

/** An action on one line, long ones cut. */
function shown(value: YamlValue | undefined): string {
  const text = JSON.stringify(value).replace(/\\?"/g, "");
  return text.length > 90 ? `${text.slice(0, 89)}…` : text;
}

/** The value with another at a path; undefined takes the member of a list away. */
function replaced(value: YamlValue, [step, ...rest]: YamlPath, by: YamlValue | undefined): YamlValue {
  if (Array.isArray(value)) {
    if (rest.length === 0 && by === undefined) return value.filter((_, i) => i !== step);
    return value.map((one: YamlValue, i) => (i === step ? inner(one, rest, by) : one));
  }
  if (!isMap(value) || step === undefined) return value;
  return { ...value, [step]: inner(value[step] ?? null, rest, by) };
}

const inner = (value: YamlValue, rest: YamlPath, by: YamlValue | undefined): YamlValue =>
  rest.length === 0 ? (by ?? null) : replaced(value, rest, by);
