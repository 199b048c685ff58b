/** A value that can be compared: as written, numbers as numbers. */
export type Scalar = string | number | boolean;

/** What a path may hold: one of `among` (null: anything), none of `but`, and within the bounds where it is a number. */
export interface Values {
  readonly among: ReadonlySet<Scalar> | null;
  readonly but: ReadonlySet<Scalar>;
  readonly low: Bound;
  readonly high: Bound;
}

interface Bound {
  readonly at: number;
  /** Whether the bound itself is left out. */
  readonly open: boolean;
}

const NONE: ReadonlySet<Scalar> = new Set();
const BELOW_ALL: Bound = { at: Number.NEGATIVE_INFINITY, open: false };
const ABOVE_ALL: Bound = { at: Number.POSITIVE_INFINITY, open: false };

export const anything: Values = { among: null, but: NONE, low: BELOW_ALL, high: ABOVE_ALL };
export const among = (values: Iterable<Scalar>): Values => ({ ...anything, among: new Set(values) });
export const allBut = (values: Iterable<Scalar>): Values => ({ ...anything, but: new Set(values) });
export const atLeast = (at: number, open: boolean): Values => ({ ...anything, low: { at, open } });
export const atMost = (at: number, open: boolean): Values => ({ ...anything, high: { at, open } });

/** What both allow. */
export function both(a: Values, b: Values): Values {
  const low = a.low.at > b.low.at || (a.low.at === b.low.at && a.low.open) ? a.low : b.low;
  const high = a.high.at < b.high.at || (a.high.at === b.high.at && a.high.open) ? a.high : b.high;
  const but = a.but.size === 0 ? b.but : b.but.size === 0 ? a.but : new Set([...a.but, ...b.but]);
  const listed = a.among ?? b.among;
  if (!listed) return { among: null, but, low, high };
  const other = a.among ? b.among : null;
  const kept = [...listed].filter(
    (value) => (other?.has(value) ?? true) && !but.has(value) && within(value, low, high),
  );
  return { among: new Set(kept), but: NONE, low: BELOW_ALL, high: ABOVE_ALL };
}

const within = (value: Scalar, low: Bound, high: Bound): boolean =>
  typeof value !== "number" ||
  ((low.open ? value > low.at : value >= low.at) && (high.open ? value < high.at : value <= high.at));

/** Whether nothing is left. */
export function isEmpty({ among: listed, but, low, high }: Values): boolean {
  if (listed) return listed.size === 0;
  if (low.at > high.at) return true;
  return low.at === high.at && (low.open || high.open || but.has(low.at));
}

/** In the words of a message: “intake” or “visit”. */
export function inWords({ among: listed, but, low, high }: Values): string {
  if (listed) return [...listed].map(quoted).join(" or ") || "nothing";
  const parts = [
    ...(low.at > BELOW_ALL.at ? [`${low.open ? "more than" : "at least"} ${low.at}`] : []),
    ...(high.at < ABOVE_ALL.at ? [`${high.open ? "less than" : "at most"} ${high.at}`] : []),
    ...(but.size > 0 ? [`not ${[...but].map(quoted).join(" or ")}`] : []),
  ];
  return parts.join(" and ") || "anything";
}

const quoted = (value: Scalar): string => (typeof value === "string" ? `“${value}”` : String(value));

/** Whether it may be this one. */
export function matches({ among: listed, but, low, high }: Values, value: Scalar): boolean {
  return (listed?.has(value) ?? true) && !but.has(value) && within(value, low, high);
}
