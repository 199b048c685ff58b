import { callOf, childrenOf, literalText, type Node, syntaxOf } from "../../cel/index.ts";
import { longerThan } from "./longer.ts";

/** A piece of an expression and what stands there instead. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const FLIPPED: Readonly<Record<string, string>> = {
  ...{ "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&" },
};

/** Every comparison flipped, every number and span of time one more, every “and” an “or”: one at a time. */
export function editsOf(source: string): readonly Edit[] {
  const root = syntaxOf(source);
  return root ? inNode(root, source) : [];
}

function inNode(node: Node, source: string): readonly Edit[] {
  const below = childrenOf(node).flatMap((child) => inNode(child, source));
  return [...ofOperator(node, source), ...ofNumber(node), ...ofSpan(node), ...below];
}

function ofOperator(node: Node, source: string): readonly Edit[] {
  const other = FLIPPED[node.op];
  const [left, right] = childrenOf(node);
  if (other === undefined || !left || !right) return [];
  const at = source.indexOf(node.op, left.end);
  return at < 0 || at >= right.start ? [] : [{ from: at, to: at + node.op.length, text: other }];
}

function ofNumber({ op, args, start, end }: Node): readonly Edit[] {
  if (op !== "value" || (typeof args !== "bigint" && typeof args !== "number")) return [];
  return [{ from: start, to: end, text: String(typeof args === "bigint" ? args + 1n : args + 0.01) }];
}

/** `duration("48h")`. */
function ofSpan(node: Node): readonly Edit[] {
  const call = callOf(node);
  const [arg] = call?.name === "duration" ? call.args : [];
  const longer = arg && longerThan(literalText(arg) ?? "");
  return arg && longer ? [{ from: arg.start, to: arg.end, text: JSON.stringify(longer) }] : [];
}
