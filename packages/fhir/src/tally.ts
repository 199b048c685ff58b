import type { Entry } from "./open.ts";
import type { Count, Rejected } from "./result.ts";

type Place = Pick<Entry, "index" | "path" | "type" | "source">;

/** What became of each entry. An entry has one fate, so nothing can be lost between the counts. */
export interface Tally {
  ignore(entry: Place): void;
  use(entry: Place): void;
  /** `below` is the path inside the resource, with its leading dot. Returns null: nothing comes of the entry. */
  reject(entry: Place, reason: string, below?: string): null;
  warn(entry: Place, reason: string): void;
  isRejected(source: string): boolean;
  counts(): Readonly<Record<string, Count>>;
  readonly rejected: readonly Rejected[];
  readonly warnings: readonly Rejected[];
}

export function newTally(): Tally {
  const fates = new Map<string, { readonly type: string; readonly fate: keyof Count }>();
  const unusable = new Set<string>();
  const [rejected, warnings]: [Rejected[], Rejected[]] = [[], []];
  const told = ({ index, path, source, type }: Place, reason: string, below: string): Rejected => ({
    entry: index,
    path: `${path}${below}`,
    resource: source ?? type,
    reason,
  });
  return {
    ignore: ({ path, type }) => void fates.set(path, { type, fate: "ignored" }),
    use: ({ path, type }) => void fates.set(path, { type, fate: "used" }),
    reject(entry, reason, below = "") {
      fates.set(entry.path, { type: entry.type, fate: "rejected" });
      if (entry.source !== null) unusable.add(entry.source);
      rejected.push(told(entry, reason, below));
      return null;
    },
    warn: (entry, reason) => void warnings.push(told(entry, reason, "")),
    isRejected: (source) => unusable.has(source),
    counts: () => counted([...fates.values()]),
    rejected,
    warnings,
  };
}

function counted(
  fates: readonly { readonly type: string; readonly fate: keyof Count }[],
): Record<string, Count> {
  const counts = new Map<string, Count>();
  for (const { type, fate } of fates) {
    const count = counts.get(type) ?? { used: 0, ignored: 0, rejected: 0 };
    counts.set(type, { ...count, [fate]: count[fate] + 1 });
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
