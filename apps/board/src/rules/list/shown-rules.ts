import type { RuleHead } from "@corridor/protocol";
import type { RulesBook, RuleWords } from "@corridor/rules/words";

export const FILTERS = ["all", "failing", "paused", "shadow"] as const;
export type ListFilter = (typeof FILTERS)[number];
export type Grouping = "stage" | "file";

export interface ShownRule {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean | "shadow";
  readonly file: string;
  readonly words: RuleWords | null;
  /** How it fares where it decides; null for one that is only on this page. */
  readonly head: RuleHead | null;
}

export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly ShownRule[];
}

/** Every rule on the page and every one that decides, one entry each, in the order they are written. */
export function rulesOf(book: RulesBook | null, heads: readonly RuleHead[]): readonly ShownRule[] {
  const written = (book?.rules ?? []).map(
    (words): ShownRule => ({
      ...{ id: words.id, name: words.name, enabled: words.enabled, file: words.file, words },
      head: heads.find(({ id }) => id === words.id) ?? null,
    }),
  );
  const ids = new Set(written.map(({ id }) => id));
  const gone = heads
    .filter(({ id }) => !ids.has(id))
    .map(
      (head): ShownRule => ({
        ...{ id: head.id, name: head.name, enabled: head.enabled, file: head.source.file, words: null, head },
      }),
    );
  return [...written, ...gone];
}

export const isFailing = ({ head }: ShownRule): boolean =>
  head !== null && head.health.errors + head.health.refused > 0;
/** Not only now and then: it keeps going wrong. */
export const isUnhealthy = ({ head }: Pick<ShownRule, "head">): boolean =>
  head !== null && head.health.unhealthy !== null;
export const isPaused = ({ head }: ShownRule): boolean => head !== null && head.paused !== null;

const PASSES: Readonly<Record<ListFilter, (rule: ShownRule) => boolean>> = {
  all: () => true,
  failing: isFailing,
  paused: (rule) => isPaused(rule) || rule.enabled === false,
  shadow: ({ enabled }) => enabled === "shadow",
};

export function shownRules(
  rules: readonly ShownRule[],
  filter: ListFilter,
  text: string,
): readonly ShownRule[] {
  const wanted = text.trim().toLowerCase();
  return rules.filter(
    (rule) =>
      PASSES[filter](rule) &&
      (wanted === "" || rule.id.includes(wanted) || rule.name.toLowerCase().includes(wanted)),
  );
}

/** By the first stage a rule is about, in the order of the board, or by its file. */
export function grouped(
  rules: readonly ShownRule[],
  by: Grouping,
  book: RulesBook | null,
): readonly RuleGroup[] {
  const stages = book?.stages ?? [];
  const titleOf = (rule: ShownRule): string => {
    if (by === "file") return rule.file;
    return stages.find(({ id }) => rule.words?.stages.includes(id))?.name ?? "Everywhere";
  };
  const order =
    by === "stage"
      ? [...stages.map(({ name }) => name), "Everywhere"]
      : [...new Set(rules.map(titleOf))].sort();
  return order
    .map((title) => ({ title, rules: rules.filter((rule) => titleOf(rule) === title) }))
    .filter((group) => group.rules.length > 0);
}
