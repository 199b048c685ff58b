/** Test runners print the difference of an error that has these. */
export class Disagreement extends Error {
  override name = "Disagreement";
  readonly showDiff = true;
  readonly actual: unknown;
  readonly expected: unknown;

  constructor(message: string, actual: unknown, expected: unknown) {
    super(message);
    this.actual = actual;
    this.expected = expected;
  }
}

/** Equal as plain data: an absent key and an undefined one are the same. */
export function agree(actual: unknown, expected: unknown, message: string): void {
  if (!same(actual, expected)) throw new Disagreement(message, actual, expected);
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].every((key) => same(x[key], y[key]));
}
