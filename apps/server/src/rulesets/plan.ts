import { textOf } from "./text-of.ts";
import { type FactKey, factParts } from "@corridor/domain";
import { type ClockChange, type PracticeState, preview } from "@corridor/engine";
import type { FactMap } from "@corridor/engine/ports";
import type { Plan, RuleTimers } from "@corridor/protocol";
import type { Ruleset } from "@corridor/rules";
import type { Backing } from "../house/backing.ts";
import { breather } from "../house/breather.ts";
import type { OpenPractice } from "../house/practice.ts";
import { tzdata } from "../house/tzdata.ts";
import { counted } from "./counted.ts";
import { fileDiffs } from "./file-diffs.ts";
import { lostValues } from "./lost-values.ts";
import { misplaced, placesOf } from "./places.ts";
import { ruleChanges } from "./rule-changes.ts";
import { sentencesOf } from "./sentences.ts";
import { timetableSentences } from "./timetable-sentences.ts";

/** What activating these rules would do to the practice as it stands. Writes nothing. `looked` hears of each card. */
export async function planOf(
  practice: OpenPractice,
  backing: Backing,
  next: Ruleset,
  looked: (cards: number, of: number) => void = () => undefined,
): Promise<Plan> {
  const { shelf, mirror } = practice;
  const now = shelf.active;
  const rows = [...mirror.rows.values()];
  const breathe = breather();
  const same = now?.hash === next.hash;
  let cards = 0;
  const foreseen = await preview(next, same ? [] : rows, same ? null : await stateOf(practice, backing), {
    now: await backing.worklist.now(),
    tzdata,
    factsOf: (keys) => factsOf(practice, backing, keys),
    rulesetOf: (hash) => shelf.of(hash),
    // Once for each card.
    breathe: () => {
      looked((cards += 1), rows.length);
      return breathe();
    },
  });
  const text = now ? await textOf(practice, backing, now) : {};
  const files = await fileDiffs(text, next.files, breathe);
  const places = placesOf(rows, next);
  const refusal = misplaced(rows, next);
  await breathe();
  const values = lostValues(rows, now, next);
  await breathe();
  const plan = {
    base: now?.hash ?? null,
    rules: ruleChanges(now, next),
    files,
    timers: timersOf(foreseen.clocks, now, next),
    overdue: foreseen.clocks.filter(({ fires }) => fires).length,
    sends: foreseen.sends,
    places,
    values,
    cards: rows.length,
    refused: refusal?.because ?? null,
  };
  const { timezone: zone } = next.practice;
  return { ...plan, sentences: sentencesOf(plan, timetableSentences(foreseen.timetable, now, next, zone)) };
}

/** The practice itself, with its clocks and what is paused. */
async function stateOf({ row }: OpenPractice, { history }: Backing): Promise<PracticeState> {
  const { id } = row;
  const [record, timers] = await Promise.all([
    history.record(id, { kind: "practice", id }),
    history.clocks(id),
  ]);
  const paused = record && "paused" in record ? Object.keys(record.paused).sort() : [];
  return { id, record, timers, paused };
}

/** Patients are at hand; everything else is read in one question. */
async function factsOf(
  { row, mirror }: OpenPractice,
  { ledger }: Backing,
  keys: readonly FactKey[],
): Promise<FactMap> {
  const known = keys.flatMap((key) => {
    const [kind, id = ""] = factParts(key);
    const patient = kind === "patient" ? mirror.patients.get(id) : undefined;
    return patient ? [[key, patient] as const] : [];
  });
  const there = new Set(known.map(([key]) => key));
  const others = keys.filter((key) => !there.has(key));
  const read = others.length > 0 ? await ledger.transact(row.id, (tx) => tx.facts(others)) : {};
  return { ...Object.fromEntries(known), ...read };
}

/** By rule, in the order of the new rules; those that go come last. */
function timersOf(clocks: readonly ClockChange[], now: Ruleset | null, next: Ruleset): RuleTimers[] {
  const byRule = new Map<string, ClockChange[]>();
  for (const one of clocks) {
    const own = byRule.get(one.rule);
    if (own) own.push(one);
    else byRule.set(one.rule, [one]);
  }
  const order = [...next.rules, ...(now?.rules ?? [])].map(({ id }) => id);
  const ids = [...new Set([...order, ...byRule.keys()])];
  return ids.flatMap((rule): RuleTimers[] => {
    const own = byRule.get(rule);
    if (!own) return [];
    const cards = (of: (one: ClockChange) => boolean) => counted(own.filter(of).map(({ card }) => card));
    return [
      {
        rule,
        name: (next.rule(rule) ?? now?.rule(rule))?.name ?? rule,
        armed: cards(({ change }) => change === "armed"),
        cancelled: cards(({ change }) => change === "cancelled"),
        moved: cards(({ change }) => change === "moved"),
        overdue: cards(({ fires }) => fires),
      },
    ];
  });
}
