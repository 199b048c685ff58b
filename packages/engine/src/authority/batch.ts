import {
  assert,
  type Card,
  type FactKey,
  factKey,
  factParts,
  must,
  type Subject,
  subjectKey,
} from "@corridor/domain";
import { canonicalJson, type Ruleset } from "@corridor/rules";
import type {
  Appended,
  Decision,
  FactMap,
  Input,
  Opened,
  Recorded,
  Sealed,
  State,
  Transaction,
} from "../ports/ledger.ts";
import type { Event } from "@corridor/domain";
import type { StepResult } from "../step/context.ts";
import { step } from "../step/step.ts";
import { digestOf, type Sha256 } from "./digest.ts";
import type { Foresight } from "./foresight.ts";
import { Overlay } from "./overlay.ts";
import { ENGINE } from "./version.ts";

/** One command as it comes through the door: sealed, with the texts that were sealed out of it. */
export interface Request {
  readonly input: Input;
  readonly sealed: readonly Sealed[];
}

/** What became of a request. A repeat answers with what its first sending became. */
export type Result =
  | {
      readonly kind: "decided";
      readonly decision: Decision;
      readonly events: readonly Event[];
      /** False for the same request once more in the same batch. */
      readonly first: boolean;
    }
  | { readonly kind: "repeated"; readonly decision: Recorded; readonly events: readonly Event[] }
  | { readonly kind: "key-reused" };

type Planned = Exclude<StepResult, { kind: "needs" }>;

/** Kinds of facts another transaction could change between reading and writing to the practice's harm. */
const LOCKED = new Set(["wip", "pool", "carers", "booked", "slot", "decision"]);
const ROUNDS = 12;

/** What a batch runs with. */
export interface BatchPorts {
  /** The compiled ruleset of a hash. */
  rulesetOf(hash: string): Promise<Ruleset>;
  readonly tzdata: string;
  readonly sha256: Sha256;
  readonly foresight: Foresight;
  /** The card as this node last saw it, or null: for guessing, never for deciding. */
  glance(subject: Subject): Card | null;
}

/** A transaction that is open, and the rules it decides by. */
interface Desk extends Opened {
  readonly tx: Transaction;
  readonly rules: Ruleset | null;
  readonly tzdata: string;
}

/**
 * Plans and writes a batch of requests in one transaction. Planning is pure and complete before the first
 * write, so a refusal spoils nothing for the others. What is likely needed is read in the round trip that opens the
 * transaction, and the commit goes out behind the last write: the usual batch takes two.
 */
export async function runBatch(
  tx: Transaction,
  requests: readonly Request[],
  ports: BatchPorts,
): Promise<readonly Result[]> {
  const subjects = new Map(requests.map(({ input }) => [subjectKey(input.subject), input.subject]));
  const likely = sorted(
    requests.flatMap(({ input }) => ports.foresight.keysOf(input, ports.glance(input.subject))),
  );
  const locked = likely.filter(isLocked);
  const [opened, loaded, earlier, , facts] = await Promise.all([
    tx.opened(),
    tx.load([...subjects.values()]),
    tx.decided(requests.map(({ input }) => input.id)),
    locked.length > 0 && tx.lock(locked),
    likely.length > 0 ? tx.facts(likely) : {},
  ]);
  const rules = opened.ruleset === null ? null : await ports.rulesetOf(opened.ruleset);
  const desk: Desk = { ...opened, tx, rules, tzdata: ports.tzdata };
  const fresh = requests.filter(
    ({ input }, n) =>
      !earlier.has(input.id) && requests.findIndex((other) => other.input.id === input.id) === n,
  );
  const { plan, foreseen } = await planned(desk, fresh, loaded, { facts, locked }, ports);
  if (!foreseen) learn(ports.foresight, fresh, loaded, plan);
  const decisions = fresh.map((request, n) =>
    decisionOf(request, must(plan[n], "every request was planned"), desk, ports),
  );
  const kept = decisions.filter((decision, n) =>
    leavesTrace(decision, must(plan[n], "every request was planned")),
  );
  const appended: Appended = kept.length > 0 ? await tx.append(kept, { commit: true }) : { events: [] };

  const written = new Map(kept.map((decision, n) => [decision.input.id, appended.events[n] ?? []]));
  const byId = new Map(decisions.map((decision) => [decision.input.id, decision]));
  const answered = new Set<string>();
  return requests.map(({ input }): Result => {
    const before = earlier.get(input.id);
    const decision = byId.get(input.id);
    const { fingerprint } = before?.input ?? must(decision, "a request is new or known").input;
    if (fingerprint !== input.fingerprint) return { kind: "key-reused" };
    if (before) return { kind: "repeated", decision: before, events: before.events };
    const first = !answered.has(input.id);
    answered.add(input.id);
    const events = written.get(input.id) ?? [];
    return { kind: "decided", decision: must(decision, "a new request is decided"), events, first };
  });
}

