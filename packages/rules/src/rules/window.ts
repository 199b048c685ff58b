import type { Instant } from "@corridor/domain";
import { dayIn, parseTime, timeIn } from "@corridor/time";
import type { Barred } from "../model.ts";
import { type Cursor, inside } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";

/** From when and until when a rule is in force; null is for ever. */
export interface Window {
  readonly from: Instant | null;
  readonly until: Instant | null;
  /** The zone its times are told in. */
  readonly zone: string;
}

/** `effective_from` and `effective_until` of a rule. */
export function readWindow(at: Cursor, ground: Ground): Window {
  const zone = ground.practice.rules.timezone;
  const from = readTime(inside(at, "effective_from"), zone, ground);
  const until = readTime(inside(at, "effective_until"), zone, ground);
  if (from !== null && until !== null && until <= from) {
    const message = "The rule would end before it begins: `effective_until` comes after `effective_from`";
    ground.findings.error("rule-window", inside(at, "effective_until"), message);
  }
  return { from, until, zone };
}

function readTime(at: Cursor, zone: string, { findings }: Ground): Instant | null {
  if (typeof at.value !== "string") return null;
  const time = parseTime(at.value, zone);
  if (typeof time === "string") return time;
  findings.error("value-type", at, capital(time.error));
  return null;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Why the rule is not in force now, or null. It is in force at its first instant, and no more at its last. */
export function outside({ from, until, zone }: Window, now: Instant): Barred | null {
  const said = (at: Instant): string => `${dayIn(at, zone)} ${timeIn(at, zone)}`;
  if (from !== null && now < from) return { outcome: "paused", because: `The rule begins on ${said(from)}` };
  if (until !== null && now >= until)
    return { outcome: "paused", because: `The rule ended on ${said(until)}` };
  return null;
}
