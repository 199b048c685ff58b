import type { ActionScope } from "../actions/index.ts";
import type { VarTypes } from "../cel/index.ts";
import { compileCondition } from "../conditions/index.ts";
import { canonicalJson } from "../hash.ts";
import { type Cursor, entries, Findings, inside, lineOf } from "../reading/index.ts";
import { type Ground, scopeOf } from "../scope/index.ts";
import { checkShape } from "../shape/index.ts";
import { blankOutline } from "../summary/index.ts";
import { readAudience, readGroup } from "../staff/index.ts";
import { checkCalendar, spanOf } from "../triggers/index.ts";
import { valueAlone } from "../yaml/index.ts";
import { createLadder, type Ladder, type Level } from "./ladder.ts";
import { PoliciesFile, PolicySpec } from "./schema.ts";

/** The policies of a ruleset as they are written, by id: what an escalation is pinned to. */
export type PolicyTexts = Readonly<Record<string, string>>;

/** What only whoever reads actions can do: a level and an exhausted ladder may act. */
export type ReadActions = ActionScope["actions"];

export const policyTexts = (at: Cursor): PolicyTexts =>
  Object.fromEntries(
    entries(inside(at, "escalations")).map(([id, policy]) => [id, canonicalJson(policy.value)]),
  );

/** The policies of a file by id. */
export function readPolicies(
  at: Cursor,
  ground: Ground,
  read: ReadActions,
): Readonly<Record<string, Ladder>> {
  const spec = checkShape(PoliciesFile, at, ground.findings);
  if (!spec) return {};
  const texts = policyTexts(at);
  return Object.fromEntries(
    Object.entries(spec.escalations).map(([id, policy]) => [
      id,
      ladderOf(id, policy, inside(at, "escalations", id), ground, texts, read),
    ]),
  );
}

/** A policy that an escalation was pinned to, on the practice as it is now; null where it can not be read any more. */
export function revivePolicy(
  id: string,
  text: string,
  ground: Ground,
  texts: PolicyTexts,
  read: ReadActions,
): Ladder | null {
  const findings = new Findings(true);
  const at: Cursor = { file: valueAlone(id, JSON.parse(text)), path: [], value: JSON.parse(text) };
  const spec = checkShape(PolicySpec, at, findings);
  const ladder = spec && ladderOf(id, spec, at, { ...ground, findings }, texts, read);
  return findings.errors > 0 ? null : ladder;
}

/** What expressions of a policy see besides the card. */
const OWN: VarTypes = {
  ...{ "escalation.policy": "string" as const, "escalation.level": "int" as const },
  "escalation.started_at": "timestamp",
};

function ladderOf(
  id: string,
  spec: PolicySpec,
  at: Cursor,
  ground: Ground,
  policies: PolicyTexts,
  read: ReadActions,
): Ladder {
  const scope = scopeOf(ground, OWN);
  const outline = blankOutline();
  const actions = (cursor: Cursor) =>
    cursor.value === undefined
      ? null
      : read(cursor, {
          ...scope,
          policies,
          depth: 0,
          actions: read,
          outline,
          under: [],
          rule: null,
          selections: new Map(),
          chosen: null,
        });
  checkCalendar(inside(at, "calendar"), ground);
  checkEnds(spec, at, ground);
  const span = (cursor: Cursor, text: string | undefined) =>
    text === undefined ? null : spanOf(text, cursor, spec.calendar, ground);
  const levels = spec.levels.map((level, n): Level => {
    const cursor = inside(at, "levels", n);
    return {
      line: lineOf(cursor),
      audience: readAudience(level.notify, inside(cursor, "notify"), scope),
      wait: span(inside(cursor, "wait"), level.wait),
      then: actions(inside(cursor, "then")),
    };
  });
  const done = spec.done_when === undefined ? null : compileCondition(scope, inside(at, "done_when"));
  const waits = levels.slice(0, -1).flatMap(({ wait }) => wait ?? []);
  const timeout = inside(at, "ack", "timeout");
  return createLadder(
    {
      ...{ id, file: at.file.file, calendar: spec.calendar ?? null, levels, done, repeat: spec.repeat ?? 0 },
      ack: { pauses: spec.ack?.pauses ?? true, timeout: span(timeout, spec.ack?.timeout) },
      exhausted: actions(inside(at, "exhausted")),
      group:
        spec.group === undefined ? null : readGroup(spec.group, inside(at, "group"), scope, spec.calendar),
    },
    { ...outline, id, at, done, waits },
    ground.practice,
  );
}

/** How a ladder ends, and how it gets from one level to the next. */
function checkEnds(spec: PolicySpec, at: Cursor, { findings }: Ground): void {
  if (spec.done_when === undefined)
    findings.warning(
      "policy-endless",
      at,
      "Without `done_when` this can only be ended by hand or by `resolve`: say what ends it, such as `done_when: has(card.assignee)`",
      {
        part: "key",
      },
    );
  const last = spec.levels.length - 1;
  for (const [n, level] of spec.levels.entries())
    if (level.wait === undefined && n < last)
      findings.error(
        "shape-missing",
        inside(at, "levels", n),
        "Only the last level may do without `wait`: how long until the next one",
      );
  const after = (["repeat", "exhausted"] as const).find((key) => spec[key] !== undefined && spec[key] !== 0);
  if (after !== undefined && spec.levels[last]?.wait === undefined)
    findings.error(
      "shape-missing",
      inside(at, "levels", last),
      `\`${after}\` comes after the last level: say how long its \`wait\` is`,
    );
  if (spec.ack?.pauses === false && spec.ack.timeout !== undefined)
    findings.error(
      "shape-value",
      inside(at, "ack", "timeout"),
      "An acknowledgement that does not pause has no `timeout`",
    );
}
