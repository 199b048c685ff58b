import type { Event, Instant, PlannedEvent } from "@corridor/domain";
import type { Appended, Decision } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { run, type Statement } from "../../connection/statement.ts";
import { toKept } from "../recorded.ts";
import { versionOf } from "./batch.ts";

/**
 * The last statement of a transaction. Taking the counter's row makes the order of commits the order of numbers;
 * numbers come from the row itself, so a transaction that rolls back leaves no gap. `at` never falls.
 */
const number: Statement = {
  name: "number-history",
  text: `WITH counted AS (
      UPDATE counter SET seq = seq + $3, at = CASE WHEN $3 = 0 THEN at ELSE greatest(at, $2::timestamptz) END
      WHERE practice = $1 RETURNING seq - $3 AS base, greatest(at, $2::timestamptz) AS at
    ), decided AS (
      INSERT INTO decision (practice, id, subject_kind, subject_id, after_seq, first_seq, last_seq, at, body)
      SELECT $1, d.id, d.kind, d.subject, base + d.after, base + d.first, base + d.last, counted.at, d.body
      FROM counted, json_to_recordset($4::json) AS d (id text, kind text, subject text, after integer, first integer,
        last integer, body jsonb)
    ), happened AS (
      INSERT INTO event (practice, seq, id, subject_kind, subject_id, version, type, data, actor_kind, actor_id, actor_role,
        cause, root, depth, ruleset, at)
      SELECT $1, base + e.n, e.id, e.kind, e.subject, e.version, e.type, e.data, e.actor, e.by, e.role,
        e.cause, e.root, e.depth, e.ruleset, counted.at
      FROM counted, json_to_recordset($5::json) AS e (n integer, id text, kind text, subject text, version integer,
        type text, data jsonb, actor text, by text, role text, cause text, root text, depth integer, ruleset text)
    )
    SELECT base, at FROM counted`,
};

interface Numbered {
  readonly base: number;
  readonly at: Instant;
}

/**
 * Writes decisions and events under the practice's counter, and says what the events have become. Not an async
 * function: when it returns, the statement is on its way, and a commit may be sent behind it.
 */
export function writeHistory(
  client: ClientBase,
  practice: string,
  decisions: readonly Decision[],
  now: Instant,
): Promise<Appended> {
  const starts = runningTotal(decisions.map(({ events }) => events.length));
  const count = decisions.reduce((sum, { events }) => sum + events.length, 0);
  const decided = decisions.map((decision, n) => decisionRow(decision, starts[n] ?? 0));
  const happened = decisions.flatMap((decision, n) =>
    decision.events.map((event, m) => eventRow(event, decision, (starts[n] ?? 0) + m + 1)),
  );
  const values = [practice, now, count, JSON.stringify(decided), JSON.stringify(happened)];
  return run<{ base: number; at: Instant }>(client, number, values).then(({ rows: [numbered] }) => {
    if (!numbered) throw new Error("there is no such practice");
    return { events: decisions.map((decision, n) => happenedIn(decision, starts[n] ?? 0, numbered)) };
  });
}

function happenedIn(decision: Decision, start: number, { base, at }: Numbered): readonly Event[] {
  const { ruleset } = decision;
  return decision.events.map((event, n) => {
    return { ...event, seq: base + start + n + 1, version: versionOf(decision), ruleset, at };
  });
}

/** The sums before each member. */
function runningTotal(lengths: readonly number[]): readonly number[] {
  let sum = 0;
  return lengths.map((length) => (sum += length) - length);
}

function decisionRow(decision: Decision, start: number) {
  const { input, events } = decision;
  const span =
    events.length > 0 ? { first: start + 1, last: start + events.length } : { first: null, last: null };
  const { kind, id: subject } = input.subject;
  return { id: input.id, kind, subject, after: start, ...span, body: toKept(decision) };
}

function eventRow(event: PlannedEvent, decision: Decision, n: number) {
  const { id, subject, type, data, actor, cause, root, depth } = event;
  return {
    ...{ n, id, kind: subject.kind, subject: subject.id, version: versionOf(decision), type, data },
    ...{ actor: actor.kind, by: actor.id, role: actor.role, cause, root, depth, ruleset: decision.ruleset },
  };
}
