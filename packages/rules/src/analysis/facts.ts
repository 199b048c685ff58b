import { both, inWords, isEmpty, type Values } from "../values/index.ts";

/** What is known of the values of paths: `card.stage`, `label vip`, `has card.assignee`. */
export type Facts = ReadonlyMap<string, Values>;

/**
 * Ways in which something can be so, one of which is the case; none: it can never be. More than is known is never
 * claimed: what can not be followed counts as possible.
 */
export type Ways = readonly Facts[];

export const ANY_WAY: Ways = [new Map()];
export const NO_WAY: Ways = [];
const MOST = 24;

export const oneWay = (entries: Iterable<readonly [string, Values]>): Ways => [new Map(entries)];

/** Both are the case. */
export function and(a: Ways, b: Ways): Ways {
  if (a === ANY_WAY) return b;
  if (b === ANY_WAY) return a;
  // Beyond that many ways the second is left out: it could only make fewer of them.
  if (a.length * b.length > MOST * MOST) return a;
  const ways: Facts[] = [];
  for (const one of a)
    for (const other of b) {
      const joined = joinFacts(one, other);
      if (joined) ways.push(joined);
    }
  return ways.length > MOST ? (a.length <= b.length ? a : b) : ways;
}

/** One of them is the case. */
export function or(a: Ways, b: Ways): Ways {
  const ways = [...a, ...b];
  return ways.length > MOST ? ANY_WAY : ways;
}

export const all = (ways: readonly Ways[]): Ways => ways.reduce(and, ANY_WAY);

function joinFacts(a: Facts, b: Facts): Facts | null {
  const [most, least] = a.size >= b.size ? [a, b] : [b, a];
  const joined = new Map(most);
  for (const [path, values] of least) {
    const had = joined.get(path);
    const now = had ? both(had, values) : values;
    if (isEmpty(now)) return null;
    joined.set(path, now);
  }
  return joined;
}

/** Without what is known of these paths: they are about to be written. */
export const forgetting = (ways: Ways, paths: ReadonlySet<string>): Ways =>
  ways.map((facts) => new Map([...facts].filter(([path]) => !paths.has(path))));

/** In what two contradict each other, as words; undefined when they do so in several ways. */
export function contradiction(a: Ways, b: Ways): string | undefined {
  const [one, other] = [a[0], b[0]];
  if (!one || !other || a.length > 1 || b.length > 1) return undefined;
  for (const [path, values] of other) {
    const had = one.get(path);
    if (had && isEmpty(both(had, values)))
      return `\`${path}\` is ${inWords(had)} there and would have to be ${inWords(values)}`;
  }
  return undefined;
}
