import { type Card, factKey, type FieldType, type Instant, must } from "@corridor/domain";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import * as z from "zod/mini";
import { didYouMean } from "../diagnostics/index.ts";
import { hashOf } from "../hash.ts";
import type { Env, Pause, Timer, TimerChange } from "../model.ts";
import { type Cursor, inside, lineOf, members } from "../reading/index.ts";
import { type Ground, momentOf, type Practice } from "../scope/index.ts";
import { DurationText, Id } from "../shape/index.ts";
import type { LastingState } from "./lasting-state.ts";
import { isLate, Late, mayFire } from "./late.ts";
import { noted, pausesOf, readPausing, waitsFor } from "./pausing.ts";
import { projected } from "./projection.ts";
import { checkCalendar, type Span, shifted, spanBasis, spanOf } from "./span.ts";
import { isSpent, ledTo } from "./spent.ts";
import type { ClockLook, ClockTrigger, Fate } from "./trigger.ts";
import { keyOf, nameTrigger, type TriggerPlace } from "./trigger-name.ts";

/** What `before` and `after` share: steps counted from a time of the card. */
export const steps = {
  by: z.union([DurationText, z.array(DurationText).check(z.minLength(1, "must name at least one step"))]),
  late: z.optional(Late),
  calendar: z.optional(Id),
};

export const STEP_DOCS = {
  by: "How long: one duration, or a list in the order they come due. `3 days` keeps the time of day, `72h` counts hours, `2 business days` needs a `calendar`.",
  late: "What becomes of a step found overdue: `skip` it, `fire` it all the same, or fire it only `{ within: 30m }`.",
  calendar: "The calendar of practice.yaml that counts business time.",
} as const;

export interface RelativeSpec {
  readonly anchor: string;
  readonly by: string | readonly string[];
  readonly late?: Late | undefined;
  readonly calendar?: string | undefined;
  readonly pause_while?: unknown;
}

interface Relative {
  readonly place: TriggerPlace;
  readonly name: string;
  readonly kind: "before" | "after";
  readonly field: string;
  readonly spans: readonly Span[];
  readonly late: Late;
  /** In which state its clocks stand still. */
  readonly pausing: LastingState | null;
  readonly sig: string;
}

export function compileRelative(
  kind: "before" | "after",
  spec: RelativeSpec,
  at: Cursor,
  ground: Ground,
  place: TriggerPlace,
): ClockTrigger | null {
  const errors = ground.findings.errors;
  const field = anchorField(spec.anchor, inside(at, kind), ground);
  checkCalendar(inside(at, "calendar"), ground);
  const list = Array.isArray(spec.by);
  const by: readonly string[] = typeof spec.by === "string" ? [spec.by] : spec.by;
  const spans = by.map((text, i) =>
    spanOf(text, inside(at, "by", ...(list ? [i] : [])), spec.calendar, ground),
  );
  const pausing = readPausing(at, ground);
  if (field === null || ground.findings.errors > errors) return null;
  const asked = ground.cel({}).compile(`has(${spec.anchor})`, "bool");
  const present = must(asked.ok ? asked.expr : null, "a time of the card can be asked for");
  checkOrder(kind, spans, inside(at, "by"), ground);
  const late = spec.late ?? place.late ?? "skip";
  const basis = spans.map((span) => spanBasis(span, ground.practice));
  const name = nameTrigger({ kind, field }, place, inside(at, kind), ground);
  const identity = { kind, field, basis, late };
  const sig = hashOf(pausing ? { ...identity, pause: spec.pause_while } : identity);
  const relative: Relative = { place, name, kind, field, spans, late, pausing, sig };
  return {
    ...{
      kind,
      name,
      sig: relative.sig,
      condition: null,
      needs: { kind: "leaf", expr: present, because: null, line: lineOf(inside(at, kind)) },
      watches: [...new Set([field, ...(pausing?.watches ?? [])])],
      reads: [spec.anchor, ...(pausing?.reads ?? [])],
      assures: [spec.anchor],
      start: { kind: "time", field, before: kind === "before", by },
    },
    waits: waitsFor(at),
    text: `${by.join(", ")} ${kind} ${spec.anchor}`,
    vars: {
      ...{ "trigger.step": "int", "trigger.by": "string", "trigger.due": "timestamp" },
      ...{ "trigger.late": "bool", "trigger.anchor": "timestamp" },
    },
    arm: (look) => arm(relative, look),
    due: (env, timer, practice) => fate(relative, env, timer, practice),
  };
}

