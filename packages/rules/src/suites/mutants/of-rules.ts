import { isDurationError, parseDuration } from "@corridor/time";
import { type Cursor, entries, inside, isMap, members } from "../../reading/index.ts";
import { becomes, type Change, leftOut } from "./change.ts";
import { editsOf } from "./expressions.ts";
import { longerThan } from "./longer.ts";

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
  "timeout",
  "repeat",
]);
/** Keys whose numbers are thresholds. */
const NUMBERS: ReadonlySet<string> = new Set([
  "above",
  "below",
  "clear_above",
  "clear_below",
  "min_samples",
  "repeat",
  "limit",
  "max_load",
]);
/** Keys that hold conditions. */
const CONDITIONS: ReadonlySet<string> = new Set(["if", "while", "where", "pause_while", "not", "done_when"]);
/** Keys whose members can each be done without. */
const LISTS: ReadonlySet<string> = new Set(["then", "else", "levels", "exhausted"]);
/** Keys that name who is told or who may. */
const WHO: ReadonlySet<string> = new Set(["role", "else_role"]);

/** What is changed in a rule or a policy. Roles are those of the practice: who is told becomes the next of them. */
export const changesOf = (at: Cursor, roles: readonly string[]): readonly Change[] =>
  new Changes(roles).within(at);

class Changes {
  private readonly roles: readonly string[];

  constructor(roles: readonly string[]) {
    this.roles = roles;
  }

  /** What is inside a map or a list that is no condition and no list of actions. */
  within(at: Cursor): readonly Change[] {
    return [
      ...entries(at).flatMap(([key, one]) => this.under(key, one)),
      ...members(at).flatMap((one) => [...ofValue(one), ...this.within(one)]),
    ];
  }

  private under(key: string, at: Cursor): readonly Change[] {
    if (CONDITIONS.has(key)) return ofCondition(at);
    if (key === "let") return entries(at).flatMap(([, one]) => ofExpression(one, 0));
    if (LISTS.has(key)) return members(at).flatMap((one) => [leftOut(one), ...this.within(one)]);
    if (SPANS.has(key) && typeof at.value !== "number") return this.ofSpans(at);
    if (key === "roles") return members(at).length > 1 ? members(at).map(leftOut) : [];
    if (WHO.has(key)) return this.ofRole(at);
    if (key === "notify") return [...ofPick(inside(at, "pick")), ...this.within(at)];
    if (key === "pauses") return [becomes(at, at.value !== true, code)];
    if (NUMBERS.has(key) && typeof at.value === "number") return [ofNumber(at)];
    return [...ofValue(at), ...this.within(at)];
  }

  private ofSpans(at: Cursor): readonly Change[] {
    if (isMap(at.value)) return this.within(at);
    return Array.isArray(at.value) ? members(at).flatMap(ofSpan) : [...ofSpan(at), ...ofValue(at)];
  }

  private ofRole(at: Cursor): readonly Change[] {
    const here = this.roles.indexOf(String(at.value));
    const other = this.roles[(here + 1) % this.roles.length];
    return here < 0 || other === undefined || other === at.value ? [] : [becomes(at, other, code)];
  }
}

export function ofCondition(at: Cursor): readonly Change[] {
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
  return editsOf(source).map(({ from, to, text }) => ({
    at,
    span: [from + skip, to + skip] as const,
    what: `\`${source.slice(from, to)}\` becomes \`${text}\` in \`${source}\``,
    value: String(at.value).slice(0, from + skip) + text + source.slice(to),
  }));
}

function ofSpan(at: Cursor): readonly Change[] {
  const longer = typeof at.value === "string" ? longerThan(at.value) : null;
  if (longer === null || isDurationError(parseDuration(longer))) return [];
  return [{ at, what: `“${String(at.value)}” becomes “${longer}”`, value: longer }];
}

function ofNumber(at: Cursor): Change {
  const n = Number(at.value);
  return becomes(at, Number.isInteger(n) ? n + 1 : Math.round((n + 0.01) * 1_000) / 1_000, String);
}

/** Without it everybody of the role is told. */
const ofPick = (at: Cursor): readonly Change[] =>
  at.value === undefined ? [] : [{ at, what: `without \`pick: ${String(at.value)}\``, value: undefined }];

const code = (text: string): string => `\`${text}\``;
