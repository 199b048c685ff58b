import type { Plan } from "@corridor/protocol";

const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

/** What a plan says, a sentence each, for the terminal and for a page's summary. */
export function sentencesOf(plan: Omit<Plan, "sentences">): string[] {
  const { rules, files, timers, overdue, sends, places, values, refused } = plan;
  const said = [
    ...rules.added.map(({ name }) => `New rule: ${name}`),
    ...rules.removed.map(({ name }) => `Rule goes: ${name}`),
    ...rules.changed.map(({ name }) => `Changed rule: ${name}`),
    ...rules.renamed.map(({ id, was }) => `${was} goes on as ${id}, with its clocks and what it remembers`),
    ...files.map(({ file, change }) => `${CHANGE[change]} file: ${file}`),
    ...timers.map(clocks),
    ...(overdue > 0
      ? [
          `${many(overdue, "clock")} would fire at once, and send ${many(sends.messages, "message")} to patients, ${many(sends.notices, "notice")} to staff and ${many(sends.calls, "question")} to connectors`,
        ]
      : []),
    ...places.flatMap(({ place, to, cards, lifecycle }) =>
      to === null
        ? []
        : [
            `${many(cards.count, "card")} in ${place} ${cards.count === 1 ? "keeps" : "keep"} version ${lifecycle} of the lifecycle until migrated to ${to}`,
          ],
    ),
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
