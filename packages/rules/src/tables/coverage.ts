import type { FieldType } from "@corridor/domain";
import { matches, type Scalar, type Values } from "../values/index.ts";

/** A column that is asked: what it asks, and whether it may hold nothing. */
export interface Asked {
  readonly path: string;
  readonly type: FieldType;
  readonly mayBeAbsent: boolean;
}

export interface Coverage {
  /** Values for which no row answers, in words. */
  readonly gap: string | null;
  /** Two rows that fit the same values. */
  readonly overlaps: readonly (readonly [number, number])[];
  /** Rows that never are the first to fit. */
  readonly never: readonly number[];
}

/** One value that stands for all those that the rows do not tell apart. Undefined: absent. */
interface Stand {
  readonly value: Scalar | undefined;
  readonly words: string;
}

const MOST_STEPS = 20_000;

/** Looks at every combination the rows tell apart. Null: there are too many to say anything. */
export function coverageOf(columns: readonly Asked[], rows: readonly (readonly Values[])[]): Coverage | null {
  const stands = columns.map((column, i) =>
    standsOf(
      column,
      rows.map((row) => row[i] as Values),
    ),
  );
  const found = {
    gap: null as string | null,
    first: new Set<number>(),
    overlaps: new Map<string, readonly [number, number]>(),
  };
  let steps = 0;
  const look = (column: number, left: readonly number[], words: readonly string[]): boolean => {
    if (++steps > MOST_STEPS) return false;
    if (left.length === 0) {
      found.gap ??= words.filter((word) => word !== "").join(", ");
      return true;
    }
    const asked = columns[column];
    if (!asked) {
      const [first, second] = left as [number, number?];
      found.first.add(first);
      if (second !== undefined) found.overlaps.set(`${first} ${second}`, [first, second]);
      return true;
    }
    const seen = new Set<string>();
    return (stands[column] ?? []).every(({ value, words: said }) => {
      const fit = left.filter((row) => fits((rows[row] as readonly Values[])[column] as Values, value));
      const key = fit.join();
      // Values that leave the same rows lead to the same answers.
      if (seen.has(key)) return true;
      seen.add(key);
      return look(column + 1, fit, [...words, `\`${asked.path}\` ${said}`]);
    });
  };
  if (
    !look(
      0,
      rows.map((_, i) => i),
      [],
    )
  )
    return null;
  return {
    gap: found.gap,
    overlaps: [...found.overlaps.values()],
    never: rows.map((_, i) => i).filter((i) => !found.first.has(i)),
  };
}

/** What is absent passes only a cell that asks nothing. */
export const fits = (cell: Values, value: Scalar | undefined): boolean =>
  value === undefined ? isAnything(cell) : matches(cell, value);

const isAnything = ({ among, but, low, high }: Values): boolean =>
  among === null &&
  but.size === 0 &&
  low.at === Number.NEGATIVE_INFINITY &&
  high.at === Number.POSITIVE_INFINITY;

function standsOf({ type, mayBeAbsent }: Asked, cells: readonly Values[]): readonly Stand[] {
  const absent: readonly Stand[] = mayBeAbsent ? [{ value: undefined, words: "is absent" }] : [];
  if (type.enum) return type.enum.map((value) => ({ value, words: `is “${value}”` }));
  if (type.type === "bool") return [true, false].map((value) => ({ value, words: `is ${value}` }));
  const named = [...new Set(cells.flatMap(({ among, but }) => [...(among ?? []), ...but]))];
  if (type.type === "int" || type.type === "double") return numbers(cells, named, type.type === "int");
  const other: Stand = {
    value: "\u0000",
    words: named.length > 0 ? "is none of the values above" : "is anything",
  };
  return [...named.map((value) => ({ value, words: `is “${value}”` })), other, ...absent];
}

/** Every number that is named, and one from each stretch between. */
function numbers(cells: readonly Values[], named: readonly Scalar[], whole: boolean): readonly Stand[] {
  const bounds = cells.flatMap(({ low, high }) => [low.at, high.at]).filter(Number.isFinite);
  const cuts = [...new Set([...named.map(Number), ...bounds])].toSorted((a, b) => a - b);
  const [least, most] = [cuts[0], cuts.at(-1)];
  if (least === undefined || most === undefined) return [{ value: 0, words: "is anything" }];
  const between = cuts.slice(1).flatMap((high, i): Stand[] => {
    const low = cuts[i] as number;
    if (whole && Math.floor(low) + 1 >= high) return [];
    return [
      { value: whole ? Math.floor(low) + 1 : (low + high) / 2, words: `is between ${low} and ${high}` },
    ];
  });
  const exact = cuts
    .filter((cut) => !whole || Number.isInteger(cut))
    .map((value) => ({ value, words: `is ${value}` }));
  return [
    { value: Math.floor(least) - 1, words: `is less than ${least}` },
    ...exact,
    ...between,
    { value: Math.ceil(most) + 1, words: `is more than ${most}` },
  ];
}
