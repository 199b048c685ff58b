import { type Event, type RecordState, subjectKey } from "@corridor/domain";
import { canonicalJson, type Ruleset } from "@corridor/rules";
import { differingParts, digestOf } from "../authority/digest.ts";
import { ENGINE } from "../authority/version.ts";
import type { CardRow, History } from "../ports/history.ts";
import type { Recorded, State } from "../ports/ledger.ts";
import type { StepContext } from "../step/context.ts";
import { factsAtHand } from "../step/fact-reader.ts";
import { step } from "../step/step.ts";
import { eldersOf } from "./elders.ts";
import { afterRecorded, blankState } from "./states.ts";

/** One thing that is not as it was decided. `where` names the row, `what` says the first difference. */
export interface Difference {
  readonly where: string;
  readonly what: string;
}

export interface ReplayReport {
  readonly decisions: number;
  readonly events: number;
  readonly cards: number;
  readonly differences: readonly Difference[];
}

type Past = Recorded & { readonly events: readonly Event[] };

/**
 * Decides every recorded decision anew, with its own facts, rules and moment, and compares what comes out with
 * what was stored; then compares the folded cards and clocks with the stored ones. Writes nothing.
 */
export async function replay(
  practice: string,
  history: History,
  rulesetOf: (hash: string) => Promise<Ruleset>,
  progress?: (decisions: number) => void,
): Promise<ReplayReport> {
  const states = new Map<string, State>();
  const differences: Difference[] = [];
  let [decisions, events] = [0, 0];
  for await (const page of history.decisions(practice)) {
    for (const past of page) {
      const key = subjectKey(past.input.subject);
      const before = states.get(key) ?? blankState(past.input.subject);
      const ruleset = past.ruleset === "none" ? null : await rulesetOf(past.ruleset);
      const elders = await eldersOf(past.facts, rulesetOf);
      differences.push(
        ...altered(past),
        ...decidedOtherwise(before, past, { ruleset, elders }),
        ...gaps(past, events),
      );
      states.set(key, afterRecorded(before, past, past.events));
      decisions += 1;
      events += past.events.length;
    }
    progress?.(decisions);
  }
  const rows = await history.cards(practice);
  differences.push(...cardsOtherwise(states, rows), ...(await recordsOtherwise(practice, history, states)));
  return { decisions, events, cards: rows.length, differences };
}

/** Cards whose folded history and stored row are not the same, or that are missing on one side. */
function cardsOtherwise(states: ReadonlyMap<string, State>, rows: readonly CardRow[]): Difference[] {
  const stored = new Map(rows.map((row) => [`card/${row.card.id}`, row]));
  const folded = [...states]
    .filter(([, state]) => state.kind === "card" && state.card !== null)
    .map(([key]) => key);
  return [...new Set([...folded, ...stored.keys()])].flatMap((key) => {
    const [state, row] = [states.get(key), stored.get(key)];
    const where = key.replace("/", " ");
    if (!row) return [{ where, what: "has a history and does not stand on the board" }];
    if (state?.kind !== "card") return [{ where, what: "stands on the board without a history" }];
    return [...unequal(where, state.card, row.card), ...clocks(state, row.timers)];
  });
}

const RECORDS = ["patient", "person", "slot", "practice"] as const;

async function recordsOtherwise(
  practice: string,
  history: History,
  states: ReadonlyMap<string, State>,
): Promise<Difference[]> {
  const kept = await Promise.all(
    RECORDS.map(async (kind) =>
      (await history.records(practice, kind)).map((one) => [`${kind}/${one.id}`, one] as const),
    ),
  );
  const stored = new Map<string, RecordState>(kept.flat());
  const folded = [...states].flatMap(([key, state]) =>
    state.kind === "record" && state.record ? [key] : [],
  );
  return [...new Set([...folded, ...stored.keys()])].flatMap((key) => {
    const state = states.get(key);
    const record = state?.kind === "record" ? state.record : null;
    return unequal(key.replace("/", " "), record, stored.get(key) ?? null);
  });
}

/** Parts of a stored decision that are not what they were when it was written. */
function altered(past: Past): Difference[] {
  return differingParts(past.digest, digestOf(past)).map((part) => ({
    where: `decision ${past.input.id}`,
    what: `its ${part} ${part === "facts" ? `(${Object.keys(past.facts).join(", ")}) ` : ""}changed after it was written`,
  }));
}

function decidedOtherwise(
  before: State,
  past: Past,
  rules: Pick<StepContext, "ruleset" | "elders">,
): Difference[] {
  if (past.engine !== ENGINE) return [];
  const where = `decision ${past.input.id}`;
  const { now, tzdata, facts } = past;
  const result = step(before, past.input, { now, ...rules, tzdata, facts: factsAtHand(facts) });
  if (result.kind === "needs")
    return [{ where, what: `asks for facts it did not read then: ${result.needs.join(", ")}` }];
  if (result.kind === "rejection")
    return past.outcome.ok ? [{ where, what: `would be refused now: ${result.rejection.because}` }] : [];
  if (!past.outcome.ok) return [{ where, what: "was refused then and would be accepted now" }];
  const { plan } = result;
  return [
    ...plan.events.flatMap((event, n) => unequal(`event ${event.id}`, event, stripped(past.events[n]))),
    ...(plan.events.length < past.events.length ? [{ where, what: "has more events than it decides" }] : []),
    ...unequal(`${where}, clocks`, { put: plan.put, drop: plan.drop }, { put: past.put, drop: past.drop }),
    ...unequal(`${where}, effects`, plan.effects, past.effects),
  ];
}

function stripped(event: Event | undefined): unknown {
  if (!event) return null;
  const { seq: _seq, version: _version, ruleset: _ruleset, at: _at, ...planned } = event;
  return planned;
}

function gaps(past: Past, before: number): Difference[] {
  return past.events
    .filter((event, n) => event.seq !== before + n + 1)
    .slice(0, 1)
    .map((event) => ({
      where: `event ${event.id}`,
      what: `has seq ${event.seq}; ${before + 1} was expected`,
    }));
}

function clocks(
  state: Extract<State, { kind: "card" }>,
  stored: readonly Recorded["put"][number][],
): Difference[] {
  const expected = new Map(state.timers.map((timer) => [timer.key, timer]));
  const found = new Map(stored.map((timer) => [timer.key, timer]));
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) =>
    unequal(`timer ${key}`, expected.get(key) ?? null, found.get(key) ?? null),
  );
}

/** The first member in which two values differ, or nothing. */
function unequal(where: string, expected: unknown, found: unknown): Difference[] {
  if (canonicalJson(expected) === canonicalJson(found)) return [];
  return [{ where, what: firstDifference("", expected, found) }];
}

function firstDifference(path: string, expected: unknown, found: unknown): string {
  if (isObject(expected) && isObject(found)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
    const name = names.find((n) => canonicalJson(expected[n]) !== canonicalJson(found[n]));
    if (name !== undefined)
      return firstDifference(path === "" ? name : `${path}.${name}`, expected[name], found[name]);
  }
  return `${path || "it"} should be ${canonicalJson(expected ?? null)} but is ${canonicalJson(found ?? null)}`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
