import {
  type Card,
  type FactKey,
  factKey,
  type Fields,
  type FieldValue,
  MATCHING_PAGE,
} from "@corridor/domain";
import type { CompiledExpr } from "../cel/index.ts";
import { type Condition, judge } from "../conditions/index.ts";
import type { Cursor } from "../reading/index.ts";
import { evaluate, type Moment, plain, type Scope } from "../scope/index.ts";
import { ActFailure } from "./action.ts";

/** By what the cards that can be meant are found. */
export interface Index {
  /** What it reads of the firing. */
  readonly reads: readonly string[];
  /** The fact that holds the cards, those after an id where they are taken page by page. @throws ActFailure where its value is not given. */
  readonly candidates: (given: Fields, page?: { readonly after: string }) => FactKey<"matching">;
}

/** The equalities of a `where` that the cards are found by, or null after it was noted that there is none. */
export function indexOf(
  where: Condition,
  written: unknown,
  outer: Scope,
  chosen: string,
  at: Cursor,
): Index | null {
  const found = equalities(where, chosen)
    .map(([column, source]) => ({
      column,
      compiled: outer.cel.compile(source, "string", { present: outer.present }),
    }))
    .flatMap(({ column, compiled }) => (compiled.ok ? [{ column, expr: compiled.expr }] : []))
    .filter(({ expr }) => !expr.usesNow && expr.reads.every((path) => !OF_CARDS.test(path)))
    .toSorted((a, b) => COLUMNS.indexOf(a.column) - COLUMNS.indexOf(b.column))
    .filter(({ column }, n, all) => all[n - 1]?.column !== column);
  const [first, ...more] = found;
  if (first)
    return {
      reads: [...new Set(found.flatMap(({ expr }) => expr.reads))],
      candidates(given, page) {
        const value = valueOf(first.expr, given, outer);
        const also = alsoOf(more, given, outer);
        const paged = page ? [page.after, String(MATCHING_PAGE)] : also === "" ? [] : ["", ""];
        return factKey("matching", first.column, value, ...paged, ...(also === "" ? [] : [also]));
      },
    };
  const message =
    'Say with `==` which stage, state, location, type, assignee or patient it is about: `it.stage == "scheduling" && …`. Without that every card there is would be looked at';
  outer.ground.findings.error("select-index", at, message, { span: [0, String(written).length] });
  return null;
}

/** What is not known before a card is looked at. Whose card the rule started on is. */
const OF_CARDS = /^(?!card\.patient\.id$)(card|it|actor)\b/;

/** In the order in which they are looked up by: a patient has few, the stage has an index of its own. */
const COLUMNS = ["patient", "stage", "assignee", "state", "location", "type"];

interface Equality {
  readonly column: string;
  readonly expr: CompiledExpr;
}

/** What is asked besides, as a fact's key says it. What is not given is not asked: the condition itself says what is of it. */
function alsoOf(more: readonly Equality[], given: Fields, outer: Scope): string {
  const said = more.flatMap(({ column, expr }) => {
    const value = told(expr, given, outer);
    return value.ok ? [[column, String(value.value)] as const] : [];
  });
  return said.length === 0 ? "" : JSON.stringify(Object.fromEntries(said));
}

/** The equalities that surely hold where the condition does. */
function equalities(where: Condition, chosen: string): readonly (readonly [string, string])[] {
  if (where.kind === "all") return where.of.flatMap((one) => equalities(one, chosen));
  if (where.kind !== "leaf" || where.expr.source.includes("||")) return [];
  const shape = new RegExp(
    `^(?:it|${chosen})\\.(stage|state|location|type|assignee|patient(?=\\.id\\b))(?:\\.id)?\\s*==\\s*(.+)$`,
    "s",
  );
  return where.expr.leaves.flatMap(({ source }) => {
    const [, column, value] = shape.exec(source) ?? [];
    return column !== undefined && value !== undefined ? [[column, value] as const] : [];
  });
}

/** @throws ActFailure where it is not given. */
function valueOf(expr: CompiledExpr, given: Fields, outer: Scope): string {
  const said = told(expr, given, outer);
  if (!said.ok) throw new ActFailure("select", said.code, said.message);
  return String(said.value);
}

const told = (expr: CompiledExpr, given: Fields, { ground }: Scope) =>
  expr.evaluate({ now: "1970-01-01T00:00:00.000Z", zone: ground.practice.rules.timezone, ...given });

/** Those for which the condition holds, in order. @throws ActFailure where it can not be told of one. */
export function chosenOf(
  of: readonly Card[],
  where: Condition,
  order: readonly CompiledExpr[],
  limit: number,
  seen: (card: Card) => Moment,
): readonly Card[] {
  const fitting = of.flatMap((card) => {
    const moment = seen(card);
    const { outcome, leaves } = judge(where, moment);
    if (outcome === "fails") return [];
    if (outcome !== "holds") {
      const because = leaves.find((leaf) => leaf.error !== null)?.error ?? "it can not be told";
      throw new ActFailure("select", outcome, `${card.id}: ${because}`);
    }
    const rank = order.map((expr) => {
      const said = evaluate(expr, moment);
      return said.ok ? plain(said.value) : null;
    });
    return [{ card, rank: [...rank, card.id] }];
  });
  return fitting
    .sort((a, b) => compare(a.rank, b.rank))
    .slice(0, limit)
    .map(({ card }) => card);
}

/** Place by place; what is absent comes last. */
function compare(a: readonly FieldValue[], b: readonly FieldValue[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? null;
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
