import { inside } from "../reading/index.ts";
import type { PlacedDeed, RuleSummary } from "../summary/index.ts";
import type { Analysis } from "./analysis.ts";
import { type Edge, startsOfEach } from "./graph.ts";
import { knots } from "./knots.ts";

/** Rules that start one another in a circle. The engine stops such a chain; its author should not count on that. */
export const rulesInCircles: Analysis = (subject) => {
  const starts = startsOfEach(subject);
  const next = (rule: RuleSummary): readonly Edge[] => starts.get(rule) ?? [];
  const told = new Set<string>();
  for (const knot of knots(subject.live, (rule) => next(rule).map(({ to }) => to))) {
    for (const rule of knot) {
      const circle = shortest(rule, next, new Set(knot));
      const name = circle
        .map(({ from }) => from.id)
        .sort()
        .join(" ");
      if (circle.length === 0 || told.has(name)) continue;
      told.add(name);
      const [first] = circle as [Edge];
      const path = [...circle.map(({ from, by }) => `${from.id} (${deedWords(by)})`), first.from.id].join(
        " → ",
      );
      const asked = circle.some(({ narrowed }) => narrowed) && endsByItself(circle);
      const endless = circle.every(({ surely }) => surely) && !asked;
      const at = first.by.deed.kind === "field" ? inside(first.by.at, first.by.deed.field) : first.by.at;
      if (endless)
        subject.findings.error(
          "rule-cycle",
          at,
          `This goes round for ever: ${path}. Give one of them an \`if\` that is false on the way round`,
          { part: "key" },
        );
      else
        subject.findings.warning(
          "rule-cycle",
          at,
          `This may go round in a circle: ${path}. See to it that an \`if\` on the way becomes false`,
          { part: "key" },
        );
    }
  }
};

/** The shortest way from a rule back to itself, inside its knot. */
function shortest(
  rule: RuleSummary,
  next: (rule: RuleSummary) => readonly Edge[],
  knot: ReadonlySet<RuleSummary>,
): readonly Edge[] {
  const came = new Map<RuleSummary, Edge>();
  let front: readonly RuleSummary[] = [rule];
  while (front.length > 0 && !came.has(rule)) {
    const further: RuleSummary[] = [];
    for (const from of front)
      for (const edge of next(from)) {
        if (!knot.has(edge.to) || came.has(edge.to)) continue;
        came.set(edge.to, edge);
        further.push(edge.to);
      }
    front = further;
  }
  const way: Edge[] = [];
  for (let edge = came.get(rule); edge; edge = edge.from === rule ? undefined : came.get(edge.from))
    way.unshift(edge);
  return way;
}

/** Whether one of its deeds writes the same every time, and nothing in the circle writes anything else there. */
function endsByItself(circle: readonly Edge[]): boolean {
  const deeds = circle.flatMap(({ from }) => from.deeds);
  return circle.some(({ by }) => {
    const { deed } = by;
    if (deed.kind === "field")
      return (
        deed.value !== undefined &&
        deeds.every(
          (other) =>
            other.deed.kind !== "field" || other.deed.field !== deed.field || other.deed.value === deed.value,
        )
      );
    return (
      deed.kind === "place" &&
      deeds.every((other) => other.deed.kind !== "place" || other.deed.place === deed.place)
    );
  });
}

function deedWords({ deed }: PlacedDeed): string {
  switch (deed.kind) {
    case "field":
      return `sets ${deed.field}`;
    case "place":
      return `moves to ${deed.place}`;
    case "labels":
      return `labels ${[...deed.add, ...deed.remove].join(", ")}`;
    case "owner":
      return deed.of === "card" ? "assigns" : "adds a task";
    case "event":
      return `causes ${deed.event}`;
    default:
      return "escalates";
  }
}
