import type { Arm, Step } from "./action-words.ts";
import type { RuleWords } from "./rule-words.ts";

/** What every stage should have: something that starts by itself, a reminder, a ladder, a hand-off to somebody. */
export const ASPECTS = ["trigger", "reminder", "escalation", "handoff"] as const;
export type Aspect = (typeof ASPECTS)[number];

export interface MatrixRow {
  readonly stage: string;
  readonly name: string;
  /** Ids of the rules; an empty list is a gap. */
  readonly cells: Readonly<Record<Aspect, readonly string[]>>;
}

const TELLS = new Set(["message", "notify", "task", "escalate"]);
const HANDS_ON = new Set(["move", "assign"]);
const CLOCKS = new Set(["before", "after", "while", "every"]);

/** Which rules give a stage what it should have. A rule that is switched off gives nothing; one that only watches neither. */
export function matrixOf(
  stages: readonly { readonly id: string; readonly name: string; readonly final: boolean }[],
  rules: readonly RuleWords[],
): readonly MatrixRow[] {
  const live = rules.filter((rule) => rule.enabled === true);
  return stages
    .filter((stage) => !stage.final)
    .map(({ id, name }) => {
      const mine = live.filter((rule) => rule.stages.includes(id));
      const cell = (aspect: Aspect): readonly string[] => mine.filter(GIVES[aspect]).map((rule) => rule.id);
      return {
        stage: id,
        name,
        cells: {
          trigger: cell("trigger"),
          reminder: cell("reminder"),
          escalation: cell("escalation"),
          handoff: cell("handoff"),
        },
      };
    });
}

const GIVES: Readonly<Record<Aspect, (rule: RuleWords) => boolean>> = {
  trigger: (rule) =>
    rule.starts.some((start) => start === "event" || start === "metric" || start === "manual"),
  reminder: (rule) =>
    rule.starts.some((start) => CLOCKS.has(start)) && [...kindsIn(rule.then)].some((kind) => TELLS.has(kind)),
  escalation: (rule) => [...kindsIn(rule.then)].includes("escalate"),
  handoff: (rule) => [...kindsIn(rule.then)].some((kind) => HANDS_ON.has(kind)),
};

function* kindsIn(steps: readonly Step[]): Generator<string> {
  for (const { kind, arms = [], under = [] } of steps) {
    yield kind;
    yield* kindsIn([...under, ...arms.flatMap((arm: Arm) => arm.then)]);
  }
}

/** The matrix as lines for a terminal, gaps marked. */
export function matrixText(rows: readonly MatrixRow[]): string {
  const table = [
    ["stage", ...ASPECTS],
    ...rows.map(({ name, cells }) => [
      name,
      ...ASPECTS.map((aspect) => cells[aspect].join("\n") || "— gap —"),
    ]),
  ];
  const widths = ["stage", ...ASPECTS].map((_, column) =>
    Math.max(...table.flatMap((row) => (row[column] ?? "").split("\n").map((line) => line.length))),
  );
  return table.map((row) => rowText(row, widths)).join("\n");
}

function rowText(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell) => cell.split("\n"));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => (lines[line] ?? "").padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  ).join("\n");
}
