import type { NoticeGroup } from "@corridor/domain";
import * as z from "zod/mini";
import type { TextPart } from "../cel/index.ts";
import { type Cursor, inside, members } from "../reading/index.ts";
import { compileText, known, type Moment, nameOf, type Scope } from "../scope/index.ts";
import { DurationText } from "../shape/index.ts";
import { shifted, type Span, spanOf } from "../triggers/index.ts";
import type { Whom } from "./audience.ts";

/** Notices that are told as one. */
export const GroupSpec = z.strictObject({
  by: z.optional(z.array(z.string())),
  wait: DurationText,
  repeat: z.optional(DurationText),
});
type Spec = z.infer<typeof GroupSpec>;

export interface Grouping {
  /** What the notices of a group have in common. */
  readonly by: readonly (readonly TextPart[])[];
  readonly wait: Span;
  readonly repeat: Span | null;
}

export function readGroup(spec: Spec, at: Cursor, scope: Scope, calendar: string | undefined): Grouping {
  const { ground } = scope;
  const { fields } = ground.practice.rules;
  const by = members(inside(at, "by")).map((cursor) => {
    const field = String(cursor.value);
    if (!known(scope, "field", cursor, Object.keys(fields))) return [];
    if (fields[field]?.phi)
      ground.findings.error("cel-phi", cursor, `\`${field}\` is protected: nothing is grouped by it`);
    return compileText(scope, { ...cursor, value: `\${card.${field}}` }, "allow") ?? [];
  });
  const span = (key: "wait" | "repeat", text: string) => spanOf(text, inside(at, key), calendar, ground);
  return {
    by,
    wait: span("wait", spec.wait),
    repeat: spec.repeat === undefined ? null : span("repeat", spec.repeat),
  };
}

/** More than so many notices that are late, to the same people, are told as one. */
const LATE_APART = 5;

/**
 * The group of a notice: of this rule or policy, to these people, about cards that have these values in common. One
 * that comes late, after the server was away, is grouped with all that come late to the same people.
 */
export function groupFor(
  grouping: Grouping | null,
  name: string,
  { role, person }: NonNullable<Whom["to"]>,
  moment: Moment,
): NoticeGroup | null {
  const { now, trigger } = moment.env;
  if (grouping) {
    const { by, wait, repeat } = grouping;
    const values = by.map((parts) => nameOf(parts, moment) ?? "");
    const until = shifted(now, wait, moment.practice, 1);
    const quietUntil = repeat && shifted(until ?? now, repeat, moment.practice, 1);
    return { key: JSON.stringify([name, role, person, ...values]), until, quietUntil, apart: 1 };
  }
  if (!trigger?.late) return null;
  return { key: JSON.stringify(["late", role, person]), until: null, quietUntil: null, apart: LATE_APART };
}
