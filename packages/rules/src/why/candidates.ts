import { fromEpochMs, type Instant, toEpochMs } from "@corridor/time";
import type { Bindings, Clause, PathInfo } from "../cel/index.ts";
import type { Change } from "../model.ts";
import { type Candidate, changeOf, type Overrides } from "./change.ts";

/** What a clause is asked with: the bindings as they are, and what it says with others. */
export interface Asking {
  readonly clause: Clause;
  readonly bindings: Bindings;
  readonly gap: (gap: Clause["gaps"][number], overrides: Overrides) => number | null;
}

const MINUTE = 60_000;

/** Every single change of what a clause reads that is worth trying, nearest first. */
export function candidatesOf(asking: Asking, hints: Clause): readonly Candidate[] {
  const all = [
    ...hints.paths.flatMap((info) => ofPath(asking, hints, info)),
    ...ofAsked(asking, hints),
    ...ofNow(asking, hints),
  ];
  return all.toSorted((a, b) => a.rank - b.rank);
}

type Make = (kind: Change["kind"], value: unknown, bound: unknown, nearness?: number) => Candidate;

function ofPath(asking: Asking, hints: Clause, info: PathInfo): readonly Candidate[] {
  const { path, type, values } = info;
  const { bindings, clause } = asking;
  const from = hints.readValues(bindings)[path] ?? info.fallback ?? null;
  const rank = path.startsWith("card.") ? 0 : 30;
  const make: Make = (kind, value, bound, nearness = 0) => ({
    change: () => changeOf(kind, path, value, from, bindings.zone),
    overrides: path === "card.labels" ? { [path]: bound, labels: bound } : { [path]: bound },
    rank: rank + nearness,
  });
  const presence =
    from === null
      ? [make("any", null, SAMPLE[type]?.(bindings) ?? "x", 8)]
      : info.absent
        ? [make("none", null, null, 9)]
        : [];
  if (info.phi) return presence;
  const texts = hints.literals.filter((one) => typeof one === "string");
  if (type === "bool") return [make("to", from !== true, from !== true)];
  if (values)
    return [...texts.filter((one) => values.includes(one)), ...values]
      .filter((one) => one !== from)
      .map((one, i) => make("to", one, one, i / 100));
  if (type === "list<string>") return [...texts.flatMap((one) => inList(from, one, make)), ...presence];
  if (type === "string" || type === "dyn") {
    const written = (type === "dyn" ? hints.literals : texts).filter((one) => one !== from);
    const other = from === null ? [] : [make("other", from, `${String(from)}-`, 7)];
    return [...written.map((one, i) => make("to", one, one, i / 100)), ...other, ...presence];
  }
  return [...solved(asking, clause, info, from, make), ...presence];
}

const SAMPLE: Readonly<Record<string, (bindings: Bindings) => unknown>> = {
  timestamp: ({ now }) => now,
  int: () => 1,
  double: () => 1,
  "list<string>": () => ["x"],
};

function inList(from: unknown, one: string, make: Make): readonly Candidate[] {
  const list = Array.isArray(from) ? (from as readonly string[]) : [];
  return list.includes(one)
    ? [
        make(
          "without",
          one,
          list.filter((member) => member !== one),
        ),
      ]
    : [make("with", one, [...list, one])];
}

/** Numbers and times: where the two sides of a comparison meet, and just beside it. */
function solved(
  asking: Asking,
  clause: Clause,
  info: PathInfo,
  from: unknown,
  make: Make,
): readonly Candidate[] {
  const isTime = info.type === "timestamp";
  const start = isTime ? toEpochMs(String(from ?? asking.bindings.now)) : Number(from ?? 0);
  const step = isTime ? MINUTE : info.type === "int" ? 1 : 0.01;
  const bound = (value: number): unknown => (isTime ? fromEpochMs(value) : value);
  return meeting(asking, clause, info.path, start, step, bound).map((value) =>
    make("to", bound(value), bound(value), isTime ? 5 : 0),
  );
}

/** Values of a path at which a comparison turns: found from how the gap changes with it. */
function meeting(
  asking: Asking,
  clause: Clause,
  path: string,
  start: number,
  step: number,
  bound: (value: number) => unknown,
): readonly number[] {
  const whole = step >= 1;
  const values = clause.gaps.flatMap((gap) => {
    const at = (value: number): number | null => asking.gap(gap, { [path]: bound(value) });
    const [here, there] = [at(start), at(start + step)];
    if (here === null || there === null || here === there) return [];
    const root = start - (here * step) / (there - here);
    return [root, root - step, root + step].map((value) =>
      whole ? Math.round(value) : Number(value.toFixed(6)),
    );
  });
  const sane = values.filter((value) => Math.abs(value) < 4e12 && value !== start);
  return [...new Set(sane)].toSorted((a, b) => Math.abs(a - start) - Math.abs(b - start));
}

/** What a function is asked by name: labels, open tasks, checklists. */
function ofAsked({ bindings }: Asking, hints: Clause): readonly Candidate[] {
  return hints.asked.flatMap(({ call, name }): readonly Candidate[] => {
    const make = (
      kind: Change["kind"],
      path: string,
      value: unknown,
      from: unknown,
      overrides: Overrides,
    ): Candidate => ({
      ...{ change: () => changeOf(kind, path, value, from, bindings.zone), overrides, rank: 1 },
    });
    if (call === "open_tasks") {
      const from = bindings.openTasks?.[name] ?? 0;
      const counts = [
        ...hints.literals.filter((one) => typeof one === "number"),
        0,
        from + 1,
        from - 1,
      ].filter((n) => n >= 0 && n !== from);
      return counts.map((n) =>
        make("to", `open_tasks("${name}")`, n, from, { openTasks: { ...bindings.openTasks, [name]: n } }),
      );
    }
    const key = call === "has_label" ? "labels" : "checklistsDone";
    const list = bindings[key] ?? [];
    const has = list.includes(name);
    const next = has ? list.filter((one) => one !== name) : [...list, name];
    const path = call === "has_label" ? "card.labels" : "checklists done";
    return [
      make(has ? "without" : "with", path, name, list, {
        [key]: next,
        ...(call === "has_label" ? { "card.labels": next } : {}),
      }),
    ];
  });
}

const QUARTER = 15 * MINUTE;
const FORTNIGHT = 14 * 24 * 60 * MINUTE;

/** Another time: where a comparison turns, else the quarters of an hour of the next two weeks. */
function ofNow(asking: Asking, hints: Clause): readonly Candidate[] {
  if (!hints.usesNow) return [];
  const { bindings, clause } = asking;
  const start = toEpochMs(bindings.now);
  const at = (ms: number, rank: number): Candidate => {
    const now: Instant = fromEpochMs(ms);
    return {
      change: () => changeOf("at", "now", now, bindings.now, bindings.zone),
      overrides: { now },
      rank,
    };
  };
  const turns = meeting(asking, clause, "now", start, MINUTE, fromEpochMs).map((ms) =>
    at(ms, ms > start ? 3 : 20),
  );
  const first = Math.ceil((start + 1) / QUARTER) * QUARTER;
  const scan = Array.from({ length: FORTNIGHT / QUARTER }, (_, i) =>
    at(first + i * QUARTER, 10 + i / 10_000),
  );
  return [...turns, ...scan];
}
