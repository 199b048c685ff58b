import { type Card, type FactKey, type FactKind, factKey, factParts } from "@corridor/domain";
import type { FactMap, Input, State } from "../ports/ledger.ts";

/** Kinds of inputs remembered; there are as many as ways to go from a place to another, and rules with clocks. */
const MOST_KINDS = 2_000;

/**
 * What may be guessed: facts that are asked by names alone. Where a key holds a time or a number, a step asks only after
 * it has looked at them; a guess would put to the ledger whatever somebody sent.
 */
const GUESSED: ReadonlySet<FactKind> = new Set(["wip", "gap", "patient", "person", "pool", "cards"]);

/** A fact's key with what stood for the card or the command taken out of it. */
interface Pattern {
  readonly kind: FactKind;
  readonly args: readonly { readonly of: string | null; readonly text: string }[];
}

/**
 * Guesses which facts an input will need from what the last one like it has read, so that they are read in the round
 * trip that loads its card. A guess is never believed: a step still asks for what it misses, and a fact that was read
 * in vain stands in no decision.
 */
export class Foresight {
  readonly #patterns = new Map<string, readonly Pattern[]>();

  /** The facts the input will likely need. `card` is the card as it was last seen; it may have moved on since. */
  keysOf(input: Input, card: Card | null): readonly FactKey[] {
    const patterns = this.#patterns.get(kindOf(input, card)) ?? [];
    if (patterns.length === 0) return [];
    const values = valuesOf(input, card);
    return patterns.map(({ kind, args }) =>
      factKey(kind, ...args.map(({ of, text }) => (of === null ? text : (values.get(of) ?? "")))),
    );
  }

  /** Remembers what a step on this state has read. */
  learn(input: Input, state: State, facts: FactMap): void {
    const card = state.kind === "card" ? state.card : null;
    const names = new Map([...valuesOf(input, card)].map(([name, value]) => [value, name]));
    const patterns = (Object.keys(facts) as FactKey[]).flatMap((key): Pattern[] => {
      const [kind, ...args] = factParts(key);
      if (!GUESSED.has(kind)) return [];
      return [{ kind, args: args.map((text) => ({ of: (text && names.get(text)) || null, text })) }];
    });
    if (this.#patterns.size >= MOST_KINDS) this.#patterns.clear();
    this.#patterns.set(kindOf(input, card), patterns);
  }
}

/** Inputs of one kind do alike: the same command from the same place to the same place, or a clock of the same rule. */
function kindOf({ ask }: Input, card: Card | null): string {
  if ("timer" in ask) return ask.timer.slice(0, ask.timer.indexOf("/"));
  if ("reconcile" in ask) return "reconcile";
  const to = "to" in ask.command ? String(ask.command.to) : "";
  return `${ask.command.type}|${to}|${card?.stage}.${card?.state}|${card?.assignee == null}`;
}

/** What may stand in a key: parts of the card and of the command. */
function valuesOf({ ask, expected }: Input, card: Card | null): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if ("command" in ask)
    for (const [name, value] of Object.entries(ask.command))
      if (name !== "type" && name !== "to" && (typeof value === "string" || typeof value === "number"))
        values.set(name, String(value));
  if (expected !== null) values.set("expected", String(expected));
  if (card === null) return values;
  for (const name of ["id", "patient", "location", "assignee"] as const)
    values.set(`card.${name}`, card[name] ?? "");
  return values;
}
