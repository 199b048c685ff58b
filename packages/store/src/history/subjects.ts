import type { Card, RecordState, Subject } from "@corridor/domain";
import type { CardRow } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { groupBy } from "../group-by.ts";
import { run, type Statement } from "../connection/statement.ts";
import { NO_CARD, type Timer, type TimerRow, timerColumns, toTimer } from "../ledger/timer-row.ts";

const allCards: Statement = {
  name: "cards",
  text: "SELECT body, reconciled FROM card WHERE practice = $1 ORDER BY id",
};
const allTimers: Statement = {
  name: "timers",
  text: `SELECT ${timerColumns} FROM timer WHERE practice = $1 ORDER BY card, key`,
};

interface CardFound {
  readonly body: Card;
  readonly reconciled: string | null;
}

/** Every card with its clocks. Two plain scans and a map here are faster than a sub-query per card there. */
export async function cards(client: ClientBase, practice: string): Promise<readonly CardRow[]> {
  const [found, clocks] = await Promise.all([
    run<CardFound>(client, allCards, [practice]),
    run<TimerRow>(client, allTimers, [practice]),
  ]);
  const byCard = groupBy(clocks.rows, (row) => row.card);
  return found.rows.map(({ body, reconciled }) => {
    const timers = (byCard.get(body.id) ?? []).map(toTimer);
    return { card: body, timers, reconciled };
  });
}

const oneCard: Statement = {
  name: "card",
  text: "SELECT body, reconciled FROM card WHERE practice = $1 AND id = $2",
};
const itsTimers: Statement = {
  name: "card-timers",
  text: `SELECT ${timerColumns} FROM timer WHERE practice = $1 AND card = $2 ORDER BY key`,
};

export async function card(client: ClientBase, practice: string, id: string): Promise<CardRow | null> {
  const [found, clocks] = await Promise.all([
    run<CardFound>(client, oneCard, [practice, id]),
    run<TimerRow>(client, itsTimers, [practice, id]),
  ]);
  const [row] = found.rows;
  return row ? { card: row.body, timers: clocks.rows.map(toTimer), reconciled: row.reconciled } : null;
}

/** Those that belong to no card. */
export async function clocks(client: ClientBase, practice: string): Promise<readonly Timer[]> {
  return (await run<TimerRow>(client, itsTimers, [practice, NO_CARD])).rows.map(toTimer);
}

const ofKind: Statement = {
  name: "records",
  text: "SELECT body FROM record WHERE practice = $1 AND kind = $2 ORDER BY id",
};

export async function records(
  client: ClientBase,
  practice: string,
  kind: Subject["kind"],
): Promise<readonly RecordState[]> {
  const { rows } = await run<{ body: RecordState }>(client, ofKind, [practice, kind]);
  return rows.map(({ body }) => body);
}

const oneRecord: Statement = {
  name: "record",
  text: "SELECT body FROM record WHERE practice = $1 AND kind = $2 AND id = $3",
};

export async function record(
  client: ClientBase,
  practice: string,
  { kind, id }: Subject,
): Promise<RecordState | null> {
  const { rows } = await run<{ body: RecordState }>(client, oneRecord, [practice, kind, id]);
  return rows[0]?.body ?? null;
}
