import type { Lifecycle } from "@corridor/domain";
import type { Deed, PlacedDeed, RuleSummary, Start } from "../summary/index.ts";
import { begun, deedsOf, foundCards, type Subject, when } from "./analysis.ts";
import { and, ANY_WAY, forgetting, oneWay, type Ways } from "./facts.ts";
import { among, type Scalar } from "../values/index.ts";

/** One rule can start another by something it does. */
export interface Edge {
  readonly from: RuleSummary;
  readonly to: RuleSummary;
  readonly by: PlacedDeed;
  /** Nothing is asked between: the one surely starts the other. */
  readonly surely: boolean;
  /** Only one value of a change starts it. */
  readonly narrowed: boolean;
}

/** Which rules can start which, by rule: for each pair of rules one edge, a sure one where there is one. */
export function startsOfEach(subject: Subject): ReadonlyMap<RuleSummary, readonly Edge[]> {
  const waiting = indexed(subject);
  return new Map(subject.live.map((rule) => [rule, edgesFrom(subject, rule, waiting)]));
}

interface Waiting {
  readonly rule: RuleSummary;
  readonly start: Start;
  readonly nth: number;
  /** What must be so for it: at once after an event, at its beginning for a clock. */
  readonly asked: Ways;
}

function indexed(subject: Subject): ReadonlyMap<string, readonly Waiting[]> {
  const index = new Map<string, Waiting[]>();
  for (const rule of subject.live)
    for (const [nth, { start }] of rule.starts.entries()) {
      const waits = { rule, start, nth, asked: askedOf(subject, rule, nth) };
      for (const key of keysOf(start)) {
        const list = index.get(key);
        if (list) list.push(waits);
        else index.set(key, [waits]);
      }
    }
  return index;
}

function askedOf({ knowledge }: Subject, rule: RuleSummary, nth: number): Ways {
  const { start, condition = null } = rule.starts[nth] ?? {};
  if (start?.kind === "time") return oneWay([[`has card.${start.field}`, among([true])]]);
  // A clock rings later: all that is known then is that what was written let it begin.
  if (start?.kind === "state") return knowledge.when(condition);
  return start ? and(knowledge.started(start, condition), knowledge.when(rule.condition)) : ANY_WAY;
}

/** Under what a start is found: what is written, where a card comes or leaves, what happens. */
function keysOf(start: Start): readonly string[] {
  if (start.kind === "outside") return [];
  if (start.kind === "time") return [`written ${start.field}`];
  if (start.kind === "state") return start.watches.map((name) => `written ${name}`);
  if (start.event === "card.changed") return [`changed ${start.field ?? "anything"}`];
  return start.way === "in" || start.way === "out" ? [`moved ${start.way}`] : [`event ${start.event}`];
}

/** The keys a deed pulls. */
function pulls(deed: Deed): readonly string[] {
  switch (deed.kind) {
    case "field":
      return [`changed ${deed.field}`, "changed anything", `written ${deed.field}`];
    case "place":
      return ["moved in", "moved out", "written stage", "written state", "event wip.exceeded"];
    case "labels":
      return ["written labels"];
    case "owner":
      return deed.of === "card" ? ["written assignee"] : ["written tasks"];
    case "event":
      return [`event ${deed.event}`];
    default:
      return [];
  }
}

