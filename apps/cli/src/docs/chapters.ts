import type { RulesBook, RuleWords } from "@corridor/rules/words";

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly rules: readonly RuleWords[];
}

/** The rules by stage, each told once: where it first applies. Rules that hold everywhere come last. */
export function chaptersOf({ stages, rules }: RulesBook): readonly Chapter[] {
  const first = (rule: RuleWords): string | undefined =>
    stages.find(({ id }) => rule.stages.includes(id))?.id;
  const told = stages.map(({ id, name }) => ({
    id,
    title: name,
    rules: rules.filter((rule) => first(rule) === id),
  }));
  const everywhere = {
    id: "everywhere",
    title: "Wherever the card is",
    rules: rules.filter((rule) => first(rule) === undefined),
  };
  return [...told, everywhere].filter((chapter) => chapter.rules.length > 0);
}

/** A sentence begins with a capital letter. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is said of a rule that does not simply run. */
export const standing = ({ enabled }: RuleWords): string | null =>
  enabled === true ? null : enabled === "shadow" ? "only watches: it does nothing yet" : "switched off";

/** What is said of a rule as a whole, as one sentence. */
export const termsOf = ({ terms }: RuleWords): string | null =>
  terms.length === 0 ? null : `${capital(terms.join("; "))}.`;
