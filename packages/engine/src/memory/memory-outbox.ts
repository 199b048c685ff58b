import type { Instant } from "@corridor/domain";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { FactMap } from "../ports/ledger.ts";
import {
  type Claimed,
  type Judge,
  type OutboxQuery,
  type OutboxRow,
  RECEIPTS,
  type Receipt,
  type Settled,
  type Verdict,
} from "../ports/outbox.ts";
import { messageIn, noticeIn } from "../step/effects.ts";
import { factOf } from "./memory-facts.ts";
import type { MemoryPractice, StoredEffect } from "./memory-state.ts";

/** See `Outbox.claim`. */
export function claim(
  practice: MemoryPractice,
  now: Instant,
  limit: number,
  leaseMs: number,
  judge?: Judge,
): readonly Claimed[] {
  const all = [...practice.outbox.values()];
  const free = all.filter(
    (row) =>
      row.status === "pending" && row.nextAt <= now && (row.leaseUntil === null || row.leaseUntil <= now),
  );
  const due = free.slice(0, limit);
  const groups = new Set(due.flatMap(({ effect }) => noticeIn(effect)?.group?.key ?? []));
  const others = all.filter((row) => {
    const notice = noticeIn(row.effect);
    const waits = row.status === "pending" && row.leaseUntil === null && notice?.notBefore === null;
    return (waits || free.includes(row)) && groups.has(notice?.group?.key ?? "") && !due.includes(row);
  });
  const taken = [...due, ...others];
  const verdicts = judge ? judged(practice, taken, judge) : new Map<string, Verdict>();
  const lease = fromEpochMs(toEpochMs(now) + leaseMs);
  return taken.map((row) => {
    if (row.leaseUntil === null) row.attempts += 1;
    else row.lapses += 1;
    row.leaseUntil = lease;
    const { effect, queuedAt, attempts, turn, lapses } = row;
    const verdict = verdicts.get(effect.key) ?? null;
    if (verdict) note(row, verdict, now);
    return { effect, queuedAt, attempts, turn, lapses, lease, verdict };
  });
}

function judged(practice: MemoryPractice, rows: readonly StoredEffect[], judge: Judge) {
  const messages = rows.flatMap(({ effect }) => (messageIn(effect) ? [effect] : []));
  let facts: FactMap = {};
  for (;;) {
    const judgement = judge(messages, facts);
    if ("verdicts" in judgement) return judgement.verdicts;
    const read = judgement.needs.map((key) => [key, factOf(practice, key)]);
    facts = { ...facts, ...Object.fromEntries(read) };
  }
}

function note(row: StoredEffect, verdict: Verdict, now: Instant): void {
  if (verdict.leave === "now") row.released = { patient: verdict.patient, via: verdict.via, at: now };
  if (verdict.leave === "later") giveBack(row, verdict.at, verdict.because);
}

function giveBack(row: StoredEffect, nextAt: Instant, error: string): void {
  Object.assign(row, { nextAt, error, leaseUntil: null, attempts: row.attempts - 1, released: null });
}

/** See `Outbox.settle`. */
export function settle({ outbox, inbox }: MemoryPractice, now: Instant, outcomes: readonly Settled[]): void {
  for (const outcome of outcomes) {
    const row = outbox.get(outcome.key);
    if (outcome.how === "sent" && outcome.inbox && !inbox.has(outcome.key))
      inbox.set(outcome.key, outcome.inbox);
    if (!row || row.status === "sent") continue;
    if ("lease" in outcome && row.leaseUntil !== outcome.lease) continue;
    if (outcome.how === "held") giveBack(row, outcome.at, outcome.error);
    else if (outcome.how === "again")
      Object.assign(row, { nextAt: outcome.at, error: outcome.error, leaseUntil: null });
    else if (outcome.how === "dead")
      Object.assign(row, { status: "dead", error: outcome.error, leaseUntil: null });
    else {
      const { provider = null, address = null } = outcome;
      Object.assign(row, { status: "sent", sentAt: now, provider, address, error: null, leaseUntil: null });
    }
  }
}

/** See `Outbox.nextSend`. */
export const nextSend = ({ outbox }: MemoryPractice): Instant | null =>
  [...outbox.values()].reduce<Instant | null>((first, row) => {
    if (row.status !== "pending") return first;
    const at = row.leaseUntil !== null && row.leaseUntil > row.nextAt ? row.leaseUntil : row.nextAt;
    return first === null || at < first ? at : first;
  }, null);

/** See `Outbox.outbox`. */
export function rowsOf({ outbox }: MemoryPractice, query: OutboxQuery): readonly OutboxRow[] {
  const { status, keys, limit } = query;
  return [...outbox.values()]
    .filter((row) => status === undefined || row.status === status)
    .filter(({ effect }) => keys === undefined || keys.includes(effect.key))
    .toSorted((a, b) => (a.queuedAt + a.effect.key < b.queuedAt + b.effect.key ? 1 : -1))
    .slice(0, limit)
    .map(shown);
}

const shown = ({ released, leaseUntil, address: _mark, ...row }: StoredEffect): OutboxRow => {
  return { ...row, leased: leaseUntil !== null, via: released?.via ?? null };
};

/** See `Outbox.receive`. */
export function receive({ outbox }: MemoryPractice, key: string, { word, error }: Receipt): void {
  const row = outbox.get(key);
  if (row?.status !== "sent" || rank(word) <= rank(row.receipt)) return;
  Object.assign(row, { receipt: word, error, ...(error === null ? {} : { status: "dead" }) });
}

const rank = (word: string | null): number => RECEIPTS.indexOf(word as Receipt["word"]);

/** See `Outbox.lastTo`. */
export function lastTo({ outbox }: MemoryPractice, address: string): OutboxRow | null {
  const sent = [...outbox.values()].filter((row) => row.address === address && row.sentAt !== null);
  const last = sent.toSorted((a, b) => ((a.sentAt ?? "") < (b.sentAt ?? "") ? 1 : -1))[0];
  return last ? shown(last) : null;
}
