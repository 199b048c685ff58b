import { didYouMean } from "../diagnostics/index.ts";
import type { Walker } from "./analyze.ts";
import { type Call, literalText, type Node } from "./ast.ts";
import { checkValue } from "./check-enum.ts";
import { type MetricRead, PER } from "./metric.ts";
import { metricInfo } from "./schema.ts";

/** `metric("name", "per")` is read like a field: its value is known before the expression runs. */
export function checkMetric(walker: Walker, node: Node, { args }: Call): void {
  const [first, second] = args;
  const [name, per] = [first && literalText(first), second && literalText(second)];
  if (!first || !second || name === undefined || per === undefined || args.length !== 2)
    return walker.fail(node, "cel-type", 'metric() takes two texts as they are written: metric("no_show_rate", "location")');
  const names = walker.schema.metrics();
  if (!names.includes(name))
    return walker.fail(first, "cel-unknown-value", `there is no metric “${name.slice(0, 60)}” of which practice.yaml says what it counts`, didYouMean(name, names));
  const before = walker.errors.length;
  checkValue(walker, second, { name: "what a metric is told for", values: PER });
  if (walker.errors.length === before) walker.put(node, metricInfo({ name, per: per as MetricRead["per"] }), "value");
}
