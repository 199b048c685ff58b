import type { Instant } from "@corridor/domain";
import { type CompiledRuleset, compileWhole } from "../compile-ruleset.ts";
import type { Diagnostic } from "../diagnostics/index.ts";
import { hashOf } from "../hash.ts";
import type { Ruleset } from "../model.ts";
import { type Cursor, Findings, inside, isMap, members, top } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";
import { checkShape } from "../shape/index.ts";
import { readYaml } from "../yaml/index.ts";
import { type Desk, isKnown, isRule } from "./desk.ts";
import type { Equivalent, Suite } from "./model.ts";
import { type PartKind, PARTS } from "./mutants/parts.ts";
import { readTrial } from "./read-trial.ts";
import { ChangedRules, TestsFile } from "./schema.ts";

export type CompiledSuites =
  | {
      readonly ok: true;
      readonly suites: readonly Suite[];
      /** Names the tests, as a ruleset's hash names its rules. */
      readonly hash: string;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

interface Whole {
  readonly ruleset: Ruleset;
  readonly ground: Ground;
  readonly levels: Readonly<Record<string, number>>;
}

/** All files of a rules directory, sorted by what they are. */
interface Shelf {
  readonly files: Readonly<Record<string, string>>;
  readonly rules: readonly string[];
  readonly tests: readonly Cursor[];
  readonly made: Map<string, Whole | readonly Diagnostic[]>;
}

/** Reads every file of `kind: tests` against the rules it names. The rules themselves must be without fault. */
export function compileSuites(files: Readonly<Record<string, string>>): CompiledSuites {
  const all = compileWhole(files, new Findings());
  return all.ok ? suitesAmong(files) : { ok: false, diagnostics: all.diagnostics };
}

/**
 * What a check says of a whole rules directory: all that `compileRuleset` says, and, where the rules are right, what is
 * wrong with the tests beside them.
 */
export function compileDirectory(files: Readonly<Record<string, string>>, now: Instant): CompiledRuleset {
  const all = compileWhole(files, new Findings(), now);
  if (!all.ok) return all;
  const suites = suitesAmong(files);
  if (suites.ok) return { ok: true, ruleset: all.ruleset, warnings: all.warnings };
  return { ok: false, diagnostics: [...all.warnings, ...suites.diagnostics] };
}

function suitesAmong(files: Readonly<Record<string, string>>): CompiledSuites {
  const shelf = sorted(files);
  const findings = new Findings();
  const suites = shelf.tests.flatMap((at) => readSuite(at, shelf, findings) ?? []);
  const named = findings.all.toSorted((a, b) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column,
  );
  if (findings.errors > 0) return { ok: false, diagnostics: named };
  return {
    ok: true,
    suites,
    hash: hashOf(Object.fromEntries(shelf.tests.map(({ file }) => [file.file, file.value]))),
  };
}

function sorted(files: Readonly<Record<string, string>>): Shelf {
  const rules: string[] = [];
  const tests: Cursor[] = [];
  for (const name of Object.keys(files)
    .filter((one) => /\.ya?ml$/.test(one))
    .sort()) {
    const yaml = readYaml(name, files[name] as string);
    if (!yaml.ok) continue;
    const kind = inside(top(yaml), "kind").value;
    if (kind === "rules") rules.push(name);
    if (kind === "tests") tests.push(top(yaml));
  }
  return { files, rules, tests, made: new Map() };
}

function readSuite(at: Cursor, shelf: Shelf, findings: Findings): Suite | null {
  const spec = checkShape(TestsFile, at, findings);
  const errors = findings.errors;
  const whole = standing(at, inside(at, "rules"), shelf, findings);
  if (!whole || !spec) return null;
  const desk: Desk = {
    ground: { ...whole.ground, findings },
    ruleset: whole.ruleset,
    levels: whole.levels,
    rulesetOf: (named) =>
      isMap(named.value)
        ? changed(named, whole.ruleset, findings)
        : (standing(at, named, shelf, findings)?.ruleset ?? null),
  };
  const trials = members(inside(at, "tests")).map((test) => readTrial(test, at, desk));
  const equivalent = members(inside(at, "equivalent")).flatMap((one) => readEquivalent(one, desk));
  if (findings.errors > errors) return null;
  const { rules = null, arms = null } = spec.coverage ?? {};
  return {
    ...{ file: at.file.file, ruleset: whole.ruleset },
    trials: trials.filter((trial) => trial !== null),
    ...{ coverage: { rules, arms }, equivalent },
  };
}

function readEquivalent(at: Cursor, desk: Desk): readonly Equivalent[] {
  const [part, second] = PARTS.filter((kind) => inside(at, kind).value !== undefined);
  if (part === undefined || second !== undefined) {
    const message = "Say what is changed: one of `rule`, `policy`, `stage` and `table`";
    desk.ground.findings.error("shape-missing", at, message);
    return [];
  }
  isPart(desk, part, inside(at, part));
  const said = (key: string) => String(inside(at, key).value);
  const place = at.file.nodeAt([...at.path, "mutant"]);
  return [{ part, name: said(part), mutant: said("mutant"), because: said("because"), place }];
}

function isPart(desk: Desk, part: PartKind, at: Cursor): boolean {
  if (part === "rule") return isRule(desk, at);
  const { lifecycle, tables } = desk.ground;
  const names = {
    policy: Object.keys(desk.levels),
    stage: lifecycle.stages.map(({ id }) => id),
    table: [...tables.keys()],
  };
  return isKnown(desk, part, at, names[part]);
}

/** What the rules files named here make together with practice, lifecycle, policies and templates. */
function standing(file: Cursor, at: Cursor, shelf: Shelf, findings: Findings): Whole | null {
  const names = namesOf(at, shelf, findings);
  if (names === null) return null;
  const key = names.join();
  const made = shelf.made.get(key) ?? alone(names, shelf);
  shelf.made.set(key, made);
  if ("ruleset" in made) return made;
  const [first] = made;
  const where = first ? `: ${first.file}:${first.line} ${first.message}` : "";
  findings.error(
    "test-rules",
    at.value === undefined ? file : at,
    `These files can not stand without the others${where}`,
  );
  return null;
}

function alone(names: readonly string[], { files, rules, tests }: Shelf): Whole | readonly Diagnostic[] {
  const left = new Set([
    ...rules.filter((name) => !names.includes(name)),
    ...tests.map(({ file }) => file.file),
  ]);
  const some = Object.fromEntries(Object.entries(files).filter(([name]) => !left.has(name)));
  const made = compileWhole(some, new Findings());
  return made.ok ? made : made.diagnostics;
}

/** The rules as a step changes them: those it writes instead of those with their ids, and without those it names. */
function changed(at: Cursor, { files }: Ruleset, findings: Findings): Ruleset | null {
  const spec = checkShape(ChangedRules, at, findings);
  if (!spec) return null;
  const gone = new Set([
    ...(spec.without ?? []),
    ...members(inside(at, "rules")).map((rule) => inside(rule, "id").value),
  ]);
  const kept = Object.entries(files).map(([name, text]) => [name, withoutRules(name, text, gone)] as const);
  const own = { schema: "corridor/v1", kind: "rules", rules: spec.rules ?? [] };
  const made = compileWhole(
    { ...Object.fromEntries(kept), [`${at.file.file}.rules.yaml`]: JSON.stringify(own) },
    new Findings(),
  );
  if (made.ok) return made.ruleset;
  findings.error("test-rules", at, `These rules can not be activated: ${made.diagnostics[0]?.message ?? ""}`);
  return null;
}

function withoutRules(name: string, text: string, gone: ReadonlySet<unknown>): string {
  const yaml = /\.ya?ml$/.test(name) ? readYaml(name, text) : null;
  if (!yaml?.ok || inside(top(yaml), "kind").value !== "rules") return text;
  const rules = members(inside(top(yaml), "rules")).filter((rule) => !gone.has(inside(rule, "id").value));
  return JSON.stringify({ ...(yaml.value as object), rules: rules.map(({ value }) => value) });
}

/** Rules files by name or pattern; all where none is named. */
function namesOf(at: Cursor, { rules }: Shelf, findings: Findings): readonly string[] | null {
  const asked = Array.isArray(at.value) ? members(at) : at.value === undefined ? [] : [at];
  if (at.value === undefined) return rules;
  const errors = findings.errors;
  const found = asked.flatMap((one) => {
    const matching = rules.filter((name) => patternOf(String(one.value)).test(name));
    if (matching.length === 0)
      findings.error(
        "name-unknown",
        one,
        `There is no rules file called “${String(one.value)}”; there is ${rules.join(", ")}`,
      );
    return matching;
  });
  return findings.errors > errors ? null : [...new Set(found)].sort();
}

const patternOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join("[^/]*")}$`,
  );
