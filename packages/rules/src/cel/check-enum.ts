import { WEEKDAYS } from "@corridor/time";
import { didYouMean } from "../diagnostics/index.ts";
import type { Walker } from "./analyze.ts";
import { callOf, literalText, type Node, pathOf } from "./ast.ts";

interface Closed {
  readonly name: string;
  readonly values: readonly string[];
}

/** The closed set of values a node can have, if it has one. */
export function closedSet(walker: Walker, node: Node, locals: ReadonlySet<string>): Closed | undefined {
  if (callOf(node)?.name === "weekday") return { name: "weekday()", values: WEEKDAYS };
  const segments = pathOf(node);
  if (!segments || locals.has(segments[0] as string)) return undefined;
  const found = walker.schema.lookup(segments);
  return "unknown" in found || !found.values ? undefined : { name: found.path, values: found.values };
}

export function checkValue(walker: Walker, literal: Node, closed: Closed): void {
  const text = literalText(literal);
  if (text === undefined || closed.values.includes(text)) return;
  const suggestion = didYouMean(text, closed.values);
  const listed = suggestion === undefined && closed.values.length <= 12 ? `; it is one of ${closed.values.join(", ")}` : "";
  walker.fail(literal, "cel-unknown-value", `${closed.name} is never “${text.slice(0, 60)}”${listed}`, suggestion);
}

/** Comparisons with a literal the field can never equal, and comparisons with null. */
export function checkEnum(walker: Walker, node: Node, locals: ReadonlySet<string>): void {
  if (node.op !== "==" && node.op !== "!=" && node.op !== "in") return;
  const [left, right] = node.args as [Node, Node];
  for (const [one, other] of [[left, right], [right, left]] as const) {
    if (node.op !== "in" && other.op === "value" && other.args === null) {
      walker.fail(node, "cel-type", "nothing equals null here: ask has(…) whether a field holds a value");
      return;
    }
    const closed = closedSet(walker, one, locals);
    if (!closed || (node.op === "in" && one === right)) continue;
    if (node.op !== "in") checkValue(walker, other, closed);
    else if (right.op === "list") for (const item of right.args as Node[]) checkValue(walker, item, closed);
  }
}
