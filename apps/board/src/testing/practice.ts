import type { CardChange, CardSummary } from "@corridor/domain/board";
import type { Command, Event, EventHead, EventsFrame } from "@corridor/protocol";

/** What the in-memory practice remembers. */
export interface Practice {
  seq: number;
  readonly cards: Map<string, CardSummary>;
  readonly events: Event[];
  readonly undoable: Map<string, CardSummary>;
  readonly answered: Map<string, { status: number; body: unknown }>;
  readonly fields: Map<string, Record<string, string | number | boolean | null>>;
  readonly tasks: Map<
    string,
    { id: string; title: string; due: string | null; role: string | null; done: boolean }[]
  >;
  readonly comments: Map<string, { id: string; text: string; at: string; by: string; display: string }[]>;
  readonly appointments: Map<
    string,
    { id: string; start: string; minutes: number; provider: string; slot: null }
  >;
  /** Every socket that is open. */
  readonly sockets: Set<(text: string) => void>;
  readonly log: EventsFrame[];
}

export interface Doer {
  readonly kind: "user" | "rule";
  readonly id: string;
  readonly role: string;
  readonly display: string;
}

export function newPractice(cards: readonly CardSummary[]): Practice {
  return {
    seq: 1000,
    cards: new Map(cards.map((card) => [card.id, card])),
    ...{ events: [], undoable: new Map(), answered: new Map(), fields: new Map(), tasks: new Map() },
    ...{ comments: new Map(), appointments: new Map(), sockets: new Set(), log: [] },
  };
}

/** Appends events of one input to the history and tells every socket. */
export function append(
  practice: Practice,
  by: Doer,
  root: string,
  changed: CardSummary,
  happened: readonly { type: string; data: Record<string, unknown> }[],
): readonly Event[] {
  const from = practice.seq + 1;
  const card = { ...changed, version: changed.version + 1 };
  const events = happened.map(({ type, data }, n): Event => {
    practice.seq += 1;
    return {
      ...{
        seq: practice.seq,
        id: `${root}/${n}`,
        subject: { kind: "card", id: card.id },
        version: card.version,
      },
      ...{ type, data, actor: by, cause: n === 0 ? null : `${root}/0`, root, ruleset: "9f3c" },
      at: new Date().toISOString(),
    };
  });
  practice.events.push(...events);
  practice.cards.set(card.id, card);
  announce(practice, from, events, [card]);
  return events;
}

function announce(practice: Practice, from: number, events: readonly Event[], cards: CardChange[]): void {
  const heads = events.map(
    ({ data: _data, ruleset: _ruleset, actor: { kind, id, role }, ...head }): EventHead => ({
      ...head,
      actor: { kind, id, role },
    }),
  );
  const frame = { type: "events", from, to: practice.seq, events: heads, cards } as unknown as EventsFrame;
  practice.log.push(frame);
  for (const send of practice.sockets) send(JSON.stringify(frame));
}

export type MoveCommand = Extract<Command, { type: "move" }>;
