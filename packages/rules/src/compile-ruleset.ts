import type { Instant } from "@corridor/domain";
import { analyse } from "./analysis/index.ts";
import { readActions } from "./actions/index.ts";
import type { Diagnostic } from "./diagnostics/index.ts";
import { didYouMean } from "./diagnostics/index.ts";
import { compileGuards, readLifecycle, readMigrations } from "./lifecycle/index.ts";
import { readMetrics } from "./metrics/index.ts";
import type { Ruleset } from "./model.ts";
import { createPolicyShelf, policyTexts, readPolicies } from "./policies/index.ts";
import { readPractice } from "./practice/index.ts";
import { createRuleset } from "./create-ruleset.ts";
import { type Cursor, entries, Findings, inside, members, top } from "./reading/index.ts";
import { checkIds, checkRuleShapes, namesIn, type ReadRule, readRules } from "./rules/index.ts";
import { type Ground, groundOf } from "./scope/index.ts";
import { readCsv, readTables, type TableFile, tableName } from "./tables/index.ts";
import { checkTemplates, templateName } from "./templates/index.ts";
import { readingYaml } from "./yaml/index.ts";

export type CompiledRuleset =
  | { readonly ok: true; readonly ruleset: Ruleset; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const KINDS = ["practice", "lifecycle", "policies", "rules", "tests"] as const;
type Kind = (typeof KINDS)[number];

/**
 * Reads all files of a practice's rules (names relative to their folder to texts). Every fault of every file is
 * found, not only the first. Calendars are looked at from `now` on: those that will not open for a year are faults.
 */
export function compileRuleset(files: Readonly<Record<string, string>>, now?: Instant): CompiledRuleset {
  return withoutGround(compileWhole(files, new Findings(), now));
}

/**
 * Opens a ruleset that was accepted once and is kept: to replay what it decided, and to go on after an upgrade whose
 * checks are stricter. What can be lived with is a warning here, and works as it did; what can not be made a ruleset
 * any more still fails, and says why. Never for files that somebody brings: those are for `compileRuleset`.
 */
export function reviveRuleset(files: Readonly<Record<string, string>>): CompiledRuleset {
  return withoutGround(compileWhole(files, new Findings(true)));
}

/**
 * The same as `reviveRuleset`, for a process in which others wait: it breathes within every file and after every rule, so
 * that even the largest file holds nobody up for long.
 */
export async function reviveInTurns(
  files: Readonly<Record<string, string>>,
  breathe: () => Promise<void>,
): Promise<CompiledRuleset> {
  const work = compiling(files, new Findings(true));
  for (;;) {
    const { done, value } = work.next();
    if (done) return withoutGround(value);
    await breathe();
  }
}

/** What a ruleset stands on, and how many levels each of its policies has. */
interface Footing {
  readonly ground: Ground;
  readonly levels: Readonly<Record<string, number>>;
}
type CompiledWhole = CompiledRuleset & (({ readonly ok: true } & Footing) | { readonly ok: false });

const withoutGround = (whole: CompiledWhole): CompiledRuleset =>
  whole.ok ? { ok: true, ruleset: whole.ruleset, warnings: whole.warnings } : whole;

/** The ruleset with what it stands on, for checking what speaks of it. */
export function compileWhole(
  files: Readonly<Record<string, string>>,
  findings: Findings,
  now?: Instant,
): CompiledWhole {
  const work = compiling(files, findings, now);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Piece by piece: it stops after each, for whoever drives it to go on with when it pleases. */
function* compiling(
  files: Readonly<Record<string, string>>,
  findings: Findings,
  now?: Instant,
): Generator<undefined, CompiledWhole> {
  const read = yield* readFiles(files, findings);
  const practice = read.practice && readPractice(read.practice, read.bodies, findings, now);
  const lifecycle = read.lifecycle && readLifecycle(read.lifecycle, findings);
  checkIds(read.rules, findings);
  if (practice) checkTemplates(files, practice.rules.templates, findings);
  if (!practice || !lifecycle) {
    // Without a base every name would be a false alarm: only shapes are looked at.
    for (const file of read.rules) checkRuleShapes(file, findings);
    return { ok: false, diagnostics: sorted(findings.all) };
  }
  const ground = groundOf(practice, lifecycle, namesIn(read.rules), findings);
  if (read.practice) readMetrics(read.practice, ground);
  const guards = read.lifecycle ? compileGuards(read.lifecycle, ground) : new Map();
  const migrations = read.lifecycle ? readMigrations(read.lifecycle, lifecycle, findings) : [];
  const texts = read.policies ? policyTexts(read.policies) : {};
  const ladders = read.policies ? readPolicies(read.policies, ground, readActions) : {};
  readTables(read.tables, read.rules, ground);
  yield;
  const rules: ReadRule[] = [];
  for (const file of read.rules) rules.push(...(yield* readRules(file, ground, texts)));
  // What can not have been meant is only to be told where the rest is right, and to whoever can still change it.
  if (findings.errors === 0 && !findings.reviving && read.lifecycle)
    analyse(
      ground,
      read.lifecycle,
      rules.map(({ summary }) => summary),
      Object.values(ladders).map(({ summary }) => summary),
    );
  if (findings.errors > 0) return { ok: false, diagnostics: sorted(findings.all) };
  const policyOf = createPolicyShelf(ladders, texts, ground, readActions);
  const { content } = read;
  const ruleset = createRuleset({ files, content, ground, guards, migrations, policyOf, rules });
  return { ok: true, ruleset, warnings: sorted(findings.all), ground, levels: levelsOf(read.policies) };
}

const levelsOf = (policies: Cursor | null): Footing["levels"] =>
  Object.fromEntries(
    policies
      ? entries(inside(policies, "escalations")).map(([id, at]) => [id, members(inside(at, "levels")).length])
      : [],
  );

interface Files {
  practice: Cursor | null;
  lifecycle: Cursor | null;
  policies: Cursor | null;
  readonly rules: Cursor[];
  readonly tables: TableFile[];
  /** Template bodies by name. */
  readonly bodies: Record<string, string>;
  /** What names the ruleset: everything but tests, parsed. */
  readonly content: Record<string, unknown>;
}

/** Sorts files by kind, in the order of their names. */
function* readFiles(
  files: Readonly<Record<string, string>>,
  findings: Findings,
): Generator<undefined, Files> {
  const read: Files = {
    practice: null,
    lifecycle: null,
    policies: null,
    rules: [],
    tables: [],
    bodies: {},
    content: {},
  };
  for (const name of Object.keys(files).sort()) {
    const text = files[name] as string;
    const [template, table] = [templateName(name), tableName(name)];
    if (template !== undefined) {
      read.bodies[template] = text;
      read.content[name] = text;
    } else if (table !== undefined) readTable(name, table, text, read, findings);
    else if (/\.ya?ml$/.test(name)) yield* readFile(name, text, read, findings);
    yield;
  }
  for (const kind of ["practice", "lifecycle"] as const)
    if (!read[kind] && !broken(findings)) findings.all.push(missingFile(kind));
  return read;
}

function readTable(file: string, name: string, text: string, read: Files, findings: Findings): void {
  const csv = readCsv(file, text);
  if (csv.ok) read.content[file] = csv.value;
  else findings.all.push(...csv.diagnostics);
  read.tables.push({ name, file: csv.ok ? csv : null });
}

function* readFile(
  name: string,
  text: string,
  read: Files,
  findings: Findings,
): Generator<undefined, void> {
  const yaml = yield* readingYaml(name, text);
  if (!yaml.ok) return void findings.all.push(...yaml.diagnostics);
  const at = top(yaml);
  const kind = kindOf(at, findings);
  if (kind === null || kind === "tests") return;
  read.content[name] = yaml.value;
  if (kind === "rules") return void read.rules.push(at);
  const other = read[kind];
  if (other)
    findings.error(
      "file-kind",
      inside(at, "kind"),
      `There is already a file of kind ${kind}: ${other.file.file}`,
    );
  else read[kind] = at;
}

function kindOf(at: Cursor, findings: Findings): Kind | null {
  if (inside(at, "schema").value !== "corridor/v1") {
    findings.error(
      "file-header",
      inside(at, "schema"),
      "A file begins with `schema: corridor/v1` and `kind: …`",
    );
    return null;
  }
  const written = inside(at, "kind");
  const kind = KINDS.find((known) => known === written.value);
  if (kind) return kind;
  const suggestion = typeof written.value === "string" ? didYouMean(written.value, KINDS) : undefined;
  findings.error("file-header", written, `The kind of a file is one of ${KINDS.join(", ")}`, { suggestion });
  return null;
}

/** A file that can not be read may be the very one that is missing. */
const broken = (findings: Findings): boolean => findings.errors > 0;

const missingFile = (kind: "practice" | "lifecycle"): Diagnostic => ({
  ...{ file: `${kind}.yaml`, line: 1, column: 1, code: "file-kind", severity: "error" },
  message: `There is no file of kind ${kind}`,
});

const sorted = (all: readonly Diagnostic[]): readonly Diagnostic[] =>
  all.toSorted((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
  );
