import {
  type EventType,
  type FieldType,
  type FieldValue,
  misfit,
  type PlannedEvent,
  sameValue,
} from "@corridor/domain";
import * as z from "zod/mini";
import type { VarTypes } from "../cel/index.ts";
import { assuredBy, compileCondition, type Condition } from "../conditions/index.ts";
import { type Cursor, inside } from "../reading/index.ts";
import { didYouMean } from "../diagnostics/index.ts";
import { type Ground, known, scopeOf } from "../scope/index.ts";
import type { EventStart } from "../summary/index.ts";
import { EVENTS, type EventName } from "./events.ts";
import { isCalled, ownEvent, ownNames } from "./own-events.ts";
import type { TriggerKind } from "./trigger.ts";

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const schema = z.strictObject({
  event: z.string(),
  state: z.optional(z.string()),
  stage: z.optional(z.string()),
  field: z.optional(z.string()),
  from: z.optional(Scalar),
  to: z.optional(Scalar),
  where: z.optional(z.unknown()),
});
type Spec = z.infer<typeof schema>;
type Test = (event: PlannedEvent) => boolean;

/** Something happened to the card. */
export const event: TriggerKind<Spec> = {
  key: "event",
  doc: {
    what: "Starts when something happens to the card: it enters a place, a field changes, an answer comes.",
    example: "{ event: card.changed, field: insurance.status, to: verified }",
    keys: {
      state: "The place entered or left: a stage, or `stage.state`.",
      stage:
        "The stage entered or left; going from one of its states to another does not count. For `wip.exceeded` the stage that is too full.",
      field: "The field that changed.",
      from: "The value it had before; for `card.entered` the place the card came from, for `card.left` the place it leaves.",
      to: "The value it has now; for `card.left` the place the card goes to.",
      where: "A condition on the event: it sees `event` and the card.",
    },
  },
  schema,
  compile(spec, at, ground) {
    const own = ownEvent(spec.event, ground);
    const name = own ?? (Object.hasOwn(EVENTS, spec.event) ? EVENTS[spec.event] : undefined);
    if (!name) {
      const suggestion = didYouMean(spec.event, [...Object.keys(EVENTS), ...ownNames(ground)]);
      const message = `There is no event called “${spec.event}”`;
      ground.findings.error("trigger-event", inside(at, "event"), message, { suggestion });
      return null;
    }
    const before = ground.findings.errors;
    checkKeys(spec, name, at, ground);
    checkPlaces(spec, at, ground);
    const vars = { ...name.vars, ...changedVars(spec, ground), ...askedVars(spec, ground) };
    const where = spec.where === undefined ? null : compileWhere(vars, inside(at, "where"), ground);
    if (ground.findings.errors > before) return null;
    const meant = leavingFrom(spec);
    const tests = own ? [isCalled(spec.event)] : testsOf(meant, name.type);
    return {
      ...{
        kind: "event",
        text: textOf(spec),
        vars,
        condition: where?.condition ?? null,
        reads: where?.reads ?? [],
        start: startOf(meant, name),
      },
      assures: [
        ...(where ? assuredBy(where.condition) : []),
        ...(assuresField(spec) ? [`card.${spec.field}`] : []),
      ],
      indexKey: [name.type, own ? spec.event : (meant.field ?? meant.state ?? meant.stage)]
        .filter((part) => part !== undefined)
        .join("|"),
      matches: (happened) => happened.type === name.type && tests.every((test) => test(happened)),
    };
  },
};

/** The place a card leaves may be called `from`, as that which it comes from is. */
function leavingFrom({ from, ...spec }: Spec): Spec {
  const leaves = spec.event === "card.left" && from !== undefined && from !== null;
  return leaves ? { ...spec, state: String(from) } : { ...spec, ...(from === undefined ? {} : { from }) };
}

const startOf = (spec: Spec, { keys, way, byRules = false }: EventName): EventStart => {
  const { event, state, stage, field, from, to } = spec;
  const changes = keys.includes("field");
  const other = changes ? undefined : (from ?? to);
  return {
    ...{ kind: "event", event, byRules, field: field ?? null },
    ...{ place: state ?? stage ?? null, way: way ?? null, wholeStage: stage !== undefined },
    other: other === undefined || other === null ? null : String(other),
    ...(changes ? { from, to } : {}),
  };
};

function compileWhere(
  vars: VarTypes,
  at: Cursor,
  ground: Ground,
): { readonly condition: Condition; readonly reads: readonly string[] } | null {
  const scope = scopeOf(ground, vars);
  const condition = compileCondition(scope, at);
  return condition && { condition, reads: [...scope.reads] };
}

/** A field that was set to a value has one. */
const assuresField = (spec: Spec): boolean =>
  spec.field !== undefined && spec.to !== undefined && spec.to !== null;

function checkKeys(spec: Spec, { keys }: EventName, at: Cursor, ground: Ground): void {
  for (const key of ["state", "stage", "field", "from", "to"] as const) {
    if (spec[key] === undefined || keys.includes(key)) continue;
    const takes = keys.length > 0 ? `it takes ${[...keys, "where"].join(", ")}` : "it takes only `where`";
    ground.findings.error("trigger-event", inside(at, key), `\`${spec.event}\` has no \`${key}\`: ${takes}`, {
      part: "key",
    });
  }
  if (spec.state !== undefined && spec.stage !== undefined)
    ground.findings.error("trigger-event", inside(at, "stage"), "Give either `state` or `stage`", {
      part: "key",
    });
  if (spec.event === "card.left" && spec.from !== undefined && (spec.state ?? spec.stage) !== undefined)
    ground.findings.error("trigger-event", inside(at, "from"), "Give either `from` or the place it leaves", {
      part: "key",
    });
  if (spec.event === "card.changed") checkField(spec, at, ground);
}

