import {
  ASPECTS,
  type LadderWords,
  type RulesBook,
  type RuleWords,
  type StageWords,
  type Step,
  type TableWords,
} from "@corridor/rules/words";
import { capital, chaptersOf, standing, termsOf } from "./chapters.ts";

/** The rules as a Markdown page. */
export function markdown(book: RulesBook): string {
  const parts = [
    "# What happens by itself",
    "## The way of a card",
    book.stages
      .filter(({ final }) => !final)
      .map((stage) => wayOf(stage, book))
      .join("\n"),
    "## What each stage has",
    matrix(book),
    ...chaptersOf(book).flatMap(({ title, rules }) => [`## ${title}`, ...rules.map(ruleOf)]),
    ...(book.ladders.length > 0 ? ["## Ladders", ...book.ladders.map(ladderOf)] : []),
    ...(book.tables.length > 0 ? ["## Tables", ...book.tables.map(tableOf)] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function wayOf({ name, moves }: StageWords, { stages }: RulesBook): string {
  const targets = moves.map(({ to, when }) => {
    const target = stages.find(({ id }) => id === to)?.name ?? to;
    return when.length > 0 ? `${target} (when ${when.join(" and ")})` : target;
  });
  return `- **${name}** leads to ${targets.join(", ")}`;
}

function matrix({ matrix: rows }: RulesBook): string {
  const lines = rows.map(({ name, cells }) => [
    name,
    ...ASPECTS.map((aspect) => cells[aspect].join("<br>") || "**gap**"),
  ]);
  return grid(["Stage", ...ASPECTS.map(capital)], lines);
}

const grid = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

function ruleOf(rule: RuleWords): string {
  const [state, terms] = [standing(rule), termsOf(rule)];
  const lines = [
    `### ${rule.name}${state === null ? "" : ` *(${state})*`}`,
    `\`${rule.id}\``,
    ...(rule.description === null ? [] : [rule.description]),
    rule.when.map((when, i) => `${i === 0 ? "**When** " : "**or when** "}${when}`).join("  \n"),
    ...(rule.given.length > 0 ? [rule.given.map(({ text }) => `**with** ${text}`).join("  \n")] : []),
    ...(rule.holds.length > 0 ? [`**and** ${rule.holds.join(",  \n**and** ")}`] : []),
    `**then**\n${stepsOf(rule.then, "")}`,
    ...(rule.otherwise.length > 0 ? [`**otherwise**\n${stepsOf(rule.otherwise, "")}`] : []),
    ...(terms === null ? [] : [terms]),
  ];
  return lines.join("\n\n");
}

function stepsOf(steps: readonly Step[], indent: string): string {
  if (steps.length === 0) return `${indent}- do nothing`;
  return steps
    .flatMap(({ text, arms = [], under = [] }) => [
      `${indent}- ${text}`,
      ...arms.flatMap(({ when, then }) => [
        `${indent}  - ${when === null ? "otherwise" : `if ${when}`}:`,
        stepsOf(then, `${indent}    `),
      ]),
      ...(under.length > 0 ? [stepsOf(under, `${indent}  `)] : []),
    ])
    .join("\n");
}

function ladderOf({ id, rungs, done, repeat, exhausted }: LadderWords): string {
  const steps = rungs.flatMap(({ after, tells, then }, i) => [
    `${i + 1}. ${after}: ${[tells, ...then.map(({ text }) => text)].join("; ")}`,
  ]);
  const tail = [
    ...(repeat > 0 ? [`It is climbed ${repeat + 1} times at most.`] : []),
    ...(done.length > 0 ? [`It ends when ${done.join(" and ")}.`] : []),
    ...(exhausted.length > 0 ? [`At its end: ${exhausted.map(({ text }) => text).join("; ")}.`] : []),
  ];
  return [`### ${id}`, steps.join("\n"), ...tail].join("\n\n");
}

function tableOf({ id, first, asks, answers, rows }: TableWords): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const lines = rows.map((row) => [...row.asks.map(cell), ...row.answers.map((one) => `**${cell(one)}**`)]);
  const note = first ? ["The first line that fits counts."] : [];
  return [`### ${id}`, grid([...asks, ...answers].map(capital), lines), ...note].join("\n\n");
}
