/**
 * The way that led to an event: the rules passed since a person, an answer from outside or an expired offer, as
 * `rule/card`, and how many rules were passed since a person alone. It travels with events, clocks and effects.
 */
export interface Way {
  readonly path: readonly string[];
  readonly depth: number;
}

/** So many rules follow one another without a person, however many answers come between them. */
const DEEPEST = 64;

/** Why a rule may not run at the end of this way, or null: no rule twice, and no more than `most` without a gap. */
export function loopAt({ path, depth }: Way, passed: string, most: number): string | null {
  if (path.includes(passed)) return `It already ran on this way: ${[...path, passed].join(" → ")}`;
  if (path.length >= most) return `The chain is ${path.length} rules long: ${path.join(" → ")}`;
  return depth >= DEEPEST ? `${depth} rules have followed one another without a person between them` : null;
}

/** The way past one more rule. */
export const next = ({ path, depth }: Way, passed: string): Way => ({
  path: [...path, passed],
  depth: depth + 1,
});
