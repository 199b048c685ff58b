import type { Instant } from "@corridor/domain";
import type { Trace } from "@corridor/engine";
import type { Ruleset } from "@corridor/rules";
import { dayIn, timeIn } from "@corridor/time";

/** A value as YAML would have it on one line. */
export function spoken(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return /^[\w.-]+$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(spoken).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return `{ ${entries.map(([key, one]) => `${key}: ${spoken(one)}`).join(", ")} }`;
}

/** An instant on the practice's clock, as tests write it. */
export const clockTime = (at: Instant, zone: string): string => `${dayIn(at, zone)}T${timeIn(at, zone)}`;

/** Why a rule did what it did, clause by clause, with what each read. */
export function whyOf(trace: Trace, { practice, rule }: Ruleset): readonly string[] {
  const known = rule(trace.rule);
  const where = known ? ` (${known.file}:${known.line})` : "";
  const head = `${trace.rule}${where} was ${trace.outcome} at ${clockTime(trace.at, practice.timezone)}`;
  const because = trace.because === null ? [] : [`  because: ${trace.because}`];
  const clauses = trace.leaves.map(({ expr, value, read, error }) => {
    const values = Object.entries(read).map(([path, one]) => `${path} = ${spoken(one)}`);
    const mark = value === null ? "?" : value ? "✓" : "✗";
    return `  ${mark} ${expr}${values.length > 0 ? `   ${values.join(", ")}` : ""}${error === null ? "" : `   ${error}`}`;
  });
  return [head, ...because, ...clauses];
}
