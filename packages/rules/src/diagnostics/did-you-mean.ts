/** Longer words are not compared: nobody mistypes them by one letter, and the work grows with the square. */
const LONGEST = 80;

/** Edit distance of two words, a swap of neighbours counting once; at most `limit` + 1. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let two: number[] = [];
  let one = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((one[j] as number) + 1, (row[j - 1] as number) + 1, (one[j - 1] as number) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (two[j - 2] as number) + 1);
      row.push(best);
    }
    two = one;
    one = row;
  }
  return one[b.length] as number;
}

/** The known word nearest to the one written, if it is near enough to have been meant. Ties go to the first. */
export function didYouMean(written: string, known: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  const limit = Math.max(1, Math.floor(written.length / 3));
  const lower = written.toLowerCase();
  let best: string | undefined;
  let least = limit + 1;
  for (const word of known) {
    if (word.length > LONGEST || word === written) continue;
    const found = distance(lower, word.toLowerCase(), limit);
    if (found < least) [best, least] = [word, found];
  }
  return best;
}
