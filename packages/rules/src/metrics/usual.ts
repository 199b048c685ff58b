import type { Counted } from "@corridor/domain";
import type { MetricSpec } from "../practice/index.ts";
import { type Cursor, inside } from "../reading/index.ts";
import type { Ground, Metric } from "../scope/index.ts";

const becomes = (field: string, to: string | boolean): Counted => ({
  ...{ type: "card.changed", has: { field, to }, lacks: null },
});

type Counts = Omit<Metric, "over">;

/** What practices usually count. Each asks of the practice that it has what is counted. */
const USUAL: Readonly<Record<string, (ground: Ground) => Counts | null>> = {
  /** Of the visits that were due: those the patient did not come to. */
  no_show_rate({ lifecycle }) {
    if (!lifecycle.stages.some(({ id }) => id === "treatment")) return null;
    const missed = becomes("appointment.no_show", true);
    const came: Counted = {
      ...{ type: "card.entered", has: { stage: "treatment" }, lacks: { from: { stage: "treatment" } } },
    };
    return { unit: "ratio", count: [missed], of: [missed, came] };
  },
  /** Of the claims that were answered: those that were denied. */
  denial_rate({ practice }) {
    const values = practice.rules.fields["claim.status"]?.enum ?? [];
    if (!["denied", "paid"].every((value) => values.includes(value))) return null;
    const denied = becomes("claim.status", "denied");
    return { unit: "ratio", count: [denied], of: [denied, becomes("claim.status", "paid")] };
  },
};

/** What a metric counts by its name alone. */
export function usual(name: string, spec: MetricSpec, at: Cursor, ground: Ground): Counts | "unsaid" | null {
  const known = (Object.hasOwn(USUAL, name) && USUAL[name]?.(ground)) || "unsaid";
  if (known !== "unsaid" && (known.unit !== spec.unit || spec.of !== undefined)) {
    const message = `\`${name}\` is a ratio that needs no more words; or say in \`count\` what it counts instead`;
    ground.findings.error("metric-counts", inside(at, "unit"), message);
    return null;
  }
  return known;
}
