import { inside } from "../reading/index.ts";
import type { DeedElsewhere, PlacedDeed, RuleSummary, Start } from "../summary/index.ts";
import { type Analysis, foundCards, placeOf, type Subject, when } from "./analysis.ts";
import { and, type Ways } from "./facts.ts";

/** Pairs looked at of one field and one occasion: a ruleset that has more has other cares. */
const MOST_PAIRS = 2_000;

interface Write {
  readonly rule: RuleSummary;
  readonly field: string;
  readonly value: unknown;
  readonly placed: PlacedDeed;
  readonly ways: Ways;
}

/**
 * Two rules that write one field on the same occasion, where both may act, on the card or on the same others: the later
 * one wins without a word.
 */
export const twoThatWriteOneField: Analysis = (subject) => {
  for (const writes of byOccasion(subject).values()) {
    const told = new Set<string>();
    let pairs = 0;
    for (const [i, later] of writes.entries())
      for (const earlier of writes.slice(0, i)) {
        if (++pairs > MOST_PAIRS) break;
        checkPair(subject, earlier, later, told);
      }
  }
};

function checkPair({ knowledge, findings }: Subject, earlier: Write, later: Write, told: Set<string>): void {
  if (earlier.rule === later.rule || (earlier.value !== undefined && earlier.value === later.value)) return;
  const pair = `${earlier.rule.id} ${later.rule.id}`;
  if (told.has(pair) || knowledge.consistent(and(earlier.ways, later.ways)).length === 0) return;
  told.add(pair);
  const at = inside(earlier.placed.at, earlier.field);
  const message = `\`${earlier.rule.id}\` writes \`${later.field}\` on the same occasion (${placeOf(at)}): this one wins where both act. Make them one rule with \`choose\`, or let one ask what the other does not`;
  findings.warning("rule-conflict", inside(later.placed.at, later.field), message, { part: "key" });
}

/** Writes in the order of the rules, by field and what starts them. */
function byOccasion(subject: Subject): ReadonlyMap<string, readonly Write[]> {
  const found = new Map<string, Write[]>();
  for (const rule of subject.live)
    for (const { start, condition } of rule.starts)
      for (const occasion of occasionOf(start))
        for (const { placed, others } of writesOf(rule)) {
          if (placed.deed.kind !== "field") continue;
          const { field, value } = placed.deed;
          const began = when(subject, placed, subject.knowledge.started(start, condition));
          if (began.length === 0) continue;
          const ways = others ? foundCards(subject, others) : began;
          const key = `${occasion} ${others ? "of others" : ""} ${field}`;
          const write = { rule, field, value, placed, ways };
          const known = found.get(key);
          if (known) known.push(write);
          else found.set(key, [write]);
        }
  return found;
}

/** What a rule does on its card, and on cards that it finds. */
const writesOf = ({
  deeds,
  elsewhere,
}: RuleSummary): readonly { readonly placed: PlacedDeed; readonly others: DeedElsewhere | null }[] => [
  ...deeds.map((placed) => ({ placed, others: null })),
  ...elsewhere.map((placed) => ({ placed, others: placed })),
];

function occasionOf(start: Start): readonly string[] {
  if (start.kind === "event") return [`${start.event} ${start.field ?? ""}`];
  if (start.kind === "time") return start.by.map((by) => `${start.before} ${start.field} ${by}`);
  return [];
}
