import * as z from "zod/mini";
import { assuredBy, judge } from "../conditions/index.ts";
import { hashOf } from "../hash.ts";
import type { Env, Timer } from "../model.ts";
import { type Cursor, inside } from "../reading/index.ts";
import { type Ground, momentOf, type Practice } from "../scope/index.ts";
import { DurationText, Expression, Id } from "../shape/index.ts";
import { armEpisode, type Lasting } from "./episode.ts";
import { compileState } from "./lasting-state.ts";
import { isLate, Late, mayFire } from "./late.ts";
import { PAUSE_DOC, readPausing, waitsFor } from "./pausing.ts";
import { checkCalendar, spanBasis, spanOf } from "./span.ts";
import type { ClockTrigger, Fate, TriggerKind } from "./trigger.ts";
import { nameTrigger, type TriggerPlace } from "./trigger-name.ts";

const schema = z.strictObject({
  while: Expression,
  for: DurationText,
  calendar: z.optional(Id),
  /** Shorter breaks than this do not end it. */
  tolerate: z.optional(DurationText),
  /** The state in which its clock stands still. */
  pause_while: z.optional(z.unknown()),
  late: z.optional(Late),
});
type Spec = z.infer<typeof schema>;

/** Something has held for so long, with no break that counts. */
export const lasting: TriggerKind<Spec> = {
  key: "while",
  doc: {
    what: "Starts when something has held for so long without a break. It starts once for each time it becomes true.",
    example: "{ while: 'card.stage == \"intake\"', for: 1 business day, calendar: front-desk }",
    keys: {
      for: "How long it must hold: `30m`, `2 days`, `1 business day`.",
      calendar: "The calendar of practice.yaml that counts business time.",
      tolerate: "How long a break may be that does not count: `2m`.",
      pause_while: PAUSE_DOC,
      late: "What becomes of it when it is found overdue: `fire` (the default), `skip`, or `{ within: 30m }`.",
    },
  },
  schema,
  compile,
};

function compile(spec: Spec, at: Cursor, ground: Ground, place: TriggerPlace): ClockTrigger | null {
  const errors = ground.findings.errors;
  checkCalendar(inside(at, "calendar"), ground);
  const span = spanOf(spec.for, inside(at, "for"), spec.calendar, ground);
  const tolerate =
    spec.tolerate === undefined ? null : spanOf(spec.tolerate, inside(at, "tolerate"), spec.calendar, ground);
  const state = compileState(inside(at, "while"), ground);
  const pausing = readPausing(at, ground);
  if (!state || ground.findings.errors > errors) return null;
  const late = spec.late ?? place.late ?? "fire";
  const asked = unspaced(spec.while);
  const name = nameTrigger({ kind: "while", while: asked }, place, inside(at, "while"), ground);
  const basis = { while: asked, for: spanBasis(span, ground.practice), late };
  const sig = hashOf(pausing ? { ...basis, pause: spec.pause_while } : basis);
  const own: Lasting = { place, name, state, pausing, span, tolerate, sig };
  return {
    ...{ kind: "while", name, sig, condition: state.condition, assures: assuredBy(state.condition) },
    needs: state.condition,
    start: { kind: "state", watches: state.watches, condition: state.condition },
    reads: [...state.reads, ...(pausing?.reads ?? [])],
    watches: [...new Set([...state.watches, ...(pausing?.watches ?? [])])],
    waits: waitsFor(at),
    text: `while ${spec.while} for ${spec.for}`,
    vars: { "trigger.step": "int", "trigger.due": "timestamp", "trigger.late": "bool" },
    arm: (look) => armEpisode(own, look),
    due: (env, timer, practice) => fate(own, late, env, timer, practice),
  };
}

/** An expression without the spaces outside its texts: written otherwise, it asks the same. */
const unspaced = (source: string): string =>
  source.trim().replaceAll(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\s+/g, "$1");

function fate({ state }: Lasting, late: Late, env: Env, timer: Timer, practice: Practice): Fate {
  if (timer.due === null) return { fire: false, why: "stale" };
  const { outcome, leaves } = judge(state.condition, momentOf(env, practice));
  if (outcome === "fails") return { fire: false, why: "stale" };
  if (outcome !== "holds") {
    const because = leaves.find((leaf) => leaf.error !== null)?.error ?? "it can not be told";
    return { fire: false, why: outcome, because };
  }
  if (!mayFire(late, timer.due, env.now)) return { fire: false, why: "late-skipped" };
  return {
    fire: true,
    trigger: { step: 0, by: null, due: timer.due, late: isLate(timer.due, env.now), anchor: null },
  };
}
