import { parseDuration } from "@corridor/time";
import type { TextPart } from "../cel/index.ts";
import type { Policy, PolicyLevel } from "../model.ts";
import { type Cursor, inside } from "../reading/index.ts";
import { compileText, type Ground, known, type Scope, scopeOf } from "../scope/index.ts";
import { checkShape } from "../shape/index.ts";
import { PoliciesFile } from "./schema.ts";

/** A policy, and how the person of each level is named by the card. */
export interface Ladder {
  readonly policy: Policy;
  readonly users: readonly (readonly TextPart[] | null)[];
}

type Spec = PoliciesFile["escalations"][string];

/** The policies of a file by id. */
export function readPolicies(at: Cursor, ground: Ground): Readonly<Record<string, Ladder>> {
  const spec = checkShape(PoliciesFile, at, ground.findings);
  if (!spec) return {};
  return Object.fromEntries(
    Object.entries(spec.escalations).map(([id, policy]) => [
      id,
      ladder(id, policy, inside(at, "escalations", id), ground),
    ]),
  );
}

function ladder(id: string, spec: Spec, at: Cursor, ground: Ground): Ladder {
  const scope = scopeOf(ground);
  const levels = spec.levels.map(({ notify, wait }): PolicyLevel => {
    const { role = null, user = null, else_role: elseRole = null, via } = notify;
    return { notify: { role, user, elseRole, via }, wait: wait ?? null };
  });
  const users = spec.levels.map((level, i) => checkLevel(scope, spec, level, i, inside(at, "levels", i)));
  if (spec.calendar !== undefined)
    known(scope, "calendar", inside(at, "calendar"), Object.keys(ground.practice.calendarSpecs));
  return { policy: { id, calendar: spec.calendar ?? null, levels }, users };
}

type LevelSpec = Spec["levels"][number];

function checkLevel(
  scope: Scope,
  spec: Spec,
  level: LevelSpec,
  index: number,
  at: Cursor,
): readonly TextPart[] | null {
  const { findings, practice } = scope.ground;
  const roles = Object.keys(practice.rules.roles);
  const notify = inside(at, "notify");
  for (const key of ["role", "else_role"] as const)
    if (level.notify[key] !== undefined) known(scope, "role", inside(notify, key), roles);
  if ((level.notify.role === undefined) === (level.notify.user === undefined))
    findings.error("shape-value", notify, "Notify either a `role` or a `user`");
  const last = index === spec.levels.length - 1;
  if (level.wait === undefined && !last)
    findings.error(
      "shape-missing",
      at,
      "Only the last level may do without `wait`: how long until the next one",
    );
  if (level.wait !== undefined && isBusiness(level.wait) && spec.calendar === undefined)
    findings.error("duration-calendar", inside(at, "wait"), "Business time needs the policy's `calendar`");
  // Nobody may own the card: then the notice goes to `else_role`.
  return level.notify.user === undefined ? null : compileText(scope, inside(notify, "user"));
}

function isBusiness(text: string): boolean {
  const duration = parseDuration(text);
  return "kind" in duration && duration.kind === "business";
}
