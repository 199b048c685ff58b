import type { Card, PlannedEvent } from "@corridor/domain";
import { describe, expect, test } from "vitest";
import type { Change, Env, Obstacle, Rule, Ruleset } from "../model.ts";
import { anyCard, anyTime, anyValue } from "../testing/any-card.ts";
import { type Chance, chanceOf } from "../testing/chance.ts";
import { card, compiled, env, happened, NOW } from "../testing/small.ts";
import { defaultPractice } from "../testing/texts.ts";

/** Conditions of every shape, over the fields of the default practice. */
const SHAPES = [
  "card.claim.denials + 1 >= 3",
  'card.claim.denials > 2 && card.priority == "urgent"',
  "card.claim.amount_cents < 3",
  'card.priority in ["high", "urgent"]',
  '!(card.priority in ["high", "urgent"])',
  'card.stage != "intake"',
  "has(card.assignee)",
  "!has(card.appointment.start)",
  'has_label("urgent") && !has_label("no-show")',
  '"urgent" in card.labels || card.documentation.complete',
  'has(card.insurance.payer) && card.insurance.payer == "medicare"',
  'has(card.insurance.payer) && card.insurance.payer != "medicare"',
  'has(card.appointment.start) && card.appointment.start - now < duration("48h")',
  'age(entered_stage_at) > duration("4h")',
  'weekday(now) in ["tue", "wed"] && local_hour(now) >= 9',
  'is_open(now, "front-desk")',
  'open_tasks("Review charges") == 0',
  "weeks > 3",
  "card.documentation.complete ? card.claim.denials == 2 : card.claim.denials == 4",
  "size(card.labels) >= 2",
];
const shaped = SHAPES.map(
  (shape, i) => `  - id: shape-${i}
    name: Shape ${i}
    when: [{ event: card.commented }]
    let: { weeks: 'pick(card.treatment.type, {"surgery": 2, "physio": 1, "checkup": 26}, 3)' }
    if: '${shape}'
    then: [{ label: { add: [done] } }]
`,
);
const nested = `  - id: nested
    name: Any and not
    when: [{ event: card.commented }]
    if:
      - any: ['card.priority == "urgent"', { not: 'card.claim.status == "none"' }]
      - { not: { any: [card.documentation.complete, 'has_label("no-show")'] } }
    then: [{ label: { add: [done] } }]
`;
const ruleset: Ruleset = compiled({
  ...defaultPractice,
  "shapes.rules.yaml": `schema: corridor/v1\nkind: rules\nrules:\n${shaped.join("")}${nested}`,
});

const PLACES = ruleset.lifecycle.stages.flatMap(({ id, states }) =>
  states.map((state) => ({ stage: id, state })),
);

/** Any event of the card that rules know. */
function anyEvent(chance: Chance): PlannedEvent {
  const appointment = { id: "a1", start: anyTime(chance), minutes: 30, provider: "dr", slot: null };
  const [field, type] = chance.of(Object.entries(ruleset.practice.fields).filter(([, one]) => !one.phi));
  const call = { effect: "e", connector: chance.of(["eligibility", "portal"]), op: "check" };
  return chance.of([
    happened("card.entered", { ...chance.of(PLACES), from: null, rank: "a0" } as never),
    happened("card.changed", { field, from: anyValue(chance, type), to: anyValue(chance, type) } as never),
    happened("card.commented", {} as never),
    happened("call.succeeded", {
      ...call,
      reply: { status: chance.of(["active", "inactive"]), reason: "none" },
    } as never),
    happened("call.failed", { ...call, error: "timeout" } as never),
    happened("appointment.booked", appointment),
    happened("appointment.cancelled", { appointment } as never),
  ]);
}

interface Pair {
  readonly rule: Rule;
  readonly trigger: number;
  readonly env: Env;
}

/** A card, and the rules that look at it: started by an event, or by a clock of theirs. */
function anyPairs(chance: Chance): readonly Pair[] {
  const card = anyCard(chance, ruleset.practice, ruleset.lifecycle);
  const event = anyEvent(chance);
  const now = anyTime(chance);
  const started = ruleset
    .startedBy(event, card)
    .map(({ rule, trigger }) => ({ rule, trigger, env: env({ now, card, event }) }));
  const facts = {
    step: chance.below(3),
    by: chance.of(["48h", "24h", "2h"]),
    due: NOW,
    late: false,
    anchor: anyTime(chance),
  };
  const rung = ruleset.rules.flatMap((rule) =>
    rule.triggers.flatMap(({ kind }, trigger) =>
      kind === "event" ? [] : [{ rule, trigger, env: env({ now, card, trigger: facts }) }],
    ),
  );
  return [...started, ...rung];
}

