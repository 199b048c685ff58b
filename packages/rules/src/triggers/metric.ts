import { type Instant, isCounted } from "@corridor/domain";
import * as z from "zod/mini";
import { hashOf } from "../hash.ts";
import { type Cursor, inside } from "../reading/index.ts";
import { type Ground, known, measured, type Metric, talliesOf } from "../scope/index.ts";
import { DurationText, Id, Word } from "../shape/index.ts";
import { type Level, levelled } from "./level.ts";
import { checkCalendar, type Span, shifted, spanBasis, spanOf } from "./span.ts";
import type { PracticeLook, PracticeTrigger, TriggerKind, Turn } from "./trigger.ts";
import { nameTrigger } from "./trigger-name.ts";

const schema = z.strictObject({
  metric: Word,
  over: DurationText,
  per: z.optional(z.enum(["location"])),
  above: z.optional(z.number()),
  below: z.optional(z.number()),
  clear_below: z.optional(z.number()),
  clear_above: z.optional(z.number()),
  min_samples: z.optional(z.int().check(z.gte(1))),
  for: z.optional(DurationText),
  calendar: z.optional(Id),
});
type Spec = z.infer<typeof schema>;

/** A number counted over many cards goes past a bound. */
export const metric: TriggerKind<Spec> = {
  key: "metric",
  doc: {
    what: "Starts when a number counted over many cards goes past a bound, once until it has come back. It starts on no card.",
    example:
      "{ metric: no_show_rate, over: 7 days, per: location, above: 0.18, clear_below: 0.15, min_samples: 20, for: 1h }",
    keys: {
      over: "How far back it is counted.",
      per: "`location`: for each of them by itself.",
      above: "It starts when the number is above this, or",
      below: "when it is below this.",
      clear_below: "It has come back when it is below this; without it as soon as it is not above.",
      clear_above: "It has come back when it is above this; without it as soon as it is not below.",
      min_samples:
        "Of a ratio or of minutes: with fewer events than this it is not known, and all stays as it is.",
      for: "How long it must have been past the bound.",
      calendar: "The calendar that counts business time.",
    },
  },
  schema,
  compile(spec, at, ground, place) {
    const errors = ground.findings.errors;
    const said = known({ ground }, "metric", inside(at, "metric"), ground.metrics.keys())
      ? (ground.metrics.get(spec.metric) ?? null)
      : null;
    if (said === "unsaid") {
      const message = `Nothing says what \`${spec.metric}\` counts: write it in practice.yaml, with \`count\` and, for a ratio, \`of\``;
      ground.findings.error("metric-counts", inside(at, "metric"), message);
    }
    checkCalendar(inside(at, "calendar"), ground);
    const over = spanOf(spec.over, inside(at, "over"), spec.calendar, ground);
    const held = spec.for === undefined ? null : spanOf(spec.for, inside(at, "for"), spec.calendar, ground);
    if (said !== null && said !== "unsaid") checkBounds(spec, said, at, ground);
    if (said === null || said === "unsaid" || ground.findings.errors > errors) return null;
    const { above, below, min_samples } = spec;
    const per = spec.per ?? null;
    const name = nameTrigger(
      { kind: "metric", metric: spec.metric, per, above, below },
      place,
      inside(at, "metric"),
      ground,
    );
    const spans = [over, ...(held ? [held] : [])].map((span) => spanBasis(span, ground.practice));
    const counter: Counter = {
      ...{ name, metric: said, over, per: per !== null, least: min_samples ?? 1 },
      sig: hashOf({ ...spec, said: { unit: said.unit, count: said.count, of: said.of }, spans }),
      level: levelOf(spec, held),
    };
    const trigger: PracticeTrigger = {
      ...{ kind: "metric", name, sig: counter.sig, text: textOf(spec), each: null },
      card: per === null ? "nothing" : "location",
      vars: {
        ...{
          "trigger.value": "double",
          "trigger.samples": "int",
          "trigger.due": "timestamp",
          "trigger.late": "bool",
        },
        ...(per === null ? {} : { "trigger.location": "string" }),
      },
      ...{ condition: null, start: { kind: "outside" }, assures: [], reads: [] },
      // What was counted may be undone.
      counts: (event) =>
        event.type === "card.undone" || [...said.count, ...said.of].some((one) => isCounted(one, event)),
      look: (look) => turned(counter, look),
    };
    return trigger;
  },
};

