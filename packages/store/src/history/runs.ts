import type { Instant } from "@corridor/domain";
import type { Burst, CardRuns, RunCount } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";

/** One look into the index a rule: however long the history is, only the rows that are asked for are read. */
const counted: Statement = {
  name: "runs",
  text: `SELECT asked.rule, found.outcome, found.count, found.last
    FROM unnest($2::text[]) AS asked (rule), LATERAL (
      SELECT f.outcome, count(*)::integer AS count, max(f.at) AS last FROM rule_run f
      WHERE f.practice = $1 AND f.rule = asked.rule AND f.at >= $3::timestamptz GROUP BY f.outcome OFFSET 0
    ) AS found`,
};

/** What became of rules since an instant. */
export async function runs(
  client: ClientBase,
  practice: string,
  rules: readonly string[],
  since: Instant,
): Promise<readonly RunCount[]> {
  const { rows } = await run<RunCount>(client, counted, [practice, rules, since]);
  return rows.map(({ rule, outcome, count, last }) => ({ rule, outcome, count, last }));
}

const onCards: Statement = {
  name: "busiest",
  text: `SELECT DISTINCT ON (f.rule) f.rule, d.subject_id AS card, count(*)::integer AS count
    FROM rule_run f JOIN decision d ON d.practice = f.practice AND d.id = f.decision
    WHERE f.practice = $1 AND f.rule = ANY ($2::text[]) AND f.at >= $3::timestamptz AND f.outcome = 'fired'
      AND d.subject_kind = 'card' AND d.body #>> '{input,actor,kind}' <> 'user'
    GROUP BY f.rule, d.subject_id ORDER BY f.rule, count(*) DESC, d.subject_id`,
};

/** The card on which each rule fired most since an instant, without a person's own input. */
export async function busiest(
  client: ClientBase,
  practice: string,
  rules: readonly string[],
  since: Instant,
): Promise<readonly CardRuns[]> {
  const { rows } = await run<CardRuns>(client, onCards, [practice, rules, since]);
  return rows.map(({ rule, card, count }) => ({ rule, card, count }));
}

const crowded: Statement = {
  name: "bursts",
  text: `SELECT rule, max(at) AS at FROM (
      SELECT f.rule, f.at, lag(f.at, $5::integer) OVER (PARTITION BY f.rule ORDER BY f.at, f.decision, f.n) AS first
      FROM rule_run f
      WHERE f.practice = $1 AND f.rule = ANY ($2::text[]) AND f.at >= $3::timestamptz AND f.outcome = ANY ($4::text[])
    ) AS one WHERE first >= at - $6::integer * interval '1 millisecond' GROUP BY rule`,
};

/** By rule, when it last had come to a burst of runs since an instant. */
export async function bursts(
  client: ClientBase,
  practice: string,
  rules: readonly string[],
  since: Instant,
  { outcomes, many, withinMs }: Burst,
): Promise<ReadonlyMap<string, Instant>> {
  const asked = [practice, rules, since, outcomes, many - 1, withinMs];
  const { rows } = await run<{ readonly rule: string; readonly at: Instant }>(client, crowded, asked);
  return new Map(rows.map(({ rule, at }) => [rule, at]));
}
