/** What a chip row holds on the narrowest card, in pixels: the column of 232 less its, the card's own and their edges. */
const ROOM = 188;
const GAP = 6;
const PADDING = 12;
const ICON = 16;
/** Of the chip's 11 px type, a little more than the mean. */
const LETTER = 6.1;
const MORE = 20;

const plain = (text: string): number => PADDING + text.length * LETTER;
const marked = (text: string): number => PADDING + ICON + text.length * LETTER * 1.06;

/**
 * As many labels as a card has room for beside its marks, and how many are left: reckoned by letters, because asking
 * the layout of a thousand cards is dear. What is left is never hidden without being counted.
 */
export function fitting(labels: readonly string[], marks: readonly string[]) {
  const taken = marks.reduce((sum, text) => sum + marked(text) + GAP, 0);
  const room = (count: number): number => ROOM - taken - (count < labels.length ? MORE : 0);
  const width = (count: number): number =>
    labels.slice(0, count).reduce((sum, text) => sum + plain(text), 0) + GAP * Math.max(0, count - 1);
  const most = Math.min(MOST - Math.min(MOST, marks.length), labels.length);
  let count = most;
  while (count > 0 && width(count) > room(count)) count -= 1;
  // One label alone is shown even when its end must be cut.
  if (count === 0 && marks.length === 0 && labels.length > 0) count = 1;
  return { labels: labels.slice(0, count), more: labels.length - count };
}

/** Chips on a card: more of them are noise. */
const MOST = 2;
