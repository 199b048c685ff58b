import { FUNCTION_DOCS, UNITS } from "../cel/index.ts";
import type { YamlPath, YamlValue } from "../yaml/index.ts";
import { fieldDoc, item, valuesOf } from "./names.ts";
import { childOf } from "./schema-at.ts";
import type { Completion } from "./types.ts";
import type { World } from "./world.ts";

const KEYS: ReadonlySet<string> = new Set([
  "if",
  "while",
  "where",
  "each",
  "done_when",
  "pause_while",
  "order_by",
]);
const INSIDE: ReadonlySet<string | number> = new Set(["any", "not", "expr"]);

/** The part of a text that is an expression, as far as it is written; null where it is none. */
export function expressionBefore(path: YamlPath, before: string): string | null {
  const at = path.findLastIndex((step) => typeof step === "string" && !INSIDE.has(step));
  const key = String(path[at] ?? "");
  if (KEYS.has(key) || path.at(-2) === "let") return before;
  const hole = before.lastIndexOf("${");
  if (hole >= 0 && !before.slice(hole).includes("}")) return before.slice(hole + 2);
  return before.startsWith("=") ? before.slice(1) : null;
}

/** What may follow in an expression. */
export function inExpression(
  world: World,
  root: YamlValue,
  path: YamlPath,
  before: string,
): readonly Completion[] {
  const text = openText(before);
  if (text !== null) return textsAfter(world, toldTo(world, ruleAt(root, path)), text);
  return [...pathsOf(world, root, path), ...functions()];
}

/** What stands before a text that is not closed yet; null when none is open. */
function openText(before: string): string | null {
  let quote = "";
  let begin = 0;
  for (const [i, c] of [...before].entries()) {
    if (quote === "" && (c === '"' || c === "'")) [quote, begin] = [c, i];
    else if (c === quote) quote = "";
  }
  return quote === "" ? null : before.slice(0, begin);
}

function textsAfter(world: World, told: World["fields"], before: string): readonly Completion[] {
  const compared = /([a-z_]\w*\.[\w.]+)\s*(?:[!=]=|in\s*\[[^\]]*)\s*$/.exec(before)?.[1];
  if (compared !== undefined)
    return valuesOf(world.fields[compared.replace(/^(card|it)\./, "")] ?? told[compared]);
  const called = /(\w+)\(([^()]*)$/.exec(before);
  const names = called ? (TEXTS[`${called[1]} ${called[2]?.split(",").length}`]?.(world) ?? []) : [];
  return names.map((name) => item(name, "name"));
}

/** What the texts are that a function takes, by its name and the place of the argument. */
const TEXTS: Readonly<Record<string, (world: World) => readonly string[]>> = {
  "has_label 1": ({ labels }) => labels,
  "is_open 2": ({ calendars }) => calendars,
  "business_hours_between 3": ({ calendars }) => calendars,
  "after 2": () => Object.keys(UNITS),
  "after 3": ({ calendars }) => calendars,
  "metric 1": ({ metrics }) => metrics,
};

export const NAME_DOCS: Readonly<Record<string, string>> = {
  now: "The moment in which the rule runs.",
  "practice.timezone": "The zone in which times are told: the location's own, or the practice's.",
  "actor.id": "Who did it.",
  "actor.role": "The role of whoever did it.",
  "actor.kind": "What did it: user, rule, timer, import or api.",
  entered_stage_at: "When the card came to the stage it is in.",
  entered_state_at: "When the card came to the state it is in.",
  "trigger.step": "Which step of `by` has come, counted from 0.",
  "trigger.by": "The step of `by` that has come, as it is written: `48h`.",
  "trigger.due": "When it was due.",
  "trigger.late": "Whether it is later than it was due.",
  "trigger.anchor": "The time it was counted from.",
  "escalation.policy": "The ladder that is climbed.",
  "escalation.level": "The level it is on, counted from 0.",
  "escalation.started_at": "When it began.",
};

/** The rule that is being written; undefined outside of rules. */
const ruleAt = (root: YamlValue, path: YamlPath): YamlValue | undefined =>
  path[0] === "rules" ? childOf(childOf(root, "rules"), path[1] as number) : undefined;

/** What the events say that a rule waits for. A change of a field says what it was and what it is. */
function toldTo({ events, fields }: World, rule: YamlValue | undefined): World["fields"] {
  const all = triggersOf(rule).map((when) => {
    const [event, field] = [String(childOf(when, "event")), String(childOf(when, "field"))];
    const own = Object.hasOwn(events, event) ? events[event] : undefined;
    const changed = event === "card.changed" && Object.hasOwn(fields, field) ? fields[field] : undefined;
    return { ...own, ...(changed && { "event.from": changed, "event.to": changed }) };
  });
  return Object.assign({}, ...all) as World["fields"];
}

function pathsOf(world: World, root: YamlValue, path: YamlPath): readonly Completion[] {
  const rule = ruleAt(root, path);
  const roots = path.includes("select") ? ["card", "it"] : ["card"];
  const fields = roots.flatMap((holder) =>
    Object.entries(world.fields).map(([name, note]) =>
      item(`${holder}.${name}`, "field", note.type, fieldDoc(note)),
    ),
  );
  const clocked = triggersOf(rule).some((when) =>
    ["before", "after", "while"].some((key) => childOf(when, key) !== undefined),
  );
  const climbing = childOf(root, "kind") === "policies";
  const names = Object.entries(NAME_DOCS)
    .filter(([name]) => clocked || !name.startsWith("trigger."))
    .filter(([name]) => climbing || !name.startsWith("escalation."))
    .map(([name, doc]) => item(name, "name", "", doc));
  const told = Object.entries(toldTo(world, rule)).map(([name, note]) =>
    item(name, "name", note.type, fieldDoc(note)),
  );
  const given = childOf(rule, "let");
  const lets =
    typeof given === "object" && given !== null
      ? Object.keys(given).map((name) => item(name, "name", "let"))
      : [];
  return [...lets, ...fields, ...told, ...names];
}

function triggersOf(rule: YamlValue | undefined): readonly YamlValue[] {
  const when = childOf(rule, "when");
  return Array.isArray(when) ? (when as YamlValue[]) : [];
}

function functions(): readonly Completion[] {
  return Object.entries(FUNCTION_DOCS)
    .filter(([, { call }]) => !call.includes("."))
    .concat(Object.entries(FUNCTION_DOCS).filter(([, { call }]) => /^(text|list)\./.test(call)))
    .map(([name, { call, what }]) => item(name, "function", call, what, `${name}(`));
}
