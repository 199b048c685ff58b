import type { VarType } from "../cel/index.ts";
import { BUILT_IN } from "../practice/index.ts";
import { isMap as isRecord } from "../reading/index.ts";
import { tableName } from "../tables/index.ts";
import { EVENTS } from "../triggers/index.ts";
import type { YamlValue } from "../yaml/index.ts";
import { looseValue, looseYaml } from "./loose-yaml.ts";
import type { Files } from "./types.ts";

type Rec = Readonly<Record<string, YamlValue>>;

export interface FieldNote {
  readonly type: string;
  readonly values: readonly string[];
  readonly phi: boolean;
}

/** The names a practice's files give to things, as far as they can be read just now. */
export interface World {
  readonly fields: Readonly<Record<string, FieldNote>>;
  readonly stages: Readonly<Record<string, readonly string[]>>;
  readonly templates: Readonly<Record<string, readonly string[]>>;
  /** What rules write into the variables of a template, by template; the first that does counts. */
  readonly fillings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What may be asked of other systems: their operations, with what each of these is told. */
  readonly connectors: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly roles: readonly string[];
  readonly calendars: readonly string[];
  readonly locations: readonly string[];
  readonly policies: readonly string[];
  readonly rules: Readonly<Record<string, string>>;
  readonly metrics: readonly string[];
  readonly tables: readonly string[];
  readonly labels: readonly string[];
  /** Every event a rule can wait for, and what expressions may read of it, by path. */
  readonly events: Readonly<Record<string, Readonly<Record<string, FieldNote>>>>;
}

export function worldOf(files: Files): World {
  const roots = Object.keys(files)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => rootOf(files[name] as string));
  const ofKind = (kind: string): readonly Rec[] => roots.filter((root) => root["kind"] === kind);
  const practice = ofKind("practice")[0] ?? {};
  const stages = record(ofKind("lifecycle")[0]?.["stages"]);
  const rules = ofKind("rules").flatMap((root) => list(root["rules"]).map(record));
  const locations = Object.keys(record(practice["locations"] ?? { main: {} }));
  return {
    fields: fieldsOf(practice, stages, locations),
    stages: mapped(stages, (stage, id) => texts(record(stage)["states"], [id])),
    templates: mapped(record(practice["templates"]), (one) => Object.keys(record(record(one)["vars"]))),
    fillings: Object.fromEntries(rules.flatMap((rule) => [...fillingsIn(rule)]).toReversed()),
    connectors: mapped(record(practice["connectors"]), (ops) =>
      mapped(record(ops), (takes) => Object.keys(record(takes))),
    ),
    ...{
      roles: Object.keys(record(practice["roles"])),
      calendars: Object.keys(record(practice["calendars"])),
    },
    ...{ locations, metrics: Object.keys(record(practice["metrics"])) },
    policies: ofKind("policies").flatMap((root) => Object.keys(record(root["escalations"]))),
    rules: Object.fromEntries(rules.map((rule) => [String(rule["id"]), String(rule["name"] ?? "")])),
    tables: [
      ...Object.keys(files).flatMap((name) => tableName(name) ?? []),
      ...ofKind("rules").flatMap((root) => Object.keys(record(root["tables"]))),
    ],
    labels: [...new Set(rules.flatMap((rule) => [...labelsIn(rule)]))],
    events: { ...emittedBy(rules), ...toldFrom(record(practice["events"])), ...OWN_EVENTS },
  };
}

const OWN_EVENTS = Object.fromEntries(
  Object.entries(EVENTS).map(([name, { vars }]) => [
    name,
    Object.fromEntries(Object.entries(vars).map(([path, type]) => [path, varNote(type)])),
  ]),
);

/** Events of the practice's own, with what other systems tell in them. */
const toldFrom = (events: Rec): World["events"] =>
  mapped(events, (says) =>
    Object.fromEntries(
      Object.entries(record(says)).map(([name, spec]) => [`event.${name}`, fieldNote(spec)]),
    ),
  );

