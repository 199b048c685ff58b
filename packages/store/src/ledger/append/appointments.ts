import { type Card, timesOf } from "@corridor/domain";
import type { ClientBase } from "pg";
import { run, type Statement } from "../../connection/statement.ts";

const free: Statement = {
  name: "free-appointments",
  text: "DELETE FROM appointment WHERE practice = $1 AND card = ANY ($2)",
};

const book: Statement = {
  name: "book-appointments",
  text: `INSERT INTO appointment (practice, card, id, provider, starts_at, ends_at, slot, offered)
    SELECT $1, card, id, provider, start, start + minutes * interval '1 minute', slot, offered
    FROM json_to_recordset($2::json) AS a (card text, id text, provider text, start timestamptz, minutes integer, slot text,
      offered boolean)`,
};

/** All old times first, so that two cards may change places in one batch. */
export function writeAppointments(
  client: ClientBase,
  practice: string,
  cards: readonly Card[],
): readonly Promise<unknown>[] {
  const booked = cards.flatMap((card) =>
    timesOf(card).map(({ appointment, offered }) => ({ card: card.id, ...appointment, offered })),
  );
  return [
    ...(cards.length > 0 ? [run(client, free, [practice, cards.map(({ id }) => id)])] : []),
    ...(booked.length > 0 ? [run(client, book, [practice, JSON.stringify(booked)])] : []),
  ];
}
