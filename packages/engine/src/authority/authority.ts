import {
  type Actor,
  type Card,
  type Event,
  type Rejection,
  type RejectionCode,
  reject,
  type Subject,
} from "@corridor/domain";
import { canonicalJson, type Ruleset } from "@corridor/rules";
import { LedgerConflict } from "../ports/conflict.ts";
import type { Effect, Input, Ledger, State } from "../ports/ledger.ts";
import { type Request, type Result, runBatch } from "./batch.ts";
import { Foresight } from "./foresight.ts";
import { Pipeline } from "./pipeline.ts";
import { sha256Hex } from "../step/effect-key.ts";
import { seal } from "./seal.ts";

const MOST_TRIES = 5;

/** What somebody asks. Text in it is plain; it is sealed before anything else sees it. */
export interface Asked {
  /** The input's id; the caller makes it (Idempotency-Key, timer key, effect key, or a new uuid v7). */
  readonly id: string;
  readonly subject: Subject;
  readonly actor: Actor;
  readonly ask: Input["ask"];
  readonly expected?: number | null;
  readonly cause?: string | null;
  readonly path?: readonly string[];
  readonly depth?: number;
  /** True for an Idempotency-Key of a sender. */
  readonly keyed?: boolean;
}

export type Executed =
  | {
      readonly ok: true;
      readonly repeated: boolean;
      /** Last seq this step wrote; null when it changed nothing. */
      readonly seq: number | null;
      readonly version: number;
      readonly events: readonly Event[];
      /** The subject after the step; null for a repeat, whose subject may have moved on. */
      readonly after: State | null;
    }
  | { readonly ok: false; readonly code: RejectionCode; readonly because: string };

/** What one commit left, handed on after it: to the crier, and to those who send effects and watch clocks. */
export interface Commit {
  readonly practice: string;
  readonly events: readonly Event[];
  readonly after: readonly State[];
  readonly effects: readonly Effect[];
  /** True when clocks were armed or dropped: the next instant to wake at may have changed. */
  readonly clocks: boolean;
}

export interface AuthorityPorts {
  readonly ledger: Ledger;
  /** The compiled ruleset of a hash. */
  rulesetOf(practice: string, hash: string): Promise<Ruleset>;
  /** The active ruleset, for knowing which fields are protected; null before the first activation. */
  activeRuleset(practice: string): Promise<Ruleset | null>;
  /** A keyed digest of the practice: names sealed texts. */
  fingerprint(practice: string, text: string): string;
  /** Version of the time zone data in use. */
  readonly tzdata: string;
  /** Told after each commit, in the order of commits. Must not throw. */
  committed(commit: Commit): void;
  /** The platform's own sha-256 in hex, which is faster than the pure one that stands in for it. */
  sha256?(text: string): string;
  /** A card as this node last saw it, for guessing what will be asked of it; absent where nobody remembers. */
  glance?(practice: string, card: string): Card | null;
}

export interface Authority {
  execute(practice: string, asked: Asked): Promise<Executed>;
}

/** The one way in: for people, rules' commands, timers, answers and imports alike. */
export function createAuthority(ports: AuthorityPorts): Authority {
  const pipelines = new Map<string, Pipeline<Request, Result>>();

  const pipelineOf = (practice: string): Pipeline<Request, Result> => {
    const known = pipelines.get(practice);
    if (known) return known;
    const batchPorts = {
      rulesetOf: (hash: string) => ports.rulesetOf(practice, hash),
      tzdata: ports.tzdata,
      sha256: ports.sha256 ?? sha256Hex,
      foresight: new Foresight(),
      glance: ({ kind, id }: Subject) => (kind === "card" && ports.glance?.(practice, id)) || null,
    };
    const made = new Pipeline<Request, Result>(async (requests) => {
      const results = await untilTrue(() =>
        ports.ledger.transact(practice, (tx) => runBatch(tx, requests, batchPorts)),
      );
      const commit = commitOf(practice, results);
      if (commit) ports.committed(commit);
      return results;
    });
    pipelines.set(practice, made);
    return made;
  };

  return {
    async execute(practice, asked) {
      const request = await sealedRequest(ports, practice, asked);
      return answer(await pipelineOf(practice).submit(request));
    },
  };
}

/** Another node's commit can make a plan untrue that no lock could hold: then it is read and planned anew. */
async function untilTrue<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (fault) {
      if (!(fault instanceof LedgerConflict) || tries === MOST_TRIES) throw fault;
    }
  }
}

async function sealedRequest(ports: AuthorityPorts, practice: string, asked: Asked): Promise<Request> {
  const { id, subject, actor, expected = null, cause = null, path = [], depth = 0, keyed = false } = asked;
  const given = { id, subject, actor, expected, cause, path, depth, keyed };
  if (!("command" in asked.ask)) return { input: { ...given, ask: asked.ask, fingerprint: "" }, sealed: [] };
  const types = (await ports.activeRuleset(practice))?.practice ?? { fields: {}, events: {} };
  const { command, sealed } = seal(subject, asked.ask.command, types, (text) =>
    ports.fingerprint(practice, text),
  );
  const fingerprint = keyed ? ports.fingerprint(practice, canonicalJson([subject, actor, asked.ask])) : "";
  return { input: { ...given, ask: { command }, fingerprint }, sealed };
}

function answer(result: Result): Executed {
  if (result.kind === "key-reused")
    return refusal(reject("key_reused", "This key was used for another request"));
  const { outcome } = result.decision;
  if (!outcome.ok) return { ok: false, code: outcome.code, because: outcome.because };
  const { events } = result;
  const seq = events.at(-1)?.seq ?? null;
  const after = result.kind === "decided" ? result.decision.after : null;
  return {
    ok: true,
    repeated: result.kind === "repeated" || !result.first,
    seq,
    version: outcome.version,
    events,
    after,
  };
}

const refusal = ({ code, because }: Rejection): Executed => ({ ok: false, code, because });

function commitOf(practice: string, results: readonly Result[]): Commit | null {
  const decided = results.flatMap((result) => (result.kind === "decided" && result.first ? [result] : []));
  const events = decided.flatMap((result) => result.events);
  const effects = decided.flatMap((result) => result.decision.effects);
  const clocks = decided.some(({ decision }) => decision.put.length > 0 || decision.drop.length > 0);
  if (events.length === 0 && effects.length === 0 && !clocks) return null;
  const after = decided.filter(({ decision }) => decision.outcome.ok).map(({ decision }) => decision.after);
  return { practice, events, after, effects, clocks };
}
