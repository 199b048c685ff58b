import type { Plan } from "@corridor/protocol";
import { many } from "./counted.ts";

/** What a plan says, a sentence each, for the terminal and for a page's summary; `timetable` is said of no card. */
export function sentencesOf(plan: Omit<Plan, "sentences">, timetable: readonly string[]): string[] {
  const { rules, files, timers, overdue, sends, places, values, refused } = plan;
  const said = [
    ...rules.added.map(({ name }) => `New rule: ${name}`),
    ...rules.removed.map(({ name }) => `Rule goes: ${name}`),
    ...rules.changed.map(({ name }) => `Changed rule: ${name}`),
    ...rules.renamed.map(({ id, was }) => `${was} goes on as ${id}, with its clocks and what it remembers`),
    ...files.map(({ file, change }) => `${CHANGE[change]} file: ${file}`),
    ...timers.map(clocks),
    ...timetable,
    ...atOnce(overdue, sends),
    ...keeping(places),
    ...values.map(({ field, value, cards }) =>
      value === null
        ? `${many(cards.count, "card")} ${cards.count === 1 ? "holds" : "hold"} a value of ${field}, which is no field any more`
        : `${many(cards.count, "card")} ${cards.count === 1 ? "holds" : "hold"} ${field} ${value}, which is no value any more`,
    ),
    ...(refused === null ? [] : [`This can not be activated: ${refused}`]),
  ];
  return said.length > 0 ? said : ["Nothing changes: these rules decide already."];
}

const CHANGE = { added: "New", removed: "Removed", changed: "Changed" } as const;

function clocks({ name, armed, cancelled, moved, overdue }: Plan["timers"][number]): string {
  const parts = [
    ...(armed.count > 0 ? [`set on ${many(armed.count, "card")}`] : []),
    ...(moved.count > 0 ? [`moved on ${many(moved.count, "card")}`] : []),
    ...(cancelled.count > 0 ? [`cancelled on ${many(cancelled.count, "card")}`] : []),
  ];
  const late = overdue.count > 0 ? `; on ${many(overdue.count, "card")} overdue, firing at once` : "";
  return `Clocks of ${name}: ${parts.join(", ")}${late}`;
}

function atOnce(overdue: number, { messages, notices, calls }: Plan["sends"]): readonly string[] {
  const sent = `send ${many(messages, "message")} to patients, ${many(notices, "notice")} to staff and ${many(calls, "question")} to connectors`;
  if (overdue > 0) return [`${many(overdue, "clock")} would fire at once, and ${sent}`];
  return messages + notices + calls > 0 ? [`Activating it would at once ${sent}`] : [];
}

/** Cards that keep an older lifecycle: how many of each version, and, place by place, those that would move. */
function keeping(places: Plan["places"]): readonly string[] {
  const keep = (count: number, where: string, version: number): string =>
    `${many(count, "card")}${where} ${count === 1 ? "keeps" : "keep"} version ${version} of the lifecycle until migrated`;
  const staying = new Map<number, number>();
  for (const { place, to, lifecycle, cards } of places)
    if (to === place) staying.set(lifecycle, (staying.get(lifecycle) ?? 0) + cards.count);
  return [
    ...[...staying].map(
      ([version, count]) => `${keep(count, "", version)}, ${count === 1 ? "" : "each "}in its place`,
    ),
    ...places.flatMap(({ place, to, lifecycle, cards }) =>
      to === null || to === place ? [] : [`${keep(cards.count, ` in ${place}`, lifecycle)} to ${to}`],
    ),
  ];
}
