import type { FactKey, Instant } from "@corridor/domain";
import type { Claimed, Effect, FactMap, Judge, Verdict } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";
import { facts } from "../ledger/facts/facts.ts";
import { lock } from "../ledger/lock.ts";
import { effectColumns, type EffectRow, toEffect } from "./effect-row.ts";

/**
 * Skips what another sender is looking at; a lease that has run out means that its sender died, and its try is made
 * again. With one notice of a group go all that wait to be told with it.
 */
const lease: Statement = {
  name: "claim",
  text: `UPDATE outbox SET attempts = attempts + (lease_until IS NULL)::integer,
      lapses = lapses + (lease_until IS NOT NULL)::integer,
      lease_until = $2::timestamptz + $4::integer * interval '1 ms',
      next_at = $2::timestamptz + $4::integer * interval '1 ms'
    WHERE practice = $1 AND effect_key = ANY (ARRAY(
      WITH due AS (
        SELECT effect_key, group_key FROM outbox
        WHERE practice = $1 AND status = 'pending' AND next_at <= $2::timestamptz
        ORDER BY next_at, effect_key LIMIT $3 FOR UPDATE SKIP LOCKED
      )
      SELECT effect_key FROM due UNION ALL SELECT effect_key FROM (
        SELECT effect_key FROM outbox
        WHERE practice = $1 AND status = 'pending' AND group_key = ANY (ARRAY(SELECT group_key FROM due))
          AND (next_at <= $2::timestamptz OR (lease_until IS NULL AND body #>> '{event,data,notBefore}' IS NULL))
        FOR UPDATE SKIP LOCKED
      ) AS others
    ))
    RETURNING ${effectColumns}, attempts, turn, lapses, lease_until, queued_at`,
};

interface Row extends EffectRow {
  readonly attempts: number;
  readonly turn: number;
  readonly lapses: number;
  readonly lease_until: Instant;
  readonly queued_at: Instant;
}

/** Leases effects, the ones that have waited longest first, and judges the messages among them. See `Outbox.claim`. */
export async function claim(
  client: ClientBase,
  practice: string,
  now: Instant,
  limit: number,
  leaseMs: number,
  judge: Judge | undefined,
): Promise<readonly Claimed[]> {
  const { rows } = await run<Row>(client, lease, [practice, now, limit, leaseMs]);
  const sorted = rows.toSorted(
    (a, b) => compare(a.queued_at, b.queued_at) || compare(a.effect_key, b.effect_key),
  );
  const taken = sorted.map(({ attempts, turn, lapses, lease_until, queued_at, ...row }) => {
    return { effect: toEffect(row), queuedAt: queued_at, attempts, turn, lapses, lease: lease_until };
  });
  const messages = taken.flatMap(({ effect }) => (effect.kind === "message" ? [effect] : []));
  const verdicts = judge && messages.length > 0 ? await judged(client, practice, messages, judge) : NONE;
  await Promise.all([...verdicts].map(([key, verdict]) => noted(client, practice, key, verdict, now)));
  return taken.map((one) => ({ ...one, verdict: verdicts.get(one.effect.key) ?? null }));
}

const NONE: ReadonlyMap<string, Verdict> = new Map();
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Asks for facts until there are verdicts. What was written to a patient is locked first: see `lock`. */
async function judged(
  client: ClientBase,
  practice: string,
  messages: readonly Effect[],
  judge: Judge,
): Promise<ReadonlyMap<string, Verdict>> {
  let known: FactMap = {};
  for (;;) {
    const judgement = judge(messages, known);
    if ("verdicts" in judgement) return judgement.verdicts;
    const { needs } = judgement;
    const counted = needs.filter((key) => key.startsWith(WRITTEN));
    const [, read] = await Promise.all([
      counted.length > 0 && lock(client, practice, counted),
      facts(client, practice, needs),
    ]);
    known = { ...known, ...read };
  }
}

const WRITTEN: FactKey<"written"> = "written|";

const release: Statement = {
  name: "release",
  text: `UPDATE outbox SET recipient = $3, via = $4, released_at = $5 WHERE practice = $1 AND effect_key = $2`,
};

const putBack: Statement = {
  name: "put-back",
  text: `UPDATE outbox SET next_at = $3, error = $4, lease_until = NULL, attempts = attempts - 1,
      recipient = NULL, via = NULL, released_at = NULL
    WHERE practice = $1 AND effect_key = $2`,
};

/** One that may never leave keeps its lease until whoever claimed it has told of it. */
function noted(client: ClientBase, practice: string, key: string, verdict: Verdict, now: Instant) {
  if (verdict.leave === "never") return Promise.resolve();
  return verdict.leave === "now"
    ? run(client, release, [practice, key, verdict.patient, verdict.via, now])
    : run(client, putBack, [practice, key, verdict.at, verdict.because]);
}
