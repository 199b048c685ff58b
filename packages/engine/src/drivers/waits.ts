const FIRST_MS = 5_000;
const LONGEST_MS = 3_600_000;

/**
 * Milliseconds before the next try: by chance anything up to 5 s, 10 s, 20 s … an hour, so that what failed together
 * does not come back together; never sooner than whoever refused it has asked for.
 */
export function waitBefore(attempts: number, askedMs: number, chance: (() => number) | undefined): number {
  const longest = Math.min(FIRST_MS * 2 ** (attempts - 1), LONGEST_MS);
  return Math.max((chance?.() ?? 1) * longest, Math.min(askedMs, 24 * LONGEST_MS));
}
