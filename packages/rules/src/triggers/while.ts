import type { Instant } from "@corridor/domain";
import * as z from "zod/mini";
import type { CompiledExpr } from "../cel/index.ts";
import { assuredBy, type Condition, judge } from "../conditions/index.ts";
import { hashOf } from "../hash.ts";
import type { Env, Timer, TimerChange } from "../model.ts";
import { type Cursor, inside, lineOf } from "../reading/index.ts";
import { compileExpression, type Ground, momentOf, type Practice, scopeOf } from "../scope/index.ts";
import { DurationText, Expression, Id } from "../shape/index.ts";
import { isLate, Late, mayFire } from "./late.ts";
import { checkCalendar, type Span, shifted, spanBasis, spanOf } from "./span.ts";
import type { Fate, TriggerKind } from "./trigger.ts";
import { keyOf, nameTrigger, type TriggerPlace } from "./trigger-name.ts";

const schema = z.strictObject({
  while: Expression,
  for: DurationText,
  calendar: z.optional(Id),
  late: z.optional(Late),
});
type Spec = z.infer<typeof schema>;

interface Lasting {
  readonly place: TriggerPlace;
  readonly name: string;
  readonly condition: Condition;
  readonly watches: readonly string[];
  readonly span: Span;
  readonly late: Late;
  readonly sig: string;
}

/** Something has held for so long without a break. */
export const lasting: TriggerKind<Spec> = {
  key: "while",
  doc: {
    what: "Starts when something has held for so long without a break. It starts once for each time it becomes true.",
    example: "{ while: 'card.stage == \"intake\"', for: 1 business day, calendar: front-desk }",
    keys: {
      for: "How long it must hold: `30m`, `2 days`, `1 business day`.",
      calendar: "The calendar of practice.yaml that counts business time.",
      late: "What becomes of it when it is found overdue: `fire` (the default), `skip`, or `{ within: 30m }`.",
    },
  },
  schema,
  compile(spec, at, ground, place) {
    const errors = ground.findings.errors;
    checkCalendar(inside(at, "calendar"), ground);
    const span = spanOf(spec.for, inside(at, "for"), spec.calendar, ground);
    const expr = compileWhile(inside(at, "while"), ground);
    if (!expr || ground.findings.errors > errors) return null;
    const line = lineOf(inside(at, "while"));
    const condition: Condition = { kind: "leaf", expr, because: null, line };
    const late = spec.late ?? "fire";
    const asked = unspaced(spec.while);
    const name = nameTrigger({ kind: "while", while: asked }, place, inside(at, "while"), ground);
    const sig = hashOf({ while: asked, for: spanBasis(span, ground.practice), late });
    const own: Lasting = { place, name, condition, watches: watched(expr), span, late, sig };
    return {
      ...{
        kind: "while",
        name,
        sig,
        condition,
        needs: condition,
        watches: own.watches,
        reads: expr.reads,
        assures: assuredBy(condition),
        start: { kind: "state", watches: own.watches, condition },
      },
      text: `while ${spec.while} for ${spec.for}`,
      vars: { "trigger.step": "int", "trigger.due": "timestamp", "trigger.late": "bool" },
      arm: (env, mine, practice) => arm(own, env, mine, practice),
      due: (env, timer, practice) => fate(own, env, timer, practice),
    };
  },
};

/** An expression without the spaces outside its texts: written otherwise, it asks the same. */
const unspaced = (source: string): string =>
  source.trim().replaceAll(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\s+/g, "$1");

function compileWhile(at: Cursor, ground: Ground): CompiledExpr | null {
  const expr = compileExpression(scopeOf(ground), at, "bool");
  if (!expr) return null;
  if (expr.usesNow) {
    const message =
      "This changes with the clock alone, and nothing would ask it again: use `before` or `after`";
    ground.findings.strict("trigger-now", at, message);
  }
  const actor = expr.reads.find((path) => path.startsWith("actor."));
  if (actor === undefined) return expr;
  ground.findings.error(
    "cel-unknown-name",
    at,
    `A state of the card has no \`${actor}\`: nobody is acting while it lasts`,
  );
  return null;
}

/** What changes the answer: `card.insurance.status` is watched as `insurance.status`. */
function watched({ reads, calls }: CompiledExpr): readonly string[] {
  const paths = reads.map((path) => {
    if (path === "entered_stage_at") return "stage";
    if (path === "entered_state_at") return "state";
    return path.startsWith("card.") ? path.slice("card.".length) : path;
  });
  return [...new Set([...paths, ...calls.flatMap((name) => ASKED[name] ?? [])])];
}

/** What a function looks at besides its arguments. */
const ASKED: Readonly<Record<string, string>> = {
  has_label: "labels",
  open_tasks: "tasks",
  checklist_done: "tasks",
};

/** Whether it only asks where the card stands: then it holds since the card came there, and undoing brings that back. */
const placeOnly = ({ watches }: Lasting): boolean =>
  watches.length > 0 && watches.every((name) => name === "stage" || name === "state");

function began(own: Lasting, { card, now }: Env): Instant {
  if (!placeOnly(own)) return now;
  return own.watches.includes("state") ? card.enteredStateAt : card.enteredStageAt;
}

/**
 * Once per episode: armed when it becomes true, dropped when it becomes false, spent for as long as it stays true.
 * An episode that an undo brings back is the same one: a clock that was spent in it stays spent.
 */
function arm(own: Lasting, env: Env, mine: readonly Timer[], practice: Practice): TimerChange {
  const { outcome } = judge(own.condition, momentOf(env, practice));
  if (outcome === "fails") {
    const over = placeOnly(own) ? mine.filter((timer) => timer.due !== null) : mine;
    return { put: [], drop: over.map((timer) => timer.key) };
  }
  const { place, name, sig } = own;
  const known = placeOnly(own) ? mine.find(({ since }) => since === began(own, env)) : mine[0];
  // What can not be told sets no new clock; one that is running runs on, by the duration it has now.
  if (!known && outcome !== "holds") return { put: [], drop: [] };
  if (known && (known.due === null || known.sig === sig)) return { put: [], drop: [] };
  const since = known?.since ?? began(own, env);
  const key = known?.key ?? `${keyOf("while", place.rule, name, env.card.id)}@${since}`;
  const drop = mine.filter((timer) => timer.key !== key).map((timer) => timer.key);
  const due = shifted(since, own.span, practice, 1);
  if (due === null) return { put: [], drop: known ? [...drop, known.key] : drop };
  const armed = { key, card: env.card.id, rule: place.rule, trigger: place.index, step: 0, due, since, sig };
  return { put: [{ ...armed, anchor: null }], drop };
}

function fate({ condition, late }: Lasting, env: Env, timer: Timer, practice: Practice): Fate {
  if (timer.due === null) return { fire: false, why: "stale" };
  const { outcome, leaves } = judge(condition, momentOf(env, practice));
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
