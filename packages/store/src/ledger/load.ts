import { type Card, type RecordState, type Subject, subjectKey } from "@corridor/domain";
import type { State } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { groupBy } from "../group-by.ts";
import { run, type Statement } from "../connection/statement.ts";
import { NO_CARD, type TimerRow, timerColumns, toTimer } from "./timer-row.ts";

/** Rows are locked in the order they are read in, and everyone reads them in the order of their ids. */
const cards: Statement = {
  name: "load-cards",
  text: `SELECT id, body, reconciled FROM card
    WHERE practice = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE`,
};

/**
 * A statement of its own, so that it sees what was committed while the one before waited for the locks. The
 * lock of a card guards its clocks, that of the practice those of no card.
 */
const timers: Statement = {
  name: "load-timers",
  text: `SELECT ${timerColumns} FROM timer WHERE practice = $1 AND card = ANY ($2) ORDER BY card, key`,
};

const records: Statement = {
  name: "load-records",
  text: `SELECT kind, id, body FROM record
    WHERE practice = $1 AND kind = ANY ($2) AND id = ANY ($3) ORDER BY kind, id FOR UPDATE`,
};

interface CardFound {
  readonly id: string;
  readonly body: Card;
  readonly reconciled: string | null;
}

interface RecordFound {
  readonly kind: Subject["kind"];
  readonly id: string;
  readonly body: RecordState;
}

/** Locks and reads subjects: cards by id, then records by kind and id. */
export async function load(
  client: ClientBase,
  practice: string,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, State>> {
  const ids = subjects.filter(({ kind }) => kind === "card").map(({ id }) => id);
  const others = subjects.filter(({ kind }) => kind !== "card");
  const owners = others.some(({ kind }) => kind === "practice") ? [...ids, NO_CARD] : ids;
  const [foundCards, foundTimers, foundRecords] = await Promise.all([
    ids.length > 0 ? run<CardFound>(client, cards, [practice, ids]) : none,
    owners.length > 0 ? run<TimerRow>(client, timers, [practice, owners]) : none,
    others.length > 0
      ? run<RecordFound>(client, records, [
          practice,
          others.map(({ kind }) => kind),
          others.map(({ id }) => id),
        ])
      : none,
  ]);
  const clocks = groupBy(foundTimers.rows, ({ card }) => card);
  const clocksOf = (owner: string) => (clocks.get(owner) ?? []).map(toTimer);
  const recordState = (kind: Subject["kind"], record: RecordState | null): State =>
    kind === "practice" ? { kind: "record", record, timers: clocksOf(NO_CARD) } : { kind: "record", record };
  /** A subject before its first event. */
  const nothing = ({ kind }: Subject): State =>
    kind === "card" ? { kind, card: null, timers: [], reconciled: null } : recordState(kind, null);
  const states = new Map<string, State>(subjects.map((subject) => [subjectKey(subject), nothing(subject)]));
  for (const { id, body, reconciled } of foundCards.rows)
    states.set(`card/${id}`, { kind: "card", card: body, timers: clocksOf(id), reconciled });
  for (const { kind, id, body } of foundRecords.rows) {
    // Kinds and ids are asked for apart, so a namesake of another kind may come along.
    if (states.has(`${kind}/${id}`)) states.set(`${kind}/${id}`, recordState(kind, body));
  }
  return states;
}

const none = { rows: [] };
