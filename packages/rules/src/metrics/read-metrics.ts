import type { Counted } from "@corridor/domain";
import { type Duration, parseDuration } from "@corridor/time";
import type { MetricSpec } from "../practice/index.ts";
import { type Cursor, entries, inside, members } from "../reading/index.ts";
import type { Ground, Metric } from "../scope/index.ts";
import { countedEvents, leftPlaces } from "../triggers/index.ts";
import { usual } from "./usual.ts";

/** `metrics` of practice.yaml, whose shape is already known to be right. What has faults is null. */
export function readMetrics(at: Cursor, ground: Ground): void {
  for (const [name, cursor] of entries(inside(at, "metrics"))) {
    const spec = cursor.value as MetricSpec;
    const over = overOf(spec, cursor, ground);
    const said = spec.count === undefined ? usual(name, spec, cursor, ground) : counted(spec, cursor, ground);
    ground.metrics.set(name, said === "unsaid" ? said : said && over && { ...said, over });
  }
}

const USUALLY = "30 days";

function overOf(spec: MetricSpec, at: Cursor, { findings }: Ground): Metric["over"] | null {
  const over = parseDuration(spec.over ?? USUALLY) as Duration;
  if (over.kind !== "business") return over;
  findings.error("shape-value", inside(at, "over"), "`over` counts days or hours as they pass: 7 days");
  return null;
}

function counted(spec: MetricSpec, at: Cursor, ground: Ground): Omit<Metric, "over"> | null {
  const { unit } = spec;
  if ((unit === "ratio") !== (spec.of !== undefined)) {
    const message =
      unit === "ratio" ? "A ratio says in `of` among which events it counts" : "Only a ratio has `of`";
    ground.findings.error("metric-counts", at, message, { part: "key" });
    return null;
  }
  const read = unit === "minutes" ? leftPlaces : countedEvents;
  const [count, of] = [listed(inside(at, "count"), read, ground), listed(inside(at, "of"), read, ground)];
  return count && of && { unit, count, of };
}

function listed(
  at: Cursor,
  read: (at: Cursor, ground: Ground) => Counted | null,
  ground: Ground,
): readonly Counted[] | null {
  const cursors = at.value === undefined ? [] : Array.isArray(at.value) ? members(at) : [at];
  const all = cursors.map((cursor) => read(cursor, ground));
  return all.every((one) => one !== null) ? all : null;
}
