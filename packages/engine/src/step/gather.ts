import {
  type Card,
  type CommandOf,
  event,
  factKey,
  MATCHING_PAGE,
  must,
  type NewEvent,
  type PlannedEvent,
  reject,
  type Rejection,
  ruleActor,
  type Text,
} from "@corridor/domain";
import { ActFailure, noCard, type Ruleset, type Selection } from "@corridor/rules";
import type { Effect, Input, State } from "../ports/ledger.ts";
import type { Plan, StepContext } from "./context.ts";
import { effectKey } from "./effect-key.ts";
import { effectOf, OWN_PRACTICE } from "./effects.ts";
import type { FactReader } from "./fact-reader.ts";
import { named } from "./named.ts";
import { notDone } from "./not-done.ts";
import { raised } from "./practice-run.ts";

type RecordOf = Extract<State, { kind: "record" }>;
type Gather = CommandOf<"gather">;
type Further = NonNullable<Gather["further"]>;

/** One look for cards, and what carries it out. */
interface Looking {
  readonly input: Input;
  readonly command: Gather;
  readonly selection: Selection;
  readonly now: string;
  readonly facts: FactReader;
}

/**
 * Finds the cards a rule's `select` or `each` means, and asks each, in a transaction of its own, to have done what the
 * rule says. Where there are more than are looked for at once, it asks itself to go on after the last: that waits in
 * the outbox like the rest, so that a stop in between loses none, and no card comes twice.
 */
export function gather(
  state: RecordOf,
  input: Input,
  command: Gather,
  context: StepContext & { readonly ruleset: Ruleset },
  facts: FactReader,
): Plan | Rejection {
  const selection = context.ruleset.rule(command.rule)?.selections.get(command.selection);
  if (!selection) return reject("rule_unknown", "The rule no longer does this");
  const looking: Looking = { input, command, selection, now: context.now, facts };
  try {
    const { cards, last } = found(looking);
    const chosen = event("cards.chosen", {
      ...{ rule: command.rule, selection: command.selection, cards: cards.map(({ id }) => id) },
    });
    const further = last === null && !selection.digest ? null : beyond(looking, cards, last);
    const told = further && last === null ? toldOnce(looking, further) : [];
    const events = planned(looking, [chosen, ...told]);
    const [first] = events;
    const id = must(first, "what was chosen is told").id;
    const each = selection.digest ? [] : cards.map((card) => followed(looking, id, card));
    const notices = events.flatMap((one) => effectOf(one, { ...input }) ?? []);
    return {
      events,
      after: { ...state, record: raised(state) },
      ...{ reconciles: false, put: [], drop: [], recall: [] },
      effects: [...each, ...notices, ...(further && last !== null ? [goesOn(looking, id, further)] : [])],
      facts: facts.used,
    };
  } catch (failure) {
    if (failure instanceof ActFailure) return notFound(state, looking, failure, context.ruleset);
    throw failure;
  }
}

/** It can not be told which cards are meant: then somebody is told. */
function notFound(state: RecordOf, looking: Looking, { message }: ActFailure, ruleset: Ruleset): Plan {
  const { input, command, now, facts } = looking;
  const because = `it can not be told which cards are meant: ${message}`;
  const events = planned(looking, [notDone({ rule: command.rule, because, input, now }, ruleset)]);
  return {
    events,
    after: { ...state, record: raised(state) },
    ...{ reconciles: false, put: [], drop: [], recall: [] },
    effects: events.flatMap((one) => effectOf(one, { ...input }) ?? []),
    facts: facts.used,
  };
}

/** The cards that are meant, and after which id there may be more; null where there are none. */
function found({ input, command, selection, now, facts }: Looking): {
  readonly cards: readonly Card[];
  readonly last: string | null;
} {
  const { given, further } = command;
  const candidates = facts.read(selection.candidates(given, further?.after ?? ""));
  if (selection.readsPatient) wantPatients(facts, candidates);
  const meant = selection.choose(candidates, given, { now, actor: input.actor, facts });
  const { page } = selection;
  if (page === null) return { cards: meant, last: null };
  const cards = meant.slice(0, page);
  if (cards.length < meant.length) return { cards, last: cards.at(-1)?.id ?? null };
  // What else is decided in the same transaction may have left fewer than were read.
  const maybeMore = candidates.length * 2 >= MATCHING_PAGE;
  return { cards, last: maybeMore ? (candidates.at(-1)?.id ?? null) : null };
}

const wantPatients = (facts: FactReader, cards: readonly Card[]): void =>
  facts.want(...cards.map((card) => factKey("patient", card.patient)));

/** What has been found with these: how many, and, for a digest, their names as far as it names any. */
function beyond(
  { command, selection, facts }: Looking,
  cards: readonly Card[],
  last: string | null,
): Further {
  const { turn = 0, count = 0, named: before = [] } = command.further ?? {};
  const names: Text = selection.digest ? named(before, count, cards, facts) : [];
  return { turn: turn + 1, after: last ?? "", count: count + cards.length, named: names };
}

/** The one notice of a digest; none where nothing was found. */
function toldOnce(
  { input, command, selection, now, facts }: Looking,
  { count, named: names }: Further,
): readonly NewEvent[] {
  if (!selection.digest || count === 0) return [];
  const { rule, given } = command;
  const { actor } = input;
  const env = { now, card: noCard(null), actor, event: null, trigger: null, facts };
  const firing = {
    occurrence: `digest:${input.id}`,
    effectKey: (path: string) => effectKey(rule, input.subject.id, `digest:${input.id}`, path),
  };
  const acts = selection.digest(env, { ...given, "digest.count": count }, firing);
  return acts.flatMap(({ command: act }): NewEvent[] => {
    if (act.type !== "notify") return [];
    const { type: _notify, text, ...notice } = act;
    const said: Text = [...text, ` (${count} ${count === 1 ? "card" : "cards"}): `, ...names];
    return [event("notice.queued", { ...notice, text: said })];
  });
}

function planned({ input }: Looking, events: readonly NewEvent[]): readonly PlannedEvent[] {
  const { id, subject, actor, cause, depth } = input;
  return events.map((one, n) => ({ ...one, id: `${id}/${n + 1}`, subject, actor, cause, root: id, depth }));
}

function followed({ input, command }: Looking, chosen: string, card: Card): Effect {
  const { rule, selection, given } = command;
  const subject = { kind: "card", id: card.id } as const;
  const follow = { type: "follow", rule, selection, given } as const;
  const body = { subject, command: follow, actor: ruleActor(rule) };
  return { key: `${chosen}>${card.id}`, kind: "command", subject, event: chosen, body, ...wayOf(input) };
}

/** The same look once more, from where this one ended, under the first one's name and its turn. */
function goesOn({ input, command }: Looking, chosen: string, further: Further): Effect {
  const turn = command.further?.turn ?? 0;
  const first = turn === 0 ? input.id : input.id.slice(0, -`+${turn}`.length);
  const subject = { kind: "practice", id: OWN_PRACTICE } as const;
  const body = { subject, command: { ...command, further }, actor: ruleActor(command.rule) };
  return { key: `${first}+${further.turn}`, kind: "command", subject, event: chosen, body, ...wayOf(input) };
}

const wayOf = ({ path, depth }: Input) => ({ path, depth });