function edgesFrom(
  subject: Subject,
  rule: RuleSummary,
  waiting: ReadonlyMap<string, readonly Waiting[]>,
): readonly Edge[] {
  const at = begun(subject, rule);
  const deeds = deedsOf(subject, rule);
  const written = new Set(deeds.flatMap(({ deed }) => [...after(subject, deed).keys()]));
  const edges = new Map<RuleSummary, Edge>();
  for (const placed of deeds) {
    const here = when(subject, placed, at);
    const { elsewhere } = placed;
    if (here.length === 0 || elsewhere?.once || (!elsewhere && changesNothing(placed, here, deeds))) continue;
    const lasting = elsewhere
      ? forgetting(foundCards(subject, elsewhere), written)
      : placed.later
        ? ANY_WAY
        : forgetting(here, written);
    const done = [after(subject, placed.deed)];
    for (const key of pulls(placed.deed))
      for (const each of waiting.get(key) ?? []) {
        const surely = isSure(placed, each, placed.later);
        const had = edges.get(each.rule);
        if (had && (had.surely || !surely)) continue;
        if (canStart(subject, { lasting, done }, placed.deed, each))
          edges.set(each.rule, {
            from: rule,
            to: each.rule,
            by: placed,
            surely,
            narrowed: narrows(each.start),
          });
      }
  }
  return [...edges.values()];
}

/** Writing the value a field already has is no event; nor does it change what has held for some time. */
function changesNothing({ deed }: PlacedDeed, here: Ways, deeds: readonly PlacedDeed[]): boolean {
  if (deed.kind !== "field" || deed.value === undefined) return false;
  const had = here.map((facts) => facts.get(`card.${deed.field}`)?.among);
  const same = had.every((values) => values?.size === 1 && values.has(deed.value as Scalar));
  return (
    same &&
    deeds.every(
      ({ deed: other }) => other.kind !== "field" || other.field !== deed.field || other.value === deed.value,
    )
  );
}

/** What is so once it is done. */
function after({ knowledge }: Subject, deed: Deed): Ways[number] {
  if (deed.kind === "field" && deed.value !== undefined && deed.value !== null && !Array.isArray(deed.value))
    return new Map([[`card.${deed.field}`, among([deed.value as Scalar])]]);
  if (deed.kind === "field")
    return new Map([[`card.${deed.field}`, knowledge.possible(`card.${deed.field}`)]]);
  if (deed.kind === "place")
    return knowledge.standing(entered(deed.place, knowledge.firstState))[0] ?? new Map();
  if (deed.kind !== "labels") return new Map();
  return new Map([
    ...deed.add.map((label) => [`label ${label}`, among([true])] as const),
    ...deed.remove.map((label) => [`label ${label}`, among([false])] as const),
  ]);
}

const narrows = (start: Start): boolean => start.kind === "event" && start.to !== undefined;

const entered = (place: string, first: (stage: string) => string): string =>
  place.includes(".") ? place : `${place}.${first(place)}`;

/** Whether a card may come to a stage that is full: only where its limit lets it, and only to one that is meant. */
function overfills({ stages }: Lifecycle, deed: Deed, place: string | null): boolean {
  const to = deed.kind === "place" ? deed.place.split(".")[0] : undefined;
  return (place === null || place === to) && stages.find(({ id }) => id === to)?.wip?.policy === "warn";
}

function canStart(
  { knowledge, lifecycle }: Subject,
  { lasting, done }: { readonly lasting: Ways; readonly done: Ways },
  deed: Deed,
  { start, asked }: Waiting,
): boolean {
  if (start.kind === "event" && start.event === "wip.exceeded" && !overfills(lifecycle, deed, start.place))
    return false;
  if (start.kind !== "event") return knowledge.consistent(and(done, asked)).length > 0;
  if (deed.kind === "field" && start.from !== undefined && start.from === deed.value) return false;
  if (deed.kind === "place" && start.way === "out" && start.place === deed.place) return false;
  return knowledge.consistent(and(and(lasting, done), asked)).length > 0;
}

function isSure({ deed, under }: PlacedDeed, { rule, start, nth }: Waiting, later: boolean): boolean {
  if (later || under.length > 0 || rule.condition !== null || start.kind !== "event") return false;
  if ((rule.starts[nth]?.condition ?? null) !== null || start.from !== undefined || start.other !== null)
    return false;
  const named = start.to === undefined || (deed.kind === "field" && deed.value === start.to);
  return named && (start.place === null || (deed.kind === "place" && start.way === "in"));
}
