import type { Instant } from "@corridor/domain";
import { compileSchedule, isHoliday, type Schedule, toEpochMs } from "@corridor/time";
import * as z from "zod/mini";
import { type Index, indexOf } from "../actions/candidates.ts";
import { assuredBy, compileCondition, type Condition } from "../conditions/index.ts";
import { hashOf } from "../hash.ts";
import { type Cursor, inside } from "../reading/index.ts";
import { type Ground, type Practice, scopeOf, withVars } from "../scope/index.ts";
import { Expression, Id } from "../shape/index.ts";
import { checkCalendar } from "./span.ts";
import type { EveryTrigger, TriggerKind } from "./trigger.ts";
import { nameTrigger } from "./trigger-name.ts";

const schema = z.strictObject({
  every: z.string(),
  catch_up: z.optional(z.enum(["last", "all", "none"])),
  skip_holidays: z.optional(Id),
  each: z.optional(Expression),
});
type Spec = z.infer<typeof schema>;

/** At the times of a schedule, on the wall clock of the practice. */
export const every: TriggerKind<Spec> = {
  key: "every",
  doc: {
    what: "Starts at fixed times of the week: minute, hour, day, month, weekday. Without `each` it only selects cards.",
    example: '{ every: "30 7 * * mon-fri", skip_holidays: front-desk }',
    keys: {
      catch_up: "What becomes of times that were slept through: the `last` of them, `all`, or `none`.",
      skip_holidays: "The calendar on whose holidays it does not start.",
      each: "Which cards it starts on, each by itself: one `==` on stage, state, location, type or assignee, and more.",
    },
  },
  schema,
  compile(spec, at, ground, place) {
    const errors = ground.findings.errors;
    checkCalendar(inside(at, "skip_holidays"), ground);
    const schedule = compileSchedule(spec.every, ground.practice.rules.timezone);
    if ("error" in schedule) ground.findings.error("trigger-every", inside(at, "every"), schedule.error);
    const catchUp = spec.catch_up ?? "last";
    if (!("error" in schedule) && catchUp === "all" && oftenerThanHourly(schedule))
      ground.findings.error(
        "trigger-every",
        inside(at, "catch_up"),
        "`all` is for times an hour or more apart: after a night there would be hundreds",
      );
    const each = spec.each === undefined ? null : compileEach(spec.each, inside(at, "each"), ground);
    if ("error" in schedule || ground.findings.errors > errors) return null;
    const calendar = spec.skip_holidays ?? null;
    const basis = calendar === null ? null : ground.practice.calendarSpecs[calendar];
    const trigger: EveryTrigger = {
      kind: "every",
      name: nameTrigger({ kind: "every", every: spec.every }, place, inside(at, "every"), ground),
      sig: hashOf({ ...spec, basis, zone: schedule.zone }),
      text: `every ${spec.every}`,
      vars: { "trigger.due": "timestamp", "trigger.late": "bool" },
      ...{ condition: null, start: { kind: "outside" }, catchUp, each },
      assures: each ? assuredBy(each.condition) : [],
      reads: each?.reads ?? [],
      next: (after) => nextOf(schedule, calendar, ground.practice, after),
    };
    return trigger;
  },
};

function compileEach(source: string, at: Cursor, ground: Ground): EveryTrigger["each"] {
  const scope = withVars(scopeOf(ground), { it: "card" });
  const condition: Condition | null = compileCondition(scope, at);
  const index: Index | null = condition && indexOf(condition, source, scope, "card", at);
  return condition && index && { condition, index, reads: [...scope.reads] };
}

/** How many planned times in a row may be holidays; then there is none. */
const MOST_SKIPPED = 400;

function nextOf(
  schedule: Schedule,
  calendar: string | null,
  practice: Practice,
  after: Instant,
): Instant | null {
  let next = schedule.next(after);
  const kept = calendar === null ? undefined : practice.calendars[calendar];
  for (let n = 0; kept && next !== null && isHoliday(kept, next); n += 1)
    next = n < MOST_SKIPPED ? schedule.next(next) : null;
  return next;
}

const HOUR = 3_600_000;
const MONDAY: Instant = "2026-06-15T04:00:00.000Z";

function oftenerThanHourly({ next }: Schedule): boolean {
  let before = next(MONDAY);
  for (let n = 0; n < 60 && before !== null; n += 1) {
    const then = next(before);
    if (then !== null && toEpochMs(then) - toEpochMs(before) < HOUR) return true;
    before = then;
  }
  return false;
}
