import { type Card, type FieldValue, factKey, isRef, type Patient, type Text } from "@corridor/domain";
import { shift } from "@corridor/time";
import {
  type Bindings,
  type CompiledExpr,
  type Evaluation,
  metricIn,
  metricPath,
  type MetricRead,
  type TextPart,
} from "../cel/index.ts";
import type { Env } from "../model.ts";
import { measured, talliesOf } from "./metric.ts";
import type { Practice } from "./practice.ts";

/** One card at one instant, as expressions read it. Bindings are made once; the patient's record only when asked for. */
export interface Moment {
  readonly env: Env;
  readonly practice: Practice;
  /** Values of `let` names. */
  readonly names: Readonly<Record<string, unknown>>;
  readonly bindings: (patient: boolean) => Bindings;
}

/** One card, actor and event are asked several times in a step; what expressions read of them is made once. */
const made = { bare: new WeakMap<Env, Moment>(), event: new WeakMap<Env, Moment>() };

/** `event` is what expressions read as `event`; it follows from `env.event`. */
export function momentOf(env: Env, everywhere: Practice, event: unknown = null): Moment {
  const before = event === null ? made.bare : made.event;
  const practice = everywhere.at(env.card.location);
  const known = before.get(env);
  if (known?.practice === practice) return known;
  const moment = { env, practice, names: {}, bindings: bindingsOf(env, practice, event) };
  before.set(env, moment);
  return moment;
}

function bindingsOf(env: Env, practice: Practice, event: unknown): Moment["bindings"] {
  const bindings = madeOnce((patient) => {
    if (!patient) return bind(env, practice, event);
    const plain = bindings(false);
    return { ...plain, card: { ...plain.card, ...patientFields(env) } };
  });
  return bindings;
}

/** The same moment with one more name. */
export function naming(moment: Moment, name: string, value: unknown): Moment {
  const names = { ...moment.names, [name]: value };
  return {
    ...moment,
    names,
    bindings: madeOnce((patient) => ({ ...moment.bindings(patient), [name]: value })),
  };
}

/** Bindings are asked for by every expression and stay the same. */
function madeOnce(make: Moment["bindings"]): Moment["bindings"] {
  let plain: Bindings | undefined;
  let withPatient: Bindings | undefined;
  return (patient) => (patient ? (withPatient ??= make(true)) : (plain ??= make(false)));
}

/** The same moment with other values: a path as it is written in expressions, or a key of the bindings. */
export const changing = (moment: Moment, values: Readonly<Record<string, unknown>>): Moment => ({
  ...moment,
  bindings: (patient) => ({ ...moment.bindings(patient), ...values }),
});

export function evaluate(expr: CompiledExpr, moment: Moment): Evaluation {
  return expr.evaluate(boundFor(expr, moment));
}

/** What the expression read, for a trace; protected values are hidden. */
export function readBy(expr: CompiledExpr, moment: Moment): Readonly<Record<string, unknown>> {
  const read = expr.readValues(boundFor(expr, moment));
  return Object.fromEntries(
    Object.entries(read).map(([path, value]) => [path, isRef(value) ? "‹phi›" : plain(value)]),
  );
}

/** What an expression reads beyond the card: found out once. */
interface Beyond {
  readonly patient: boolean;
  readonly metrics: readonly MetricRead[];
}
const beyond = new WeakMap<CompiledExpr, Beyond>();

function boundFor(expr: CompiledExpr, moment: Moment): Bindings {
  let asked = beyond.get(expr);
  if (asked === undefined) beyond.set(expr, (asked = beyondIn(expr.reads)));
  return withBeyond(asked, moment);
}

/** The bindings for an expression that reads these paths. Facts are read here, before it runs. */
export const bindingsFor = (reads: readonly string[], moment: Moment): Bindings =>
  withBeyond(beyondIn(reads), moment);

const beyondIn = (reads: readonly string[]): Beyond => ({
  patient: reads.some(readsPatient),
  metrics: reads.flatMap((path) => metricIn(path) ?? []),
});

function withBeyond({ patient, metrics }: Beyond, moment: Moment): Bindings {
  const bindings = moment.bindings(patient);
  return metrics.length === 0 ? bindings : { ...metricValues(metrics, moment), ...bindings };
}

/** Metrics as they are now. Where nothing was counted there is none of it: 0. */
function metricValues(
  asked: readonly MetricRead[],
  { env, practice }: Moment,
): Readonly<Record<string, number>> {
  const values = asked.flatMap((one) => {
    const metric = practice.metrics.get(one.name);
    if (!metric || metric === "unsaid") return [];
    const tallies = talliesOf(metric, shift(env.now, metric.over, practice.rules.timezone, -1), env.facts);
    const { value } = measured(metric, tallies, one.per === "location" ? env.card.location : null);
    return [[metricPath(one), value ?? 0] as const];
  });
  return Object.fromEntries(values);
}