/** The time field an anchor names (`card.appointment.start`), or null after the fault was noted. */
function anchorField(anchor: string, at: Cursor, { findings, practice }: Ground): string | null {
  const { fields } = practice.rules;
  const isTime = (name: string): boolean => fields[name]?.type === "timestamp" && !fields[name]?.phi;
  const field = anchor.startsWith("card.") ? anchor.slice("card.".length) : "";
  if (isTime(field)) return field;
  const times = Object.keys(fields)
    .filter(isTime)
    .map((name) => `card.${name}`);
  const suggestion = times.find((name) => name === `card.${anchor}`) ?? didYouMean(anchor, times);
  const type = (fields[field] as FieldType | undefined)?.type;
  const message = type
    ? `\`${anchor}\` ${HOLDS[type]}: count from one of ${times.join(", ")}`
    : `There is no time called “${anchor}”`;
  findings.error("trigger-anchor", at, message, { suggestion });
  return null;
}

const HOLDS: Readonly<Record<FieldType["type"], string>> = {
  ...{ string: "holds text, not a time", bool: "is true or false, not a time" },
  ...{ int: "holds a number, not a time", double: "holds a number, not a time" },
  ...{ list: "holds a list, not a time", timestamp: "is protected, and nothing counts from it" },
};

/** A Monday noon far from any clock change: there every step's length is seen. */
const NOON: Instant = "2026-06-15T16:00:00.000Z";

/** Steps stand in the order they come due, so that `trigger.step` reads as it is written. */
function checkOrder(kind: "before" | "after", spans: readonly Span[], at: Cursor, ground: Ground): void {
  const sign = kind === "before" ? -1 : 1;
  const dues = spans.map((span) => shifted(NOON, span, ground.practice, sign) ?? "");
  for (const [i, cursor] of members(at).entries()) {
    const earlier = dues[i - 1];
    if (i === 0 || earlier === undefined || (dues[i] as string) > earlier) continue;
    const order = kind === "before" ? "the longest first" : "the shortest first";
    const right = [...new Map(dues.map((due, n) => [due, spans[n]?.text ?? ""]))]
      .sort()
      .map(([, text]) => text);
    ground.findings.strict(
      "trigger-steps",
      cursor,
      `Steps stand in the order they come due, ${order}, each once: \`by: [${right.join(", ")}]\``,
    );
  }
}

/** The anchor now, and by what it is named: an appointment by its id, so that booking anew is a new anchor. */
function anchorOf({ field }: Relative, env: Env): { readonly value: Instant; readonly name: string } | null {
  const { card } = env;
  if (field === "appointment.start")
    return card.appointment && { value: normal(card.appointment.start), name: card.appointment.id };
  const value = field.startsWith("patient.") ? patientField(env, field) : card.fields[field];
  return typeof value === "string" ? { value: normal(value), name: field } : null;
}

function patientField({ facts, card }: Env, field: string): Card["fields"][string] | undefined {
  return facts.read(factKey("patient", card.patient))?.fields[field.slice("patient.".length)];
}

const normal = (instant: Instant): Instant => fromEpochMs(toEpochMs(instant));

interface Step {
  readonly key: string;
  readonly index: number;
  readonly span: Span;
  /** When it is due where nothing holds it up. */
  readonly due: Instant;
}

interface Ladder {
  readonly anchor: Instant | null;
  /** In the order they come due. */
  readonly steps: readonly Step[];
}

