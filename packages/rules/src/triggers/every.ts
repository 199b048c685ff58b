import type { Instant } from "@corridor/domain";
import { compileSchedule, fromEpochMs, isHoliday, nextDay, type Schedule, toEpochMs } from "@corridor/time";
import * as z from "zod/mini";
import { type Index, indexOf } from "../actions/candidates.ts";
import { assuredBy, compileCondition, type Condition } from "../conditions/index.ts";
import { hashOf } from "../hash.ts";
import type { Timer } from "../model.ts";
import { type Cursor, inside } from "../reading/index.ts";
import { type Ground, type Practice, scopeOf, withVars } from "../scope/index.ts";
import { Expression, Id } from "../shape/index.ts";
import { checkCalendar } from "./span.ts";
import { isLate } from "./late.ts";
import type { PracticeLook, PracticeTrigger, TriggerKind, Turn } from "./trigger.ts";
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
    what: "Starts at fixed times of the week: minute, hour, day, month, weekday. Without `each` it starts on no card: its rule tells staff, announces, or finds cards with `select`.",
    example: '{ every: "30 7 * * mon-fri", skip_holidays: front-desk }',
    keys: {
      catch_up: "What becomes of times that were slept through: the `last` of them, `all`, or `none`.",
      skip_holidays: "The calendar on whose holidays it does not start.",
      each: "Which cards it starts on, each by itself, however many there are: one `==` on stage, state, location, type or assignee, and more.",
    },
  },
  schema,
  compile(spec, at, ground, place) {
    const errors = ground.findings.errors;
    checkCalendar(inside(at, "skip_holidays"), ground);
    const schedule = compileSchedule(spec.every, ground.practice.rules.timezone);
    if ("error" in schedule) ground.findings.error("trigger-every", inside(at, "every"), schedule.error);
    else if (schedule.next(MONDAY) === null)
      ground.findings.strict(
        "trigger-every",
        inside(at, "every"),
        "This time never comes: there is no such day in any month it names",
      );
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
    const name = nameTrigger({ kind: "every", every: spec.every }, place, inside(at, "every"), ground);
    const sig = hashOf({ ...spec, basis, zone: schedule.zone });
    const next = (after: Instant): Instant | null => nextOf(schedule, calendar, ground.practice, after);
    const trigger: PracticeTrigger = {
      ...{ kind: "every", name, sig, text: `every ${spec.every}`, each, card: each ? "all" : "nothing" },
      vars: { "trigger.due": "timestamp", "trigger.late": "bool" },
      ...{ condition: null, start: { kind: "outside" } },
      assures: each ? assuredBy(each.condition) : [],
      reads: each?.reads ?? [],
      counts: () => false,
      look: (look) => turned({ name, sig, catchUp, next }, look),
    };
    return trigger;
  },
};

/** A schedule, and what it is called in the keys of its clocks. */
interface Timed {
  readonly name: string;
  readonly sig: string;
  readonly catchUp: "last" | "all" | "none";
  /** The first planned time after an instant. */
  readonly next: (after: Instant) => Instant | null;
}

/** Its one clock stands at the next planned time, which is its name: whoever rings it twice rings the same. */
function turned(timed: Timed, look: PracticeLook): Turn {
  const [had = null] = look.mine;
  if (look.rung?.due && look.rung.sig === timed.sig) return rung(timed, look, look.rung.due);
  // Reckoned from where it began to wait: time zone data may be other than then.
  const since = had?.sig === timed.sig ? (had.since ?? look.now) : look.now;
  const timer = timerAt(timed, look, since);
  const stands =
    had !== null && had.key === timer?.key && had.sig === timed.sig && had.trigger === look.trigger;
  return { timers: stands ? [had] : timer ? [timer] : [], starts: [] };
}

/** Of the times that are past, those that count; then the clock is set to the next. */
function rung(timed: Timed, look: PracticeLook, due: Instant): Turn {
  const { catchUp, next, name } = timed;
  const { now, rule } = look;
  const late = isLate(due, now);
  const timer = timerAt(timed, look, catchUp === "all" ? due : now);
  const timers = timer ? [timer] : [];
  if (catchUp === "none" && late) return { timers, starts: [] };
  const planned = catchUp === "last" ? lastBy(now, due, next) : due;
  const facts = { step: 0, by: null, due: planned, late, anchor: null };
  return { timers, starts: [{ occurrence: keyAt(rule, name, planned), facts, location: null }] };
}

/** The last planned time by now, `due` or later. It is looked for near now first: a long sleep may have passed thousands. */
function lastBy(now: Instant, due: Instant, next: Timed["next"]): Instant {
  for (const span of [HOUR, DAY, 32 * DAY]) {
    const from = fromEpochMs(toEpochMs(now) - span);
    const near = from > due ? lastAfter(from, now, next) : null;
    if (near !== null) return near;
    if (from <= due) break;
  }
  return lastAfter(due, now, next) ?? due;
}

function lastAfter(from: Instant, now: Instant, next: Timed["next"]): Instant | null {
  let last: Instant | null = null;
  for (let then = next(from); then !== null && then <= now; then = next(then)) last = then;
  return last;
}

function timerAt({ name, sig, next }: Timed, { rule, trigger }: PracticeLook, since: Instant): Timer | null {
  const due = next(since);
  if (due === null) return null;
  const armed = { key: keyAt(rule, name, due), card: null, rule, trigger, step: 0 };
  return { ...armed, due, anchor: null, since, sig };
}

const keyAt = (rule: string, name: string, due: Instant): string => `every:${rule}.${name}/${due}`;

function compileEach(source: string, at: Cursor, ground: Ground): PracticeTrigger["each"] {
  const scope = withVars(scopeOf(ground), { it: "card" });
  const condition: Condition | null = compileCondition(scope, at);
  const index: Index | null = condition && indexOf(condition, source, scope, "card", at);
  return condition && index && { condition, index, reads: [...scope.reads] };
}

/** How many holidays may follow one another; then there is no next time. */
const MOST_SKIPPED = 400;

function nextOf(
  schedule: Schedule,
  calendar: string | null,
  practice: Practice,
  after: Instant,
): Instant | null {
  let next = schedule.next(after);
  const kept = calendar === null ? undefined : practice.calendars[calendar];
  for (let n = 0; kept && next !== null && isHoliday(kept, next); n += 1) {
    // What is strictly after the moment before the next day begins.
    const dayEnds = fromEpochMs(toEpochMs(nextDay(kept, next)) - 1);
    next = n < MOST_SKIPPED ? schedule.next(dayEnds) : null;
  }
  return next;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
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
