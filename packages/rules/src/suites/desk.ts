import { type FieldType, type FieldValue, type Instant, misfit } from "@corridor/domain";
import { parseTime } from "@corridor/time";
import { didYouMean } from "../diagnostics/index.ts";
import type { Ruleset } from "../model.ts";
import { type Cursor, isMap } from "../reading/index.ts";
import { type Ground, known } from "../scope/index.ts";

/** What the names in a file of tests are checked against. */
export interface Desk {
  readonly ground: Ground;
  readonly ruleset: Ruleset;
  /** The policies there are, with how many levels each has. */
  readonly levels: Readonly<Record<string, number>>;
  /** The rulesets that other rules files make, for activations in mid-flight. */
  readonly rulesetOf: (files: Cursor) => Ruleset | null;
}

/** What of the desk changes from test to test. */
export interface TrialDesk extends Desk {
  readonly cards: readonly string[];
  readonly people: readonly string[];
  readonly calls: readonly string[];
}

export const isKnown = (
  desk: Desk,
  what: string,
  at: Cursor,
  names: Iterable<string>,
  part?: "key",
): boolean => known({ ground: desk.ground }, what, at, names, part);

export const isRule = (desk: Desk, at: Cursor, part?: "key"): boolean =>
  isKnown(
    desk,
    "rule in these files",
    at,
    desk.ruleset.rules.map(({ id }) => id),
    part,
  );

/** A time of the practice, or null after the fault was noted. */
export function timeAt({ ground }: Desk, at: Cursor): Instant | null {
  const time = parseTime(String(at.value), ground.practice.rules.timezone);
  if (typeof time === "string") return time;
  ground.findings.error("value-type", at, time.error);
  return null;
}

/** Names a field may have that the practice does not list, and what is said of a card that is no field. */
export const fieldNamed = ({ ground }: Desk, name: string): FieldType | undefined => {
  const { fields } = ground.practice.rules;
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
};

/** The value of a field as it is written, or undefined after the fault was noted. Protected text is written plainly. */
export function fieldValue(
  desk: Desk,
  name: string,
  at: Cursor,
  besides: readonly string[],
): FieldValue | undefined {
  const { findings, practice } = desk.ground;
  const type = fieldNamed(desk, name);
  if (!type) {
    const names = [...Object.keys(practice.rules.fields), ...besides];
    const suggestion = didYouMean(name, names);
    findings.error("name-unknown", at, `There is no field called “${name}”`, { part: "key", suggestion });
    return undefined;
  }
  return typedValue(desk, name, type, at);
}

/** A value of a type as it is written, or undefined after the fault was noted. Times are the practice's own. */
export function typedValue(desk: Desk, name: string, type: FieldType, at: Cursor): FieldValue | undefined {
  const { value } = at;
  if (
    value === undefined ||
    isMap(value) ||
    (Array.isArray(value) && !value.every((one) => typeof one === "string"))
  )
    return wrong(desk, at, name, "must be text, a number, true or false, or a list of text");
  if (type.type === "timestamp" && typeof value === "string") return timeAt(desk, at) ?? undefined;
  const fault = misfit({ ...type, phi: false }, value as FieldValue);
  if (fault === null) return value as FieldValue;
  return wrong(desk, at, name, fault, type.enum ? didYouMean(String(value), type.enum) : undefined);
}

function wrong({ ground }: Desk, at: Cursor, name: string, fault: string, suggestion?: string): undefined {
  ground.findings.error("value-type", at, `\`${name}\` ${fault}`, { suggestion });
}
