import type { Card, Event, FieldValue } from "@corridor/domain";
import type { Trace, Watch } from "@corridor/engine";
import type { Ruleset } from "@corridor/rules";
import type { CardRow } from "@corridor/engine/ports";
import { actionOf, plainOf, type Plain, refsIn, type Texts } from "./actions.ts";
import { PRACTICE, type World } from "./world.ts";

/** All that a step's expectations may look at. */
export interface Happened {
  readonly ruleset: Ruleset;
  readonly zone: string;
  /** Looks at rules since the step began, and since the test began. */
  readonly traces: readonly Trace[];
  readonly allTraces: readonly Trace[];
  readonly events: readonly Event[];
  readonly allEvents: readonly Event[];
  /** Why the step was refused; null when it was not. */
  readonly refused: string | null;
  /** Actions of rules that fired, as their authors wrote them. */
  readonly actions: readonly Plain[];
  readonly messages: readonly Plain[];
  /** What staff were told; `card` is null where it is of many. */
  readonly notices: readonly Plain[];
  readonly cards: ReadonlyMap<string, CardRow>;
  readonly seen: (card: Card) => Plain;
}

/** What a step began from. */
export interface Mark {
  readonly events: number;
  readonly sent: number;
}

export interface Past {
  readonly traces: Trace[];
}

export async function markOf({ store, outside }: World): Promise<Mark> {
  return { events: (await store.head(PRACTICE)).seq, sent: outside.sent.length };
}

export async function happened(
  world: World,
  watch: Watch,
  past: Past,
  mark: Mark,
  refused: string | null,
): Promise<Happened> {
  const { store, outside, ruleset } = world;
  const news = await watch.news(PRACTICE, store, world.rulesetOf);
  const traces = news.flatMap((one) => one.traces);
  past.traces.push(...traces);
  const allEvents = await store.events(PRACTICE, { limit: Number.MAX_SAFE_INTEGER });
  const rows = await store.cards(PRACTICE);
  const commands = traces.flatMap(({ outcome, acts }) =>
    outcome === "fired" ? acts.map(({ command }) => command) : [],
  );
  const sent = outside.sent.slice(mark.sent);
  const events = allEvents.slice(mark.events);
  const told = events.flatMap((one) => (one.type === "notice.queued" ? [noticeOf(one)] : []));
  const patients = new Map(
    await Promise.all(
      rows.map(async ({ card }) => {
        const record = await store.record(PRACTICE, { kind: "patient", id: card.patient });
        return [card.patient, record && "fields" in record ? record.fields : {}] as const;
      }),
    ),
  );
  const texts = await store.unseal(
    PRACTICE,
    refsIn([commands, sent, told, rows.map(({ card }) => card), [...patients.values()]]),
  );
  return {
    ...{ ruleset, zone: ruleset.practice.timezone, traces, allTraces: past.traces, refused },
    ...{ events, allEvents },
    actions: commands.map((command) => actionOf(command, texts)),
    messages: sent.map(({ card, data }) => {
      const { effect: _effect, notBefore: _notBefore, notAfter: _notAfter, ...said } = data;
      return plainOf({ ...said, card }, texts) as Plain;
    }),
    notices: told.map((one) => plainOf(one, texts) as Plain),
    cards: new Map(rows.map((row) => [row.card.id, row])),
    seen: (card) => seenOf(card, patients.get(card.patient) ?? {}, ruleset, texts),
  };
}

const noticeOf = ({ subject, data }: Extract<Event, { type: "notice.queued" }>): Plain => {
  const { to, via, text } = data;
  return { role: to.role, user: to.person, via, text, card: subject.kind === "card" ? subject.id : null };
};

/** A card as a test sees it: its place, its fields with their defaults, its patient's record. */
function seenOf(
  card: Card,
  patient: Readonly<Record<string, FieldValue>>,
  { practice }: Ruleset,
  texts: Texts,
): Plain {
  const { stage, state, type, location, assignee, role, labels, tasks, comments, appointment } = card;
  const fields = Object.entries(practice.fields).map(([name, { default: usual }]) => {
    const shared = name.startsWith("patient.") ? patient[name.slice("patient.".length)] : undefined;
    return [name, shared ?? card.fields[name] ?? usual] as const;
  });
  const open = tasks.map(({ title, due, role: whose, checklist = null, done }) => ({
    ...{ title, due, role: whose, checklist, done },
  }));
  return plainOf(
    {
      ...Object.fromEntries(fields),
      ...{
        stage,
        state,
        place: `${stage}.${state}`,
        type,
        location,
        assignee,
        role,
        labels,
        tasks: open,
        comments,
      },
      ...{ "patient.id": card.patient, "appointment.start": appointment?.start ?? null },
      "appointment.provider": appointment?.provider ?? null,
    },
    texts,
  ) as Plain;
}
