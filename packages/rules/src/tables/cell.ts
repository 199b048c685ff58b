import type { FieldType } from "@corridor/domain";
import { didYouMean } from "../diagnostics/index.ts";
import { allBut, among, anything, atLeast, atMost, both, type Scalar, type Values } from "../values/index.ts";

export interface Unread {
  readonly error: string;
  readonly suggestion?: string | undefined;
}

const NUMBER = "-?\\d+(?:\\.\\d+)?";
const BOUND = new RegExp(`^(>=|<=|>|<)\\s*(${NUMBER})$`);
const RANGE = new RegExp(`^(${NUMBER})\\s*\\.\\.\\s*(${NUMBER})$`);
const PLAIN = new RegExp(`^${NUMBER}$`);

/** What a cell of an asked column lets pass: `-` anything, `a | b`, `not a`, `>= 18`, `18..65`. */
export function asked(text: string, type: FieldType): Values | Unread {
  if (text === "-") return anything;
  if (text === "") return { error: "An empty cell says nothing: write `-` for anything" };
  const numeric = type.type === "int" || type.type === "double";
  const bound = numeric ? bounds(text) : undefined;
  if (bound) return bound;
  const not = /^not\s+(.+)$/.exec(text)?.[1];
  const values: Scalar[] = [];
  for (const part of (not ?? text).split("|")) {
    const value = answered(part.trim(), type);
    if (typeof value === "object") return numeric ? misread(text, value) : value;
    values.push(value);
  }
  return not === undefined ? among(values) : allBut(values);
}

/** `=> 18` is meant as `>= 18`. */
function misread(text: string, { error }: Unread): Unread {
  const turned = /^=\s*([<>])\s*(.+)$/.exec(text);
  return {
    error: `${error}, or a bound such as \`>= 18\` or \`18..65\``,
    suggestion: turned ? `${turned[1]}= ${turned[2]}` : undefined,
  };
}

function bounds(text: string): Values | undefined {
  const [, op, at] = BOUND.exec(text) ?? [];
  if (op === ">" || op === ">=") return atLeast(Number(at), op === ">");
  if (op === "<" || op === "<=") return atMost(Number(at), op === "<");
  const [, from, to] = RANGE.exec(text) ?? [];
  return from === undefined ? undefined : both(atLeast(Number(from), false), atMost(Number(to), false));
}

/** A value as it is written in a cell. */
export function answered(
  text: string,
  { type, enum: values }: Pick<FieldType, "type" | "enum">,
): Scalar | Unread {
  if (text === "") return { error: "This cell is empty" };
  if (type === "bool") {
    if (text.toLowerCase() === "true" || text.toLowerCase() === "false") return text.toLowerCase() === "true";
    return { error: "This must be true, false or `-`", suggestion: didYouMean(text, ["true", "false"]) };
  }
  if (type === "int" || type === "double") {
    if (PLAIN.test(text) && (type === "double" || !text.includes("."))) return Number(text);
    return { error: `This must be ${type === "int" ? "a whole number" : "a number"}` };
  }
  if (values && !values.includes(text))
    return {
      error: `This is never “${text}”; there is ${values.join(", ")}`,
      suggestion: didYouMean(text, values),
    };
  return text;
}