/** The world as it would be. */
function applied(at: Env, change: Change): Env {
  const { path, kind, value } = change;
  const list = Array.isArray(change.from) ? (change.from as readonly string[]) : [];
  const next = {
    ...{ to: value, at: value, none: null, other: `${String(value)}!` },
    any: path.endsWith("start") || path.endsWith("_at") || path.endsWith("since") ? at.now : "something",
    ...{ with: [...list, String(value)], without: list.filter((one) => one !== value) },
  }[kind];
  const [root = "", ...rest] = path.split(".");
  if (path === "now") return { ...at, now: String(next) };
  if (path.startsWith("entered_"))
    return {
      ...at,
      card: { ...at.card, [path === "entered_stage_at" ? "enteredStageAt" : "enteredStateAt"]: next },
    };
  if (path.startsWith("open_tasks"))
    return {
      ...at,
      card: {
        ...at.card,
        tasks: Array.from(
          { length: Number(next) },
          (_, i) => ({ id: `t${i}`, title: ["Review charges"], done: false }) as never,
        ),
      },
    };
  if (root === "trigger")
    return { ...at, trigger: { ...(at.trigger as NonNullable<Env["trigger"]>), [rest[0] as string]: next } };
  if (root === "event") {
    const event = structuredCopy(at.event) as { data: Record<string, unknown> };
    const holder = rest
      .slice(0, -1)
      .reduce((inside, key) => inside[key] as Record<string, unknown>, event.data);
    holder[rest.at(-1) as string] = next;
    return { ...at, event: event as never };
  }
  return { ...at, card: withField(at.card, rest.join("."), next) };
}

const structuredCopy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function withField(card: Card, name: string, value: unknown): Card {
  if (["stage", "state", "type", "location", "assignee", "labels"].includes(name))
    return { ...card, [name]: value };
  if (name !== "appointment.start") return { ...card, fields: { ...card.fields, [name]: value as never } };
  const appointment = { id: "a2", minutes: 30, provider: "dr", slot: null };
  return { ...card, appointment: value === null ? null : { ...appointment, start: String(value) } };
}

/** More of them by hand: CORRIDOR_RUNS=5000. */
const runs = Number(
  ((await import("node:process" as string)) as { env: Record<string, string> }).env["CORRIDOR_RUNS"] ?? 150,
);

describe("what stands in the way of a rule, of any card", () => {
  test("is there when the rule does not hold, gone after the change that is named, and then the rule holds if it was alone", () => {
    const told = new Set<string>();
    const untold = new Set<string>();
    let pairs = 0;
    for (let seed = 1; seed <= runs; seed += 1) {
      for (const { rule, trigger, env: at } of anyPairs(chanceOf(seed))) {
        const found = rule.obstacle(at, trigger);
        const holds = rule.judge(at, trigger).outcome === "holds";
        // A clock that counts from a time rings only while there is that time.
        if (found?.clause !== "has(card.appointment.start)")
          expect([seed, rule.id, found === null]).toEqual([seed, rule.id, holds]);
        if (!found) continue;
        (found.change ? told : untold).add(`${rule.id}: ${found.clause}`);
        if (found.change) expectMended(rule, trigger, at, found, found.change);
        if (found.together.length === 0) continue;
        pairs += 1;
        const then = found.together.reduce(applied, at);
        const texts = found.together.map(({ text }) => text);
        expect([seed, rule.id, texts, rule.judge(then, trigger).outcome]).toEqual([
          ...[seed, rule.id, texts, "holds"],
        ]);
      }
    }
    expect(pairs).toBeGreaterThan(30);
    // No single member added or taken makes a list as long as that.
    expect([...untold]).toEqual(["shape-19: size(card.labels) >= 2"]);
    expect(told.size).toBeGreaterThanOrEqual(45);
  }, 60_000);
});

describe("where one change is not enough", () => {
  const asked = (conditions: string, fields: Card["fields"] = {}) => {
    const rules = `schema: corridor/v1\nkind: rules\nrules:\n  - { id: asks, name: Asks, when: [{ event: card.commented }], if: ${conditions}, then: [] }\n`;
    const rule = compiled({ ...defaultPractice, "asks.rules.yaml": rules }).rule("asks");
    const at = env({
      card: card({ stage: "intake", fields }),
      event: happened("card.commented", {} as never),
    });
    const found = rule?.obstacle(at, 0);
    return { change: found?.change?.text ?? null, together: found?.together.map(({ text }) => text) };
  };

  test("two clauses are mended by one change each", () => {
    expect(asked(`['card.priority == "urgent"', 'card.claim.denials >= 3']`)).toEqual({
      change: "if card.priority were urgent",
      together: ["if card.priority were urgent", "if card.claim.denials were 3"],
    });
  });

  test("one clause may need two", () => {
    expect(asked(`'card.claim.denials == 2 ? card.claim.count == 3 : false'`)).toEqual({
      change: null,
      together: ["if card.claim.denials were 2", "if card.claim.count were 3"],
    });
  });

  test("a list may gain two members", () => {
    expect(asked(`['has_label("vip")', 'has_label("asked")']`).together).toEqual([
      "if card.labels had vip",
      "if card.labels had asked",
    ]);
  });

  test("what one change is enough for needs no second, and three are too many to tell", () => {
    expect(asked(`'card.claim.denials >= 3'`).together).toEqual([]);
    expect(
      asked(`['card.claim.denials >= 3', 'card.priority == "urgent"', card.documentation.complete]`),
    ).toEqual({ change: "if card.claim.denials were 3", together: [] });
  });
});

function expectMended(
  rule: Rule,
  trigger: number,
  at: Env,
  { clause, others }: Obstacle,
  change: Change,
): void {
  const then = applied(at, change);
  const said = [rule.id, clause, change.text];
  expect([...said, rule.obstacle(then, trigger)?.clause]).not.toEqual([...said, clause]);
  if (others === 0) expect([...said, rule.judge(then, trigger).outcome]).toEqual([...said, "holds"]);
}
