import { type FieldType, type FieldValue, misfit } from "@corridor/domain";
import { parseTime } from "@corridor/time";
import type { CompiledExpr, ExprType } from "../cel/index.ts";
import { didYouMean } from "../diagnostics/index.ts";
import { type Cursor, isMap } from "../reading/index.ts";
import { compileExpression, type Scope } from "./scope.ts";

/** What is written for a value: as it stands, or an expression after `=`. */
export type Value = { readonly literal: FieldValue } | { readonly expr: CompiledExpr };

const TYPE: Readonly<Record<FieldType["type"], ExprType>> = {
  ...{
    string: "string",
    bool: "bool",
    int: "int",
    double: "double",
    timestamp: "timestamp",
    list: "list<string>",
  },
};

/** Where a value goes. A template's variable holds plain values and, on their way to the patient, protected ones. */
type Target = FieldType & { readonly mayHoldPhi?: boolean };

/** A value for a field or variable of this type. */
export function compileValue(scope: Scope, at: Cursor, type: Target): Value | null {
  const { findings } = scope.ground;
  if (typeof at.value === "string" && at.value.startsWith("=")) {
    const expr = compileExpression(scope, at, TYPE[type.type], { from: 1 });
    if (!expr) return null;
    if (expr.phi !== undefined && !type.phi && !type.mayHoldPhi) {
      findings.error(
        "value-type",
        at,
        "A protected value may not be copied to where it would not be protected: leave it out, or let practice.yaml say `phi: true` of this field",
      );
      return null;
    }
    return { expr };
  }
  unfilled(scope, at);
  const literal = literalOf(scope, at, type);
  if (literal === undefined) {
    findings.error(
      "value-type",
      at,
      "This is no value: write text, a number, true or false, or an expression after `=`",
    );
    return null;
  }
  const wrong = type.phi
    ? literal === null
      ? null
      : "is protected; a rule only passes protected values on"
    : misfit(type, literal);
  if (wrong === null) return { literal };
  const suggestion = type.enum ? didYouMean(String(literal), type.enum) : undefined;
  findings.error("value-type", at, `\`${String(at.path.at(-1))}\` ${wrong}`, { suggestion });
  return null;
}

/** A value of any type, for what only a connector knows the types of. */
export function compileAny(scope: Scope, at: Cursor): Value | null {
  if (typeof at.value === "string" && at.value.startsWith("=")) {
    const expr = compileExpression(scope, at, "any", { from: 1 });
    return expr && { expr };
  }
  unfilled(scope, at);
  const literal = plainLiteral(at);
  if (literal !== undefined) return { literal };
  scope.ground.findings.error(
    "value-type",
    at,
    "This is no value: write text, a number, true or false, or an expression after `=`",
  );
  return null;
}

/** Notes a value in which somebody seems to expect that a part is filled in: that is done in texts alone. */
export function unfilled({ ground }: Scope, at: Cursor): void {
  if (typeof at.value !== "string" || !at.value.includes("${")) return;
  const message =
    '`${…}` is filled in only in titles, reasons and notes, and stays as it stands here: write an expression after `=`, such as `="Room " + card.location`, or `{ text: … }` where it is meant so';
  ground.findings.strict("value-type", at, message);
}

function literalOf(scope: Scope, at: Cursor, type: FieldType): FieldValue | undefined {
  const literal = plainLiteral(at);
  if (type.type !== "timestamp" || typeof literal !== "string") return literal;
  const time = parseTime(literal, scope.ground.practice.rules.timezone);
  return typeof time === "string" ? time : literal;
}

function plainLiteral({ value }: Cursor): FieldValue | undefined {
  if (isMap(value)) return typeof value["text"] === "string" ? value["text"] : undefined;
  if (Array.isArray(value))
    return value.every((one) => typeof one === "string") ? (value as string[]) : undefined;
  return value as FieldValue | undefined;
}
