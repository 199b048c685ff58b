import { isRef } from "@corridor/domain";
import type { Condition } from "../conditions/index.ts";
import type { Obstacle } from "../model.ts";
import { plain } from "../scope/index.ts";
import { allHold, type Asked, bindingsOf, hindrancesOf, nearest } from "./hindrance.ts";
import { together } from "./together.ts";

/** The first clause that keeps the conditions from holding, and the nearest change that would mend it; null where they hold. */
export function obstacle(conditions: readonly Condition[], asked: Asked): Obstacle | null {
  const found = hindrancesOf(conditions, asked);
  const [first] = found;
  if (!first) return null;
  const { clause, want, because, line } = first;
  const bindings = bindingsOf(clause, asked.moment());
  const said = clause.evaluate(bindings);
  // Where it stands alone, a change that lets the whole rule act is better than one that breaks another clause.
  const enough =
    found.length === 1 ? nearest(first, asked, (overrides) => allHold(conditions, asked, overrides)) : null;
  return {
    ...{ clause: want ? clause.source : `!(${clause.source})`, because, line },
    value: said.ok ? false : null,
    error: said.ok ? null : said.message,
    read: Object.fromEntries(
      Object.entries(clause.readValues(bindings)).map(([path, value]) => [
        path,
        isRef(value) ? "‹phi›" : plain(value),
      ]),
    ),
    change: (enough ?? nearest(first, asked))?.change() ?? null,
    together: enough === null ? together(conditions, asked, found) : [],
    others: found.length - 1,
  };
}
