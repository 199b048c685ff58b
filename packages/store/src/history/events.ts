import type { Event } from "@corridor/domain";
import type { HistoryQuery } from "@corridor/engine/ports";
import { and, asc, eq, gt, inArray, lte } from "drizzle-orm";
import type { ClientBase } from "pg";
import type { Database } from "../connection/database.ts";
import { queries } from "../connection/query.ts";
import { run, type Statement } from "../connection/statement.ts";
import { type EventRow, eventColumns, toEvent } from "../ledger/event-row.ts";
import { event } from "../schema.ts";

/** Events in the order of seq. A rule's events are those it did itself and those its clocks did. */
export async function events(
  client: ClientBase,
  practice: string,
  query: HistoryQuery,
): Promise<readonly Event[]> {
  const { after, until, card, subject, rule, actor, type, limit } = query;
  const rows = await queries(client)
    .select()
    .from(event)
    .where(
      and(
        eq(event.practice, practice),
        after === undefined ? undefined : gt(event.seq, after),
        until === undefined ? undefined : lte(event.seq, until),
        card === undefined ? undefined : and(eq(event.subject_kind, "card"), eq(event.subject_id, card)),
        subject && and(eq(event.subject_kind, subject.kind), eq(event.subject_id, subject.id)),
        rule === undefined
          ? undefined
          : and(eq(event.actor_id, rule), inArray(event.actor_kind, ["rule", "timer"])),
        actor === undefined ? undefined : eq(event.actor_id, actor),
        type === undefined ? undefined : eq(event.type, type),
      ),
    )
    .orderBy(asc(event.seq))
    .limit(limit);
  return rows.map((row) => toEvent(row as EventRow));
}

const PAGE = 2_000;

const page: Statement = {
  name: "walk",
  text: `SELECT ${eventColumns} FROM event WHERE practice = $1 AND seq > $2 AND seq <= $3 ORDER BY seq`,
};

/**
 * All events up to a number, in pages. They never change, so pages need no common snapshot, and the next one is
 * fetched while the reader is busy with this one.
 */
export async function* walk(
  database: Database,
  practice: string,
  until: number,
): AsyncIterable<readonly Event[]> {
  const fetched = (from: number) => {
    const to = Math.min(from + PAGE, until);
    const rows = database.read(practice, (client) => run<EventRow>(client, page, [practice, from, to]));
    // A reader who stops early never looks at this one.
    rows.catch(() => undefined);
    return rows;
  };
  let ahead = fetched(0);
  for (let from = PAGE; ; from += PAGE) {
    const { rows } = await ahead;
    if (rows.length === 0) return;
    if (from < until) ahead = fetched(from);
    yield rows.map(toEvent);
    if (from >= until) return;
  }
}
