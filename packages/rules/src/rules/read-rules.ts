import { type ActionScope, countActions, readActions, type Runnable } from "../actions/index.ts";
import type { ExprType, VarType } from "../cel/index.ts";
import { assuredBy, compileCondition, type Condition } from "../conditions/index.ts";
import { hashOf } from "../hash.ts";
import type { Rule, Selection } from "../model.ts";
import type { PolicyTexts } from "../policies/index.ts";
import { type Cursor, entries, inside, isMap, lineOf, members } from "../reading/index.ts";
import {
  assuming,
  type CardSeen,
  COMMON,
  compileExpression,
  type Ground,
  known,
  needsCard,
  noteReads,
  readsPatient,
  type Scope,
  type Table,
  scopeOf,
  withVars,
} from "../scope/index.ts";
import { checkShape } from "../shape/index.ts";
import { blankOutline, type RuleSummary } from "../summary/index.ts";
import { readTrigger, type Trigger } from "../triggers/index.ts";
import { eachName, eachOf } from "./every.ts";
import { mergeVars } from "./merge-vars.ts";
import { readOnce } from "./once.ts";
import { createRule, type RuleParts } from "./rule.ts";
import { RulesFile, RuleSpec } from "./schema.ts";
import { readWindow } from "./window.ts";

/** A rule and the triggers it was made with. */
export interface ReadRule {
  readonly rule: Rule;
  readonly triggers: readonly Trigger[];
  readonly summary: RuleSummary;
}

/** The enabled rules of a file in their order. Disabled ones are checked all the same. It stops after every rule. */
export function* readRules(
  at: Cursor,
  ground: Ground,
  policies: PolicyTexts,
): Generator<undefined, readonly ReadRule[]> {
  const file = checkShape(RulesFile, at, ground.findings);
  if (file?.lifecycle !== undefined && file.lifecycle !== ground.lifecycle.id)
    ground.findings.error(
      "name-unknown",
      inside(at, "lifecycle"),
      `There is no lifecycle called “${file.lifecycle}”`,
      {
        suggestion: ground.lifecycle.id,
      },
    );
  const rules: ReadRule[] = [];
  for (const cursor of members(inside(at, "rules"))) {
    const rule = readRule(cursor, ground, policies);
    if (rule) rules.push(rule);
    yield;
  }
  return rules;
}

/** What an editor needs of a broken base: the shapes of a rules file alone. */
export function checkRuleShapes(at: Cursor, findings: Ground["findings"]): void {
  checkShape(RulesFile, at, findings);
  for (const rule of members(inside(at, "rules"))) checkShape(RuleSpec, rule, findings);
}

function readRule(at: Cursor, ground: Ground, policies: PolicyTexts): ReadRule | null {
  const { findings, practice } = ground;
  const errors = findings.errors;
  const spec = checkShape(RuleSpec, at, findings);
  // What can be read is checked even when something beside it is out of shape.
  const id = String(inside(at, "id").value);
  const taken = new Set<string>();
  const backdate = inside(at, "backdate").value === true;
  const triggers = members(inside(at, "when")).map((cursor, index) =>
    readTrigger(cursor, ground, {
      rule: id,
      index,
      backdate,
      taken,
      ...(spec?.late ? { late: spec.late } : {}),
    }),
  );
  const read = triggers.filter((trigger) => trigger !== null);
  const complete = read.length === triggers.length;
  const named = readNames(complete ? scopeFor(read, ground) : lenientScope(ground), inside(at, "let"));
  const asked = inside(at, "if");
  const condition = asked.value === undefined ? null : compileCondition(named.scope, asked);
  const held = condition ? assuming(named.scope, assuredBy(condition)) : named.scope;
  const window = readWindow(at, ground);
  const once = spec && readOnce(spec.once, id, inside(at, "once"), ground);
  if (once) needsCard(named.scope, inside(at, "once"), "`once` that counts by the card");
  const owner = readOwner(inside(at, "owner"), ground);
  checkLimit(at, practice.rules.limits.actionsPerRule, ground);
  const pins = spec?.in_flight !== "follow";
  const selections = new Map<string, Selection>();
  const outline = blankOutline();
  const actionScope = (scope: Scope, under: readonly Condition[]): ActionScope => ({
    ...{ ...scope, policies, depth: 0, actions: readActions, outline, under },
    ...{ rule: { id, name: String(inside(at, "name").value), pins }, selections, chosen: null },
  });
  const then = readList(inside(at, "then"), actionScope(held, condition ? [condition] : []));
  const failing: readonly Condition[] = condition ? [{ kind: "not", of: condition }] : [];
  const otherwise = readList(inside(at, "else"), actionScope(named.scope, failing));
  if (findings.errors > errors || !spec || !then || spec.enabled === false) return null;

  const reads = [...named.scope.reads, ...read.flatMap((trigger) => trigger.reads)];
  const parts: RuleParts = {
    ...{ id: spec.id, name: spec.name, file: at.file.file, line: lineOf(at), enabled: spec.enabled ?? true },
    triggers: read.map((trigger, i) => ({ trigger, line: lineOf(inside(at, "when", i)) })),
    ...{ was: listed(spec.was), digest: hashOf(at.value) },
    ...{ names: named.names, condition, then, otherwise, readsPatient: reads.some(readsPatient) },
    ...{ owner, tags: spec.tags ?? [], safety: spec.safety ?? false, bounds: { window, once } },
    ...{ pins, selections, needsNoCard: named.scope.needs.size === 0 && read.every(startsOnNone) },
  };
  const starts = read.map((trigger, i) => ({
    ...{ start: trigger.start, condition: conditionOf(trigger), at: inside(at, "when", i) },
  }));
  const summary = { ...outline, ...{ id: spec.id, at, enabled: spec.enabled ?? true, starts, condition } };
  for (const [index, trigger] of read.entries()) {
    const each = "look" in trigger ? eachOf(index, trigger, practice) : null;
    if (each) selections.set(eachName(index), each);
  }
  return { rule: createRule(parts, practice), triggers: read, summary };
}