/** Whether a path leads into the patient's record, which is a fact of its own. The id stands on the card. */
export const readsPatient = (path: string): boolean =>
  /^\w+\.patient\./.test(path) && !path.endsWith(".patient.id");

/** The text with its `${…}` parts filled in; protected values stay pointers, absent ones are called unknown. */
export function textOf(parts: readonly TextPart[], moment: Moment): Text {
  return parts.map((part) => partOf(part, moment) ?? "unknown").filter((part) => part !== "");
}

/** The same, or null when a part is absent: for text that must name something. */
export function nameOf(parts: readonly TextPart[], moment: Moment): string | null {
  const said = parts.map((part) => partOf(part, moment));
  const name = said.every((part) => typeof part === "string") ? said.join("") : "";
  return name === "" ? null : name;
}

function partOf(part: TextPart, moment: Moment): Text[number] | null {
  if ("literal" in part) return part.literal;
  const said = evaluate(part.expr, moment);
  const value = said.ok ? plain(said.value) : null;
  return value === null || isRef(value) ? value : String(value);
}

/** An expression's value as a card keeps it: a record, which no field can hold, becomes text. */
export function plain(value: unknown): FieldValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((one) => String(plain(one)));
  return isRef(value) ? value : JSON.stringify(value);
}

function bind(env: Env, practice: Practice, event: unknown): Bindings {
  const { card, actor, now, trigger } = env;
  return {
    now,
    zone: practice.rules.timezone,
    card: cardFields(card),
    labels: card.labels,
    ...tasksOf(card.tasks),
    calendars: practice.calendars,
    offered: wasOffered,
    practice: { timezone: practice.rules.timezone },
    actor: { id: actor.id, role: actor.role, kind: actor.kind },
    entered_stage_at: card.enteredStageAt,
    entered_state_at: card.enteredStateAt,
    ...(event === null ? {} : { event }),
    ...(trigger === null ? {} : { trigger }),
  };
}

function cardFields(card: Card): Readonly<Record<string, unknown>> {
  const { stage, state, type, location, assignee, labels, appointment, offers } = card;
  return {
    ...card.fields,
    ...{ stage, state, type, location, assignee, labels, "patient.id": card.patient },
    "appointment.start": appointment?.start ?? null,
    "appointment.provider": appointment?.provider ?? null,
    ...(offers ? { [OFFERED]: offers } : {}),
  };
}

/** What a card was offered goes with its values, and is no value that an expression could name. */
const OFFERED = Symbol("offered");

/** Whether the card that is bound to a name was offered the time before. */
function wasOffered(bound: unknown, slot: string): boolean {
  const { [OFFERED]: offers = [] } = bound as { readonly [OFFERED]?: Card["offers"] };
  return offers.some((offer) => offer.slot === slot);
}

/** A patient's record stays the same over many looks at it. */
const namedFields = new WeakMap<Patient, Readonly<Record<string, unknown>>>();

function patientFields({ facts, card }: Env): Readonly<Record<string, unknown>> {
  const patient = facts.read(factKey("patient", card.patient));
  if (!patient) return {};
  const known = namedFields.get(patient);
  if (known) return known;
  const named = Object.fromEntries(
    Object.entries(patient.fields).map(([name, value]) => [`patient.${name}`, value]),
  );
  namedFields.set(patient, named);
  return named;
}

interface TaskBindings {
  /** Open tasks by name. */
  readonly openTasks: Readonly<Record<string, number>>;
  /** Names of which there are tasks and none is open: one task, or a list of them. */
  readonly checklistsDone: readonly string[];
}

/** A card's tasks stay the same over many looks at it. */
const countedTasks = new WeakMap<Card["tasks"], TaskBindings>();

const NO_TASKS: TaskBindings = { openTasks: {}, checklistsDone: [] };

function tasksOf(tasks: Card["tasks"]): TaskBindings {
  if (tasks.length === 0) return NO_TASKS;
  const known = countedTasks.get(tasks);
  if (known) return known;
  const open: Record<string, number> = {};
  const names = new Set<string>();
  for (const task of tasks)
    for (const name of namesOf(task)) {
      names.add(name);
      if (!task.done) open[name] = (open[name] ?? 0) + 1;
    }
  const checklistsDone = [...names].filter((name) => open[name] === undefined);
  const counted = { openTasks: open, checklistsDone };
  countedTasks.set(tasks, counted);
  return counted;
}

/** What a task is asked by: its title, if there is nothing protected in it, and the list it belongs to. */
const namesOf = ({ title, checklist }: Card["tasks"][number]): readonly string[] => [
  ...(title.some(isRef) ? [] : [title.join("")]),
  ...(checklist === undefined ? [] : [checklist]),
];
