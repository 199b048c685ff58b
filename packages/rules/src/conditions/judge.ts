import type { Judgement, Leaf } from "../model.ts";
import { evaluate, type Moment, readBy } from "../scope/index.ts";
import type { Condition } from "./condition.ts";

type Outcome = Judgement["outcome"];

/** Whether a condition holds, with every leaf and the values it read. */
export function judge(condition: Condition, moment: Moment): Judgement {
  switch (condition.kind) {
    case "leaf":
      return judgeLeaf(condition, moment);
    case "not": {
      const said = judge(condition.of, moment);
      return { outcome: OPPOSITE[said.outcome], leaves: said.leaves };
    }
    default: {
      const said = condition.of.map((one) => judge(one, moment));
      const decisive: Outcome = condition.kind === "all" ? "holds" : "fails";
      return {
        outcome: decide(said, decisive),
        leaves: condition.kind === "all" ? quietAfterFalse(said) : said.flatMap((s) => s.leaves),
      };
    }
  }
}

const OPPOSITE: Readonly<Record<Outcome, Outcome>> = {
  holds: "fails",
  fails: "holds",
  unknown: "unknown",
  error: "error",
};

/**
 * `all` goes in order, as later ones may rely on earlier ones: the first that does not hold decides. `any` holds
 * when one holds; what could not be told counts only when none does.
 */
function decide(said: readonly Judgement[], neutral: Outcome): Outcome {
  if (neutral === "holds") return said.find((s) => s.outcome !== "holds")?.outcome ?? "holds";
  if (said.some((s) => s.outcome === "holds")) return "holds";
  return said.find((s) => s.outcome !== "fails")?.outcome ?? "fails";
}

/** After a leaf that is false, one that could not be told is not at fault: it relied on the false one. */
function quietAfterFalse(said: readonly Judgement[]): readonly Leaf[] {
  const first = said.findIndex((s) => s.outcome !== "holds");
  return said.flatMap((s, i) =>
    first >= 0 && i > first ? s.leaves.map((leaf) => ({ ...leaf, error: null })) : s.leaves,
  );
}

/** Only whether it holds: what a look at every clock of a card asks, of which nobody wants a trace. */
export function outcomeOf(condition: Condition, moment: Moment): Outcome {
  if (condition.kind === "leaf") {
    const said = evaluate(condition.expr, moment);
    return said.ok ? (said.value === true ? "holds" : "fails") : said.code;
  }
  if (condition.kind === "not") return OPPOSITE[outcomeOf(condition.of, moment)];
  const decisive: Outcome = condition.kind === "all" ? "holds" : "fails";
  let outcome: Outcome = decisive;
  for (const one of condition.of) {
    const said = outcomeOf(one, moment);
    if (said === decisive) continue;
    if (said === "holds" || condition.kind === "all") return said;
    if (outcome === decisive) outcome = said;
  }
  return outcome;
}

function judgeLeaf({ expr, because }: Extract<Condition, { kind: "leaf" }>, moment: Moment): Judgement {
  const said = evaluate(expr, moment);
  const leaf = (value: boolean | null, error: string | null): Leaf => ({
    expr: expr.source,
    because,
    value,
    error,
    // Read when somebody looks: nearly every leaf is only asked whether it holds.
    get read() {
      return readBy(expr, moment);
    },
  });
  if (!said.ok) return { outcome: said.code, leaves: [leaf(null, said.message)] };
  const value = said.value === true;
  return { outcome: value ? "holds" : "fails", leaves: [leaf(value, null)] };
}