/** A role there is, or a person: whom the files do not know. */
function readOwner(at: Cursor, ground: Ground): Rule["owner"] {
  const user = inside(at, "user").value;
  if (typeof user === "string") return { role: null, person: user };
  if (typeof at.value !== "string") return null;
  known({ ground }, "role", at, Object.keys(ground.practice.rules.roles));
  return { role: at.value, person: null };
}

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

const scopeFor = (triggers: readonly Trigger[], ground: Ground): Scope => ({
  ...scopeOf(ground, mergeVars(triggers.map((trigger) => trigger.vars)), alwaysAssured(triggers)),
  card: cardSeen(triggers),
});

/** What there is of a card whichever trigger starts the rule. */
function cardSeen(triggers: readonly Trigger[]): CardSeen {
  const seen = triggers.map((trigger) => ("look" in trigger ? trigger.card : "all"));
  return seen.includes("nothing") ? "nothing" : seen.includes("location") ? "location" : "all";
}

/** Whether the trigger can start a rule on no card: what rules announce can be announced on none. */
const startsOnNone = (trigger: Trigger): boolean =>
  "look" in trigger
    ? trigger.card !== "all"
    : trigger.kind === "event" &&
      trigger.indexKey.startsWith("event.raised|") &&
      trigger.reads.every((path) => !path.startsWith("card"));

const conditionOf = (trigger: Trigger): Condition | null =>
  "look" in trigger && trigger.each ? trigger.each.condition : trigger.condition;

/** For a rule whose trigger could not be read: its other faults are looked for, but no false ones made. */
const lenientScope = (ground: Ground): Scope => ({
  ...scopeOf(ground, { event: "dyn", trigger: "dyn" }),
  lenient: true,
});

const readList = (at: Cursor, scope: ActionScope): Runnable | null =>
  Array.isArray(at.value) ? readActions(at, scope) : null;

/** What every trigger assures, whichever it is that starts the rule. */
function alwaysAssured(triggers: readonly Trigger[]): readonly string[] {
  const [first, ...others] = triggers;
  return first?.assures.filter((path) => others.every((other) => other.assures.includes(path))) ?? [];
}

function readNames(scope: Scope, at: Cursor): { readonly scope: Scope; readonly names: RuleParts["names"] } {
  let here = scope;
  const names: RuleParts["names"][number][] = [];
  for (const [name, cursor] of entries(at)) {
    if (
      name === "card" ||
      name === "now" ||
      name === "event" ||
      name === "trigger" ||
      name in COMMON ||
      name in here.vars
    ) {
      scope.ground.findings.error(
        "name-duplicate",
        cursor,
        `\`${name}\` already means something in expressions`,
        { part: "key" },
      );
      continue;
    }
    if (isMap(cursor.value)) {
      const table = tableOf(inside(cursor, "table"), scope);
      if (table) names.push({ name, table });
      here = withVars(here, table?.vars(name) ?? { [name]: "dyn" });
      continue;
    }
    const expr = compileExpression(here, cursor, "any");
    if (!expr) continue;
    names.push({ name, expr });
    here = withVars(here, { [name]: typeOf(expr.type) });
  }
  return { scope: here, names };
}

/** `{ table: name }`. One that has faults of its own is told of there. */
function tableOf(at: Cursor, scope: Scope): Table | null {
  const { ground } = scope;
  if (typeof at.value !== "string" || !known({ ground }, "table", at, ground.tables.keys())) return null;
  const table = ground.tables.get(at.value) ?? null;
  return table && noteReads(scope, at, table) ? table : null;
}

const typeOf = (type: ExprType): VarType => (type === "list" || type === "map" ? "dyn" : type);

function checkLimit(at: Cursor, limit: number, { findings }: Ground): void {
  for (const list of ["then", "else"] as const) {
    const cursor = inside(at, list);
    const count = countActions(cursor);
    if (count > limit)
      findings.strict("action-limit", cursor, `${count} actions are more than the ${limit} a rule may have`, {
        part: "key",
      });
  }
}

/** Ids are given once, and given up once; both places are named. */
export function checkIds(files: readonly Cursor[], findings: Ground["findings"]): void {
  const first = new Map<string, string>();
  const given = new Map<string, string>();
  for (const rule of files.flatMap((file) => members(inside(file, "rules")))) {
    const at = inside(rule, "id");
    if (!isMap(rule.value) || typeof at.value !== "string") continue;
    const before = first.get(at.value);
    if (before === undefined) first.set(at.value, `${at.file.file}:${lineOf(at)}`);
    else
      findings.error(
        "name-duplicate",
        at,
        `There is already a rule \`${at.value}\` (${before}): give this one an id of its own`,
      );
    for (const old of idsBefore(inside(rule, "was"))) {
      const heir = given.get(String(old.value));
      if (heir === undefined) given.set(String(old.value), at.value);
      else findings.error("name-duplicate", old, `\`${old.value}\` goes on as \`${heir}\` already`);
    }
  }
  for (const rule of files.flatMap((file) => members(inside(file, "rules"))))
    for (const old of idsBefore(inside(rule, "was")))
      if (first.has(String(old.value)))
        findings.error(
          "name-duplicate",
          old,
          `The rule \`${old.value}\` is still at ${first.get(String(old.value))}; \`was\` names an id that is gone`,
        );
}

const idsBefore = (at: Cursor): readonly Cursor[] =>
  Array.isArray(at.value) ? members(at) : typeof at.value === "string" ? [at] : [];
