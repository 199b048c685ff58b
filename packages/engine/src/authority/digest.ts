import { canonicalJson } from "@corridor/rules";
import type { Decision } from "../ports/ledger.ts";
import { sha256Hex } from "../step/effect-key.ts";

/** What of a decision is kept and must never change. */
export type Kept = Omit<Decision, "after" | "sealed" | "runs" | "digest">;

/** The parts of a decision that are fingerprinted each for itself, so that a change can be told by name. */
export const DIGEST_PARTS = ["input", "facts", "events", "clocks", "effects", "outcome"] as const;
export type DigestPart = (typeof DIGEST_PARTS)[number];

/** sha-256 of a text, in hex. */
export type Sha256 = (text: string) => string;

/** The fingerprint of a decision, part by part: recomputed from the ledger it shows which part was changed there. */
export function digestOf(kept: Kept, sha256: Sha256 = sha256Hex): string {
  const { input, now, ruleset, engine, tzdata, facts, outcome, events, put, drop, effects, recall } = kept;
  const parts: Record<DigestPart, unknown> = {
    input: [input, now, ruleset, engine, tzdata],
    facts,
    events: events.map(bare),
    clocks: [put, drop],
    effects: [effects, recall],
    outcome,
  };
  return DIGEST_PARTS.map((part) => sha256(canonicalJson(parts[part])).slice(0, 32)).join(".");
}

/** The parts in which two fingerprints differ. */
export function differingParts(a: string, b: string): readonly DigestPart[] {
  const [left, right] = [a.split("."), b.split(".")];
  return DIGEST_PARTS.filter((_, n) => left[n] !== right[n]);
}

/** An event without what the ledger adds to it. */
function bare(event: Decision["events"][number]): unknown {
  const { id, subject, type, data, actor, cause, root, depth } = event;
  return [id, subject, type, data, actor, cause, root, depth];
}
