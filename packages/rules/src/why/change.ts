import { dayIn, type Instant, timeIn } from "@corridor/time";
import type { Change } from "../model.ts";

/** What bindings are when a change has been made: keys that stand before what was bound. */
export type Overrides = Readonly<Record<string, unknown>>;

/** A change that may help, how the bindings are with it, and how near it lies: the smaller the nearer. */
export interface Candidate {
  /** Made when it is the answer. */
  readonly change: () => Change;
  readonly overrides: Overrides;
  readonly rank: number;
}

const SAYS: Readonly<Record<Exclude<Change["kind"], "at">, (path: string, value: string) => string>> = {
  to: (path, value) => `if ${path} were ${value}`,
  other: (path, value) => `if ${path} were anything but ${value}`,
  any: (path) => `if ${path} had a value`,
  none: (path) => `if ${path} were empty`,
  with: (path, value) => `if ${path} had ${value}`,
  without: (path, value) => `if ${path} had not ${value}`,
};

/** A change and the sentence that tells of it. Times are told as the practice's clocks show them. */
export function changeOf(
  kind: Change["kind"],
  path: string,
  value: unknown,
  from: unknown,
  zone: string,
): Change {
  const local = (at: Instant): string => `${dayIn(at, zone)} ${timeIn(at, zone)}`;
  const isTime = typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  const shown = isTime ? local(value) : String(value);
  return { kind, path, value, from, text: kind === "at" ? `if it were ${shown}` : SAYS[kind](path, shown) };
}
