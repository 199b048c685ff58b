import type { Counted } from "@corridor/domain";
import type { MetricSpec } from "../practice/index.ts";
import { type Cursor, entries, inside, members } from "../reading/index.ts";
import type { Ground, Metric } from "../scope/index.ts";
import { countedEvents } from "../triggers/index.ts";
import { usual } from "./usual.ts";

/** `metrics` of practice.yaml, whose shape is already known to be right. What has faults is null. */
export function readMetrics(at: Cursor, ground: Ground): void {
  for (const [name, cursor] of entries(inside(at, "metrics"))) {
    const spec = cursor.value as MetricSpec;
    ground.metrics.set(
      name,
      spec.count === undefined ? usual(name, spec, cursor, ground) : written(spec, cursor, ground),
    );
  }
}

function written(spec: MetricSpec, at: Cursor, ground: Ground): Metric | null {
  const { findings } = ground;
  if (spec.unit === "minutes") {
    findings.error(
      "metric-counts",
      inside(at, "unit"),
      "Minutes are not counted: write `unit: ratio` or `unit: count`",
    );
    return null;
  }
  if ((spec.unit === "ratio") !== (spec.of !== undefined)) {
    const message =
      spec.unit === "ratio" ? "A ratio says in `of` among which events it counts" : "Only a ratio has `of`";
    findings.error("metric-counts", at, message, { part: "key" });
    return null;
  }
  const [count, of] = [listed(inside(at, "count"), ground), listed(inside(at, "of"), ground)];
  return count && of && { unit: spec.unit, count, of };
}

function listed(at: Cursor, ground: Ground): readonly Counted[] | null {
  const cursors = at.value === undefined ? [] : Array.isArray(at.value) ? members(at) : [at];
  const read = cursors.map((cursor) => countedEvents(cursor, ground));
  return read.every((one) => one !== null) ? read : null;
}