/** Events that rules announce; they say nothing else. */
const emittedBy = (rules: readonly Rec[]): World["events"] =>
  Object.fromEntries(rules.flatMap((rule) => [...emitsIn(rule)]).map((name) => [name, {}]));

function* emitsIn(value: YamlValue): Generator<string> {
  if (Array.isArray(value)) for (const one of value) yield* emitsIn(one as YamlValue);
  if (!isRecord(value)) return;
  for (const [key, one] of Object.entries(value)) {
    if (key === "emit" && typeof one === "string") yield one;
    else yield* emitsIn(one);
  }
}

function* fillingsIn(value: YamlValue): Generator<readonly [string, Readonly<Record<string, string>>]> {
  if (Array.isArray(value)) for (const one of value) yield* fillingsIn(one as YamlValue);
  if (!isRecord(value)) return;
  for (const [key, one] of Object.entries(value)) {
    const { template, with: filled } = key === "message" ? record(one) : {};
    if (typeof template === "string") yield [template, mapped(record(filled), String)];
    else yield* fillingsIn(one);
  }
}

function varNote(type: VarType): FieldNote {
  if (typeof type === "string") return { type, values: [], phi: false };
  const {
    type: own = "string",
    enum: values = [],
    phi = false,
  } = type as Partial<{
    readonly type: string;
    readonly enum: readonly string[];
    readonly phi: boolean;
  }>;
  return { type: own, values, phi };
}

/** Memo only: what a text says never changes, and most files of a folder stay as they are while one is written. */
const memo = new Map<string, Rec>();
const KEPT = 64;

function rootOf(text: string): Rec {
  const root = memo.get(text) ?? record(looseValue(looseYaml(text)?.contents));
  memo.delete(text);
  memo.set(text, root);
  const [oldest] = memo.keys();
  if (memo.size > KEPT && oldest !== undefined) memo.delete(oldest);
  return root;
}

function fieldsOf(practice: Rec, stages: Rec, locations: readonly string[]): World["fields"] {
  const states = Object.entries(stages).flatMap(([id, stage]) => texts(record(stage)["states"], [id]));
  const closed: Readonly<Record<string, readonly string[]>> = {
    ...{ stage: Object.keys(stages), state: [...new Set(states)], location: locations },
    type: texts(practice["card_types"], ["visit"]),
  };
  const own = mapped(BUILT_IN, ({ type, phi }, name) => ({ type, phi, values: closed[name] ?? [] }));
  return { ...own, ...mapped(record(practice["fields"]), fieldNote) };
}

function fieldNote(spec: YamlValue): FieldNote {
  if (typeof spec === "string") return { type: spec, values: [], phi: false };
  const { enum: values, type, phi } = record(spec);
  return { type: values ? "one of" : String(type ?? "string"), values: texts(values, []), phi: phi === true };
}

function* labelsIn(value: YamlValue): Generator<string> {
  if (Array.isArray(value)) for (const one of value) yield* labelsIn(one as YamlValue);
  if (!isRecord(value)) return;
  for (const [key, one] of Object.entries(value)) {
    if (key === "label") yield* [...texts(record(one)["add"], []), ...texts(record(one)["remove"], [])];
    else yield* labelsIn(one);
  }
}

const record = (value: YamlValue | undefined): Rec => (isRecord(value) ? value : {});
const list = (value: YamlValue | undefined): readonly YamlValue[] =>
  Array.isArray(value) ? (value as YamlValue[]) : [];
const texts = (value: YamlValue | undefined, otherwise: readonly string[]): readonly string[] =>
  Array.isArray(value) ? value.map(String) : otherwise;
const mapped = <A, B>(
  all: Readonly<Record<string, A>>,
  to: (value: A, key: string) => B,
): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [key, to(value, key)]));