/** All steps of the present anchor. */
function stepsOf(relative: Relative, env: Env, practice: Practice): Ladder {
  const anchor = anchorOf(relative, env);
  if (!anchor) return { anchor: null, steps: [] };
  const { place, name, kind, spans } = relative;
  const prefix = `${keyOf("rel", place.rule, name, env.card.id)}/${anchor.name}@${anchor.value}`;
  const steps = spans.flatMap((span, index): Step[] => {
    const due = shifted(anchor.value, span, practice, kind === "before" ? -1 : 1);
    return due === null ? [] : [{ key: `${prefix}/${span.text.replaceAll(" ", "-")}`, index, span, due }];
  });
  return { anchor: anchor.value, steps };
}

/** When a step is due with these pauses. Only what comes after its time is ever held up. */
const dueOf = (anchor: Instant, { span, due }: Step, pauses: readonly Pause[], practice: Practice) =>
  pauses.length === 0 ? due : projected(anchor, span, pauses, practice);

/**
 * Arms what is ahead. Of steps that are already overdue only the last counts, and only as `late` allows; the
 * ones before it are passed. What has fired for this anchor stays spent, even when the anchor goes and comes back.
 */
function arm(relative: Relative, { env, mine, practice, newRules }: ClockLook): TimerChange {
  const { anchor, steps } = stepsOf(relative, env, practice);
  const have = new Map(mine.map((timer) => [timer.key, timer]));
  const moment = momentOf(env, practice);
  const looked = steps.flatMap((step) => {
    if (anchor === null) return [];
    const had = have.get(step.key);
    const before = pausesOf(had);
    const pauses = noted(relative.pausing, moment, before, dueOf(anchor, step, before, practice));
    return [{ step, had, pauses, due: dueOf(anchor, step, pauses, practice) }];
  });
  const over = relative.kind === "before" && anchor !== null && env.now >= anchor;
  const lastOverdue = looked.findLastIndex(({ due }) => due !== null && due <= env.now);
  const put: Timer[] = [];
  const keep = new Set<string>();
  for (const [i, { step, had, pauses, due }] of looked.entries()) {
    // Under new rules what is due is reckoned anew whatever its rule says: a calendar or a zone may be another.
    const stands = had?.sig === relative.sig && pauses === pausesOf(had) && (!newRules || had.due === due);
    if (had && (stands || isSpent(had))) {
      keep.add(step.key);
      continue;
    }
    if (over || i < lastOverdue || !mayFire(relative.late, due ?? env.now, env.now)) continue;
    const way = had ? ledTo(had) : {};
    put.push({ ...timerOf(relative, env.card.id, step, anchor, due, pauses), ...way });
  }
  const putKeys = new Set(put.map((timer) => timer.key));
  const stale = mine.filter((timer) => !isSpent(timer) && !keep.has(timer.key) && !putKeys.has(timer.key));
  return { put, drop: stale.map((timer) => timer.key) };
}

function timerOf(
  { place, sig }: Relative,
  card: string,
  { key, index }: Step,
  anchor: Instant | null,
  due: Instant | null,
  pauses: readonly Pause[],
): Timer {
  const held = pauses.filter(({ from }) => due === null || from < due);
  const ledger = held.length === 0 ? {} : { ledger: { pauses: held, lapse: null } };
  const armed = { key, card, rule: place.rule, trigger: place.index, step: index };
  return { ...armed, due, anchor, since: null, sig, ...ledger };
}

function fate(relative: Relative, env: Env, timer: Timer, practice: Practice): Fate {
  const { anchor, steps } = stepsOf(relative, env, practice);
  const at = steps.findIndex((step) => step.key === timer.key);
  const step = steps[at];
  if (!step || anchor === null) return { fire: false, why: "stale" };
  if (relative.kind === "before" && env.now >= anchor) return { fire: false, why: "too-late" };
  const isDue = (later: Step): boolean => (dueOf(anchor, later, pausesOf(timer), practice) ?? "9") <= env.now;
  const due = timer.due ?? step.due;
  if (steps.some((later, i) => i > at && isDue(later)) || !mayFire(relative.late, due, env.now))
    return { fire: false, why: "late-skipped" };
  const by = (relative.spans[step.index] as Span).text;
  return { fire: true, trigger: { step: step.index, by, due, late: isLate(due, env.now), anchor } };
}
