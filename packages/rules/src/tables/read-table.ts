import type { FieldType } from "@corridor/domain";
import type { CompiledExpr, VarTypes } from "../cel/index.ts";
import { type Cursor, inside, lineOf } from "../reading/index.ts";
import {
  compileExpression,
  evaluate,
  type Ground,
  known,
  type Moment,
  scopeOf,
  type Table,
} from "../scope/index.ts";
import { checkShape } from "../shape/index.ts";
import type { Scalar, Values } from "../values/index.ts";
import { answered, asked, type Unread } from "./cell.ts";
import { type Asked, coverageOf, fits } from "./coverage.ts";
import { TableSpec } from "./schema.ts";

interface Input extends Asked {
  readonly expr: CompiledExpr;
  readonly at: number;
}
interface Output {
  readonly name: string;
  readonly type: "string" | "int" | "double" | "bool";
  readonly at: number;
}
interface Row {
  readonly cells: readonly Values[];
  readonly answers: readonly Scalar[];
}

/** A decision table, or null after its faults were noted. */
export function readTable(at: Cursor, ground: Ground): Table | null {
  const { findings } = ground;
  const errors = findings.errors;
  const spec = checkShape(TableSpec, at, findings);
  if (!spec) return null;
  const inputs: Input[] = [];
  const outputs: Output[] = [];
  for (const [i, header] of spec.columns.entries()) {
    const cursor = inside(at, "columns", i);
    if (header.startsWith("card.")) inputs.push(...readInput(cursor, i, ground));
    else outputs.push(...readOutput(cursor, i, ground));
  }
  if (findings.errors > errors) return null;
  if (inputs.length === 0 || outputs.length === 0) {
    findings.error(
      "table-shape",
      inside(at, "columns"),
      "A table asks at least one field (`card.priority`) and answers at least one value (`weeks: int`)",
    );
    return null;
  }
  const rows = spec.rows.map((row, i) =>
    readRow(row.length, inside(at, "rows", i), spec.columns.length, inputs, outputs, ground),
  );
  if (!rows.every((row) => row !== null) || findings.errors > errors) return null;
  checkCoverage(spec.hit ?? "first", inputs, rows, at, ground);
  return {
    reads: inputs.flatMap(({ expr }) => expr.reads),
    vars: (as) => varsOf(as, outputs),
    answer: (moment) => answerOf(inputs, outputs, rows, moment),
  };
}

function readInput(at: Cursor, i: number, ground: Ground): readonly Input[] {
  const path = String(at.value);
  const { fields } = ground.practice.rules;
  const name = path.slice("card.".length);
  if (!known({ ground }, "field", { ...at, value: name }, Object.keys(fields))) return [];
  const type = closed(name, fields[name] as FieldType, ground);
  if (type.phi || type.type === "timestamp" || type.type === "list") {
    const what = type.phi
      ? "is protected, and is not compared"
      : `holds ${type.type === "list" ? "a list" : "a time"}, which no cell can ask for`;
    ground.findings.error(type.phi ? "cel-phi" : "table-shape", at, `\`${path}\` ${what}`);
    return [];
  }
  const expr = compileExpression({ ...scopeOf(ground), lenient: true }, at, "any");
  return expr ? [{ path, type, mayBeAbsent: type.default === null && !type.enum, expr, at: i }] : [];
}

/** Places, types and locations are closed lists, though no practice says so. */
function closed(name: string, type: FieldType, { lifecycle, practice }: Ground): FieldType {
  const lists: Readonly<Record<string, readonly string[]>> = {
    stage: lifecycle.stages.map(({ id }) => id),
    state: [...new Set(lifecycle.stages.flatMap(({ states }) => states))],
    type: practice.rules.cardTypes,
    location: practice.rules.locations.map(({ id }) => id),
  };
  const values = Object.hasOwn(lists, name) ? lists[name] : undefined;
  return values ? { ...type, enum: [...values] } : type;
}

const OUTPUT = /^([a-z][a-z0-9_]*)(?:\s*:\s*(string|int|double|bool))?$/;

function readOutput(at: Cursor, i: number, { findings }: Ground): readonly Output[] {
  const [, name, type = "string"] = OUTPUT.exec(String(at.value)) ?? [];
  if (name !== undefined) return [{ name, type: type as Output["type"], at: i }];
  const message =
    "A column is a field that is asked (`card.priority`) or a value that is answered (`weeks: int`, `role`)";
  findings.error("table-shape", at, message);
  return [];
}

function readRow(
  length: number,
  at: Cursor,
  width: number,
  inputs: readonly Input[],
  outputs: readonly Output[],
  { findings }: Ground,
): Row | null {
  if (length !== width) {
    findings.error("table-shape", at, `This row has ${length} cells, and there are ${width} columns`);
    return null;
  }
  const note = (cursor: Cursor, { error, suggestion }: Unread): null => {
    findings.error("table-cell", cursor, error, { suggestion });
    return null;
  };
  const read = <T extends object | Scalar>(column: number, parse: (text: string) => T | Unread): T | null => {
    const cursor = inside(at, column);
    const said = parse(String(cursor.value).trim());
    return typeof said === "object" && "error" in said ? note(cursor, said) : (said as T);
  };
  const cells = inputs.map((input) => read<Values>(input.at, (text) => asked(text, input.type)));
  const answers = outputs.map((output) =>
    read<Scalar>(output.at, (text) => answered(text, { type: output.type, enum: null })),
  );
  return cells.every((cell) => cell !== null) && answers.every((answer) => answer !== null)
    ? { cells, answers }
    : null;
}

function checkCoverage(
  hit: "first" | "unique",
  inputs: readonly Input[],
  rows: readonly Row[],
  at: Cursor,
  { findings }: Ground,
): void {
  const coverage = coverageOf(
    inputs,
    rows.map(({ cells }) => cells),
  );
  if (!coverage) return;
  const row = (i: number): Cursor => inside(at, "rows", i);
  if (coverage.gap !== null)
    findings.warning(
      "table-gap",
      inside(at, "columns"),
      `No row answers where ${coverage.gap}: end with a row of \`-\``,
    );
  if (hit === "unique") {
    for (const [one, two] of coverage.overlaps)
      findings.strict(
        "table-overlap",
        row(two),
        `Only one row may fit (\`hit: unique\`), and line ${lineOf(row(one))} fits some of the same`,
      );
    return;
  }
  for (const i of coverage.never)
    findings.warning(
      "table-row-never",
      row(i),
      "This row never answers: the rows above it fit all that it does",
    );
}

/** One answer is the name itself; several are its members: `plan.weeks`. */
function varsOf(as: string, outputs: readonly Output[]): VarTypes {
  const [only, second] = outputs;
  if (only && !second) return { [as]: only.type };
  return Object.fromEntries(outputs.map(({ name, type }) => [`${as}.${name}`, type]));
}

/** The first row that fits; undefined where none does. */
function answerOf(
  inputs: readonly Input[],
  outputs: readonly Output[],
  rows: readonly Row[],
  moment: Moment,
): unknown {
  const values = inputs.map(({ expr }) => {
    const said = evaluate(expr, moment);
    return said.ok ? (said.value as Scalar) : undefined;
  });
  const row = rows.find(({ cells }) => cells.every((cell, i) => fits(cell, values[i])));
  if (!row) return undefined;
  return outputs.length === 1
    ? row.answers[0]
    : Object.fromEntries(outputs.map(({ name }, i) => [name, row.answers[i]]));
}
