import type { Plan } from "@corridor/protocol";
import type { Rule, Ruleset } from "@corridor/rules";

const nameOf = ({ id, name }: Rule) => ({ id, name });

/** Which rules come, go, are said otherwise or are called otherwise. */
export function ruleChanges(now: Ruleset | null, next: Ruleset): Plan["rules"] {
  const before = new Map((now?.rules ?? []).map((rule) => [rule.id, rule]));
  const renamed = next.rules.flatMap((rule) => {
    const was = before.has(rule.id) ? undefined : rule.was.find((old) => before.has(old));
    return was === undefined ? [] : [{ id: rule.id, was, name: rule.name }];
  });
  const [heirs, left] = [new Set(renamed.map(({ id }) => id)), new Set(renamed.map(({ was }) => was))];
  return {
    added: next.rules.filter(({ id }) => !before.has(id) && !heirs.has(id)).map(nameOf),
    removed: [...before.values()].filter(({ id }) => !next.rule(id) && !left.has(id)).map(nameOf),
    changed: next.rules
      .filter((rule) => (before.get(rule.id)?.digest ?? rule.digest) !== rule.digest)
      .map(nameOf),
    renamed,
  };
}
