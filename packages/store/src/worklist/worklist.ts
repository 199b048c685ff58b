import type { Instant } from "@corridor/domain";
import type { Worklist } from "@corridor/engine/ports";
import type { Database } from "../connection/database.ts";
import { run, type Statement } from "../connection/statement.ts";
import { type TimerRow, timerColumns, toTimer } from "../ledger/timer-row.ts";
import { deliver, inbox } from "./inbox.ts";
import { claim } from "./claim.ts";
import { lastTo, nextSend, rowsOf } from "./rows.ts";
import { receive, settle } from "./settle.ts";

/** Clocks of a paused rule stand until it is resumed. */
const running = `rule <> ALL (ARRAY(
    SELECT jsonb_object_keys(r.body -> 'paused') FROM record r
    WHERE r.practice = $1 AND r.kind = 'practice' AND r.id = $1
  ))`;

const dueTimers: Statement = {
  name: "due",
  text: `SELECT ${timerColumns} FROM timer
    WHERE practice = $1 AND due_at <= $2 AND ${running} ORDER BY due_at, key LIMIT $3`,
};

const next: Statement = {
  name: "next-due",
  text: `SELECT due_at FROM timer
    WHERE practice = $1 AND due_at IS NOT NULL AND ${running} ORDER BY due_at, key LIMIT 1`,
};

/** Clocks that are due and effects that may be sent. */
export function createWorklist(database: Database): Worklist {
  return {
    due: (practice, now, limit) =>
      database.read(practice, async (client) =>
        (await run<TimerRow>(client, dueTimers, [practice, now, limit])).rows.map(toTimer),
      ),
    nextDue: (practice) =>
      database.read(practice, async (client) => {
        const { rows } = await run<{ due_at: Instant }>(client, next, [practice]);
        return rows[0]?.due_at ?? null;
      }),
    claim: (practice, now, limit, leaseMs, judge) =>
      database.write(practice, (client) => claim(client, practice, now, limit, leaseMs, judge)),
    settle: (practice, now, outcomes) =>
      database.write(practice, (client) => settle(client, practice, now, outcomes)),
    nextSend: (practice) => database.read(practice, (client) => nextSend(client, practice)),
    outbox: (practice, query) => database.read(practice, (client) => rowsOf(client, practice, query)),
    receive: (practice, key, receipt) =>
      database.write(practice, (client) => receive(client, practice, key, receipt)),
    lastTo: (practice, address) => database.read(practice, (client) => lastTo(client, practice, address)),
    deliver: (practice, item) => database.write(practice, (client) => deliver(client, practice, item)),
    inbox: (practice, who) => database.read(practice, (client) => inbox(client, practice, who)),
    now: () => database.now(),
  };
}