function levelOf({ above, below = 0, clear_below, clear_above }: Spec, held: Span | null): Level {
  const past = (value: number): boolean => (above === undefined ? value < below : value > above);
  const back = (value: number): boolean =>
    clear_below !== undefined
      ? value < clear_below
      : clear_above !== undefined
        ? value > clear_above
        : !past(value);
  return { past, back, held };
}

function checkBounds(spec: Spec, { unit }: Metric, at: Cursor, ground: Ground): void {
  const { above, below, clear_below, clear_above } = spec;
  const note = (key: string, message: string): void =>
    ground.findings.error("metric-bound", inside(at, key), message);
  if ((above === undefined) === (below === undefined)) note("metric", "Say `above` or `below`: one of them");
  for (const key of ["above", "below", "clear_below", "clear_above"] as const) {
    const value = spec[key];
    if (value === undefined) continue;
    if (value < 0) note(key, "Nothing is counted to less than none");
    else if (unit === "ratio" && value > 1) note(key, "A ratio is from 0 to 1: write 18 percent as 0.18");
  }
  if (clear_below !== undefined && (above === undefined || clear_below > above))
    note("clear_below", "`clear_below` goes with `above`, and is not more than that");
  if (clear_above !== undefined && (below === undefined || clear_above < below))
    note("clear_above", "`clear_above` goes with `below`, and is not less than that");
  if (spec.min_samples !== undefined && unit === "count")
    note("min_samples", "`min_samples` goes with a ratio, or with minutes");
}

/** A trigger that counts, once it is checked. */
interface Counter {
  readonly name: string;
  readonly sig: string;
  readonly metric: Metric;
  readonly over: Span;
  /** Whether each location is counted by itself. */
  readonly per: boolean;
  readonly least: number;
  readonly level: Level;
}

/**
 * Counts anew, and looks again when that can change without anything happening: when the first that was counted is too
 * long ago, or when a bound has been passed for long enough.
 */
function turned(counter: Counter, look: PracticeLook): Turn {
  const { name, sig, metric, over, per } = counter;
  const { now, practice, rule, trigger, mine, facts } = look;
  const since = shifted(now, over, practice, -1) ?? now;
  const tallies = talliesOf(metric, since, facts);
  const blank = { card: null, rule, trigger, sig, anchor: null };
  const turns = (per ? practice.rules.locations.map(({ id }) => id) : [null]).map((location) => {
    const group = `metric:${rule}.${name}/${location === null ? "all" : `at=${location}`}`;
    const { value: told, samples } = measured(metric, tallies, location);
    const value = metric.unit !== "count" && samples < counter.least ? null : told;
    const had = mine.find(({ key }) => key === group || key.startsWith(`${group}@`)) ?? null;
    // Each time it goes past its bound is another occasion: a clock rings but once under one name.
    const key = `${group}@${had?.since ?? now}`;
    const { row, due } = levelled(counter.level, { now, practice, value, had, blank: { ...blank, key } });
    const facts = { step: 0, by: null, due, late: false, anchor: null, value: value ?? 0, samples };
    const start = {
      occurrence: key,
      location,
      facts: location === null ? facts : { ...facts, location },
    };
    return { row, starts: due === null ? [] : [start] };
  });
  const firsts = [...tallies.values()]
    .flatMap((tally) => Object.values(tally).map(({ first }) => first))
    .sort();
  const wake = wakeAt(firsts[0], counter, look);
  const waking =
    wake === null
      ? []
      : [{ ...blank, key: `metric:${rule}.${name}/first@${wake}`, step: 0, since: null, due: wake }];
  const timers = [...turns.flatMap(({ row }) => row ?? []), ...waking].map(
    (timer) => mine.find((had) => JSON.stringify(had) === JSON.stringify(timer)) ?? timer,
  );
  return { timers, starts: turns.flatMap(({ starts }) => starts) };
}

const A_MINUTE = { text: "1m", duration: { kind: "elapsed", ms: 60_000 }, calendar: null } as const;

/** When the first that was counted no longer counts. Spans of days are not the same both ways, so never at once again. */
function wakeAt(
  first: Instant | undefined,
  { over }: Counter,
  { now, practice }: PracticeLook,
): Instant | null {
  if (first === undefined) return null;
  const gone = shifted(first, over, practice, 1);
  return gone !== null && gone > now ? gone : shifted(now, A_MINUTE, practice, 1);
}

const textOf = ({ metric: name, above, below, over }: Spec): string =>
  `${name} ${above === undefined ? `below ${below}` : `above ${above}`} over ${over}`;
