import type { CardCommand, FieldType, Lifecycle, NewEvent, PlannedEvent, Verdict } from "@corridor/domain";
import type { Act, Env, Judgement, Rule, Ruleset, Timer, TimerChange } from "@corridor/rules";
import { sha256Hex } from "../step/effect-key.ts";

/** A rule as code, for testing the engine apart from the language. */
export interface SketchedRule {
  readonly id: string;
  readonly on?: NewEvent["type"];
  readonly when?: (event: PlannedEvent) => boolean;
  readonly if?: (env: Env) => boolean | "unknown";
  readonly then: (env: Env) => readonly CardCommand[];
  readonly onRefused?: Act["onRefused"];
  readonly shadow?: boolean;
  /** A clock: due so many milliseconds after it became true. */
  readonly clock?: { readonly while: (env: Env) => boolean; readonly due: (env: Env) => string };
}

const field = (type: FieldType["type"], rest: Partial<FieldType> = {}): FieldType => ({
  ...{ type, enum: null, phi: false, default: null, ...rest },
});

export const sketchLifecycle: Lifecycle = {
  id: "sketch",
  version: 1,
  initial: "intake",
  stages: [
    stage(
      "intake",
      ["new", "ready"],
      [{ to: "treatment", guard: "intake->treatment", because: "Finish the intake first" }],
    ),
    {
      ...stage(
        "treatment",
        ["in_room", "done"],
        [
          { to: "billing", guard: null, because: null },
          { to: "intake", guard: null, because: null },
        ],
      ),
      wip: { limit: 10, per: "location", policy: "block" },
    },
    stage("billing", ["open"], [{ to: "closed", guard: null, because: null }]),
    { ...stage("closed", ["closed"], []), final: true },
  ],
};

function stage(
  id: string,
  states: string[],
  moves: { to: string; guard: string | null; because: string | null }[],
) {
  const enter: Record<string, string[]> = {
    treatment: ["in_room"],
    intake: ["new"],
    billing: ["open"],
    closed: ["closed"],
  };
  const name = id.charAt(0).toUpperCase() + id.slice(1);
  return {
    id,
    name,
    states,
    final: false,
    wip: null,
    moves: moves.map((m) => ({ ...m, enter: enter[m.to] ?? [] })),
  };
}

const unturned = () => ({ change: { put: [], drop: [] }, starts: [] });

/** A ruleset made of sketched rules. */
export function rulebook(rules: readonly SketchedRule[] = [], guard?: (env: Env) => Verdict): Ruleset {
  const made = rules.map(ruleOf);
  const clocks = rules.filter((rule) => rule.clock);
  return {
    hash: sha256Hex(JSON.stringify(rules.map((rule) => rule.id))),
    files: {},
    practice: {
      timezone: "America/New_York",
      roles: Object.fromEntries(
        ["front_desk", "nurse", "billing"].map((id) => [id, { hours: null, sees: "full" }]),
      ),
      locations: [{ id: "main", name: "Main", timezone: "America/New_York" }],
      cardTypes: ["visit"],
      events: {},
      connectors: null,
      fields: {
        ready: field("bool", { default: false }),
        count: field("int", { default: 0 }),
        note: field("string", { phi: true }),
        "patient.first_name": field("string", { phi: true }),
        "patient.sms_ok": field("bool", { default: false }),
      },
      templates: {},
      approval: "none",
      quietHours: null,
      limits: {
        ...{ maxChain: 8, actionsPerRule: 25, firingsPerCardPerHour: 20, selectMax: 200 },
        ...{ patientMessagesPerDay: 3, sameMessagePerDay: 1 },
      },
    },
    lifecycle: sketchLifecycle,
    buttons: {},
    migrations: [],
    timetable: { countedBy: () => [], settle: unturned, ring: () => null, count: unturned },
    rules: made,
    guard: (_id, env) => guard?.(env) ?? { ok: true },
    startedBy: (event) =>
      rules.flatMap((rule, n) =>
        rule.on === event.type && (rule.when?.(event) ?? true) ? [{ rule: made[n] as Rule, trigger: 0 }] : [],
      ),
    timers: (env, current) =>
      clocks.reduce<TimerChange>((change, rule) => clockChange(change, rule, env, current), {
        put: [],
        drop: [],
      }),
    watches: () => [],
    due: (env, timer) => {
      const rule = made.find((r) => r.id === timer.rule);
      const facts = {
        step: 0,
        by: null,
        due: timer.due,
        late: timer.due !== null && env.now > timer.due,
        anchor: null,
      };
      return rule ? { fire: true, rule, trigger: facts } : { fire: false, why: "stale" };
    },
    rule: (id) => made.find((rule) => rule.id === id),
    policyOf: () => undefined,
    startersOf: () => [],
  };
}

function ruleOf(sketch: SketchedRule): Rule {
  const judge = (env: Env): Judgement => {
    const value = sketch.if?.(env) ?? true;
    const leaf = {
      expr: "if",
      because: null,
      value: value === "unknown" ? null : value,
      read: {},
      error: value === "unknown" ? "absent" : null,
    };
    return { outcome: value === "unknown" ? "unknown" : value ? "holds" : "fails", leaves: [leaf] };
  };
  return {
    ...{
      id: sketch.id,
      name: sketch.id,
      was: [],
      digest: sketch.id,
      file: "sketch.rules.yaml",
      line: 1,
      triggers: [],
      obstacle: () => null,
      readsPatient: false,
      button: null,
      selections: new Map(),
      needsNoCard: false,
      hasElse: false,
      ...{ owner: null, tags: [], safety: false },
    },
    barred: () => null,
    memory: () => null,
    enabled: sketch.shadow ? "shadow" : true,
    judge,
    act: (env, _which, firing) =>
      sketch.then(env).map((command, n) => ({
        path: `then.${n}`,
        command:
          "effect" in command && command.effect === ""
            ? { ...command, effect: firing.effectKey(`then.${n}`) }
            : command,
        onRefused: sketch.onRefused ?? "fail",
      })),
  };
}

function clockChange(
  change: TimerChange,
  rule: SketchedRule,
  env: Env,
  current: readonly Timer[],
): TimerChange {
  const clock = rule.clock;
  const running = current.find((timer) => timer.rule === rule.id);
  if (!clock) return change;
  if (!clock.while(env)) return running ? { ...change, drop: [...change.drop, running.key] } : change;
  if (running) return change;
  const key = `while:${rule.id}.0/${env.card.id}@${env.now}`;
  const armed = {
    key,
    card: env.card.id,
    rule: rule.id,
    trigger: 0,
    step: 0,
    due: clock.due(env),
    anchor: null,
    since: env.now,
    sig: "1",
  };
  return { ...change, put: [...change.put, armed] };
}