function checkField(spec: Spec, at: Cursor, ground: Ground): void {
  const { findings, practice } = ground;
  const { fields } = practice.rules;
  if (spec.field === undefined) {
    for (const key of ["from", "to"] as const)
      if (spec[key] !== undefined)
        findings.error("trigger-event", inside(at, key), `\`${key}\` needs the \`field\` whose value it is`, {
          part: "key",
        });
    return;
  }
  if (!known({ ground }, "field", inside(at, "field"), Object.keys(fields))) return;
  const type = fields[spec.field] as FieldType;
  for (const key of ["from", "to"] as const) {
    const value = spec[key];
    if (value === undefined) continue;
    const wrong = type.phi ? "is protected and is not compared" : misfit(type, value);
    if (!wrong) continue;
    const suggestion = type.enum ? didYouMean(String(value), type.enum) : undefined;
    findings.error("value-type", inside(at, key), `\`${spec.field}\` ${wrong}`, { suggestion });
  }
}

function checkPlaces(spec: Spec, at: Cursor, ground: Ground): void {
  if (spec.stage !== undefined) known({ ground }, "stage", inside(at, "stage"), stageNames(ground));
  if (spec.state !== undefined) known({ ground }, "place", inside(at, "state"), placeNames(ground));
  if (spec.event === "card.changed") return;
  for (const key of ["from", "to"] as const)
    if (spec[key] !== undefined) known({ ground }, "place", inside(at, key), placeNames(ground));
}

const stageNames = ({ lifecycle }: Ground): readonly string[] => lifecycle.stages.map((stage) => stage.id);

const placeNames = ({ lifecycle }: Ground): readonly string[] =>
  lifecycle.stages.flatMap((stage) => [stage.id, ...stage.states.map((state) => `${stage.id}.${state}`)]);

/** `event.from` and `event.to` of a change have the type of its field. */
function changedVars({ event: name, field }: Spec, { practice }: Ground): VarTypes {
  const type = name === "card.changed" && field !== undefined ? practice.rules.fields[field] : undefined;
  if (!type) return {};
  const scalar = type.type === "list" ? "list<string>" : type.type;
  const value = { type: scalar, absent: true, phi: type.phi } as const;
  return { "event.from": value, "event.to": value };
}

/** Who answers a call is one of those that can be asked. */
function askedVars({ event: name }: Spec, { practice }: Ground): VarTypes {
  const { connectors } = practice.rules;
  if (!connectors || (name !== "call.succeeded" && name !== "call.failed")) return {};
  const ops = [...new Set(Object.values(connectors).flatMap((one) => Object.keys(one)))];
  if (ops.length === 0) return {};
  return { "event.connector": { enum: Object.keys(connectors) }, "event.op": { enum: ops } };
}

interface Standing {
  readonly stage: string;
  readonly state: string;
}

/** Whether a card stands at `stage` or `stage.state`. */
const standsAt = (place: string, at: Standing | null): boolean =>
  at !== null && (place === at.stage || place === `${at.stage}.${at.state}`);

/** `state` is the place entered or left; `stage` only counts when the stage itself was entered or left. */
function testsOf({ state, stage, field, from, to }: Spec, type: EventType): readonly Test[] {
  const tests: Test[] = [];
  const isChange = type === "card.changed";
  if (state !== undefined) tests.push((event) => standsAt(state, placesOf(event).at));
  if (stage !== undefined)
    tests.push((event) => {
      const { at, other } = placesOf(event);
      return at?.stage === stage && other?.stage !== stage;
    });
  if (field !== undefined) tests.push((event) => event.type === "card.changed" && event.data.field === field);
  if (isChange && from !== undefined)
    tests.push((event) => event.type === "card.changed" && same(event.data.from, from));
  if (isChange && to !== undefined)
    tests.push((event) => event.type === "card.changed" && same(event.data.to, to));
  const place = isChange ? undefined : (from ?? to);
  if (place !== undefined && place !== null)
    tests.push((event) => standsAt(String(place), placesOf(event).other));
  // Another position in the same place is no leaving.
  if (type === "card.moved") tests.push(leavesPlace);
  return tests;
}

const same = (value: FieldValue, wanted: FieldValue): boolean => sameValue(value, wanted);

const leavesPlace: Test = (event) =>
  event.type === "card.moved" &&
  (event.data.from.stage !== event.data.to.stage || event.data.from.state !== event.data.to.state);

/** The place an event speaks of, and the one on the other side of the move. */
function placesOf(event: PlannedEvent): { readonly at: Standing | null; readonly other: Standing | null } {
  if (event.type === "card.entered") return { at: event.data, other: event.data.from };
  if (event.type === "card.created") return { at: event.data, other: null };
  if (event.type === "card.moved") return { at: event.data.from, other: event.data.to };
  if (event.type === "wip.exceeded") return { at: { stage: event.data.stage, state: "" }, other: null };
  return { at: null, other: null };
}

function textOf({ event: name, state, stage, field, from, to }: Spec): string {
  const parts = [
    name,
    state,
    stage,
    field,
    from !== undefined && `from ${from}`,
    to !== undefined && `to ${to}`,
  ];
  return parts.filter((part) => part !== undefined && part !== false).join(" ");
}
