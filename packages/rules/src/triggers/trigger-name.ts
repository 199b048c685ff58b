import { hashOf } from "../hash.ts";
import type { Cursor } from "../reading/index.ts";
import type { Ground } from "../scope/index.ts";
import type { Late } from "./late.ts";

/**
 * Which trigger of which rule. Its timers are named by what it is, so that it may change places with another, and by
 * no more than must not change: a `for` made shorter goes on with the clocks there are.
 */
export interface TriggerPlace {
  /** What becomes of its timers that are found overdue, where the trigger does not say it itself. */
  readonly late?: Late;
  readonly rule: string;
  /** Where it stands now. */
  readonly index: number;
  /** Whether its clocks count what had passed before its rule was activated. */
  readonly backdate: boolean;
  /** Names that other triggers of the rule have; grows while the rule is read. */
  readonly taken: Set<string>;
}

/**
 * Names a trigger by what tells it from the others of its rule. Two that are the same in that are a fault; those of an
 * earlier version are told apart by their order.
 */
export function nameTrigger(identity: unknown, { taken }: TriggerPlace, at: Cursor, ground: Ground): string {
  const name = hashOf(identity).slice(0, 8);
  if (taken.has(name)) ground.findings.strict("trigger-twice", at, TWICE);
  let own = name;
  for (let nth = 2; taken.has(own); nth += 1) own = `${name}~${nth}`;
  taken.add(own);
  return own;
}

const TWICE = "Another trigger of this rule has the same clock: make them one, with all steps, or two rules";

/** How the keys of all timers begin that a trigger has of a card. */
export const keyOf = (kind: "rel" | "while", rule: string, name: string, card: string): string =>
  `${kind}:${rule}.${name}/${card}`;

/** The same key as the rule would have it under another id; a key of another rule stays as it is. */
export function keyUnder(key: string, from: string, to: string): string {
  const colon = key.indexOf(":") + 1;
  const own = key.startsWith(`${from}.`, colon) || key.startsWith(`${from}/`, colon);
  return own ? `${key.slice(0, colon)}${to}${key.slice(colon + from.length)}` : key;
}

/** Whose timer a key is: `rule.name`. */
export const ownerOf = (key: string): string => key.slice(key.indexOf(":") + 1, key.indexOf("/"));