/** The same keys once each, in the order in which facts are locked. */
const sorted = (keys: Iterable<FactKey>): readonly FactKey[] => [...new Set(keys)].sort();

const isLocked = (key: FactKey): boolean => LOCKED.has(factParts(key)[0]);

function learn(
  foresight: Foresight,
  requests: readonly Request[],
  loaded: ReadonlyMap<string, State>,
  plan: readonly Planned[],
): void {
  for (const [n, { input }] of requests.entries()) {
    const result = plan[n];
    const state = loaded.get(subjectKey(input.subject));
    if (state && result?.kind === "plan") foresight.learn(input, state, result.plan.facts);
  }
}

/** What was read, and locked before it was read, when the transaction opened. */
interface Foreseen {
  readonly facts: FactMap;
  readonly locked: readonly FactKey[];
}

/** Steps all requests in order, reading what they ask for, until nothing is missing and what was locked still holds. */
async function planned(
  desk: Desk,
  requests: readonly Request[],
  loaded: ReadonlyMap<string, State>,
  foreseen: Foreseen,
  { rulesetOf }: Pick<BatchPorts, "rulesetOf">,
): Promise<{ readonly plan: readonly Planned[]; readonly foreseen: boolean }> {
  const { tx, paused } = desk;
  let facts: FactMap =
    paused.length > 0 ? { ...foreseen.facts, [factKey("paused")]: paused } : foreseen.facts;
  const elders = new Map<string, Ruleset>();
  const locked = new Set(foreseen.locked);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { results, needs, rulesets } = pass(desk, requests, loaded, elders, facts);
    for (const hash of rulesets) elders.set(hash, await rulesetOf(hash));
    if (needs.length > 0) facts = { ...facts, ...(await tx.facts(needs)) };
    if (needs.length + rulesets.size > 0) continue;
    const done = results as readonly Planned[];
    const read = new Set(
      done.flatMap((r) => Object.keys(r.kind === "plan" ? r.plan.facts : r.facts) as FactKey[]),
    );
    const toLock = sorted(read).filter((key) => isLocked(key) && !locked.has(key));
    if (toLock.length === 0) return { plan: done, foreseen: round === 0 };
    await tx.lock(toLock);
    for (const key of toLock) locked.add(key);
    const again = await tx.facts(toLock);
    if (toLock.every((key) => canonicalJson(again[key]) === canonicalJson(facts[key])))
      return { plan: done, foreseen: false };
    facts = { ...facts, ...again };
  }
  assert(false, "a batch kept asking for facts");
}

function pass(
  { now, rules: ruleset, tzdata }: Desk,
  requests: readonly Request[],
  loaded: ReadonlyMap<string, State>,
  elders: ReadonlyMap<string, Ruleset>,
  facts: FactMap,
): { results: readonly StepResult[]; needs: readonly FactKey[]; rulesets: ReadonlySet<string> } {
  const overlay = new Overlay(loaded, now);
  const needs = new Set<FactKey>();
  const rulesets = new Set<string>();
  const results = requests.map(({ input }) => {
    const state = must(overlay.states.get(subjectKey(input.subject)), "every subject was loaded");
    const result = step(state, input, { now, ruleset, elders, tzdata, facts: overlay.over(facts) });
    if (result.kind === "plan") overlay.accept(input.subject, result.plan);
    if (result.kind === "needs") {
      for (const key of result.needs) needs.add(key);
      for (const hash of result.rulesets) rulesets.add(hash);
    }
    return result;
  });
  return { results, needs: [...needs].sort(), rulesets };
}

function decisionOf(
  { input, sealed }: Request,
  result: Planned,
  { now, ruleset }: Opened,
  { tzdata, sha256 }: BatchPorts,
): Decision {
  const from = { input, now, ruleset: ruleset ?? "none", engine: ENGINE, tzdata };
  if (result.kind === "rejection") {
    const { code, because } = result.rejection;
    const nothing = {
      events: [],
      put: [],
      drop: [],
      effects: [],
      recall: [],
      after: { kind: "record", record: null } as const,
    };
    const refused = {
      ...from,
      facts: result.facts,
      outcome: { ok: false, code, because } as const,
      ...nothing,
    };
    return { ...refused, digest: digestOf(refused, sha256), sealed: [], runs: [] };
  }
  const { after } = result.plan;
  const version = (after.kind === "card" ? after.card?.version : after.record?.version) ?? 0;
  const accepted = { ...from, ...result.plan, outcome: { ok: true, version } as const };
  return { ...accepted, digest: digestOf(accepted, sha256), sealed, runs: result.runs };
}

/** A decision is kept when it changed something, or when its sender may ask again under the same key. */
function leavesTrace({ events, put, drop, input }: Decision, result: Planned): boolean {
  if (result.kind === "plan" && result.plan.reconciles) return true;
  return events.length > 0 || put.length > 0 || drop.length > 0 || input.keyed;
}
