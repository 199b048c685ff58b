import type { Card } from "@corridor/domain";
import type { Changed, Ruleset, Timer } from "../model.ts";
import { card, env } from "./small.ts";

/** A card and its clocks while time passes, as the engine would keep them. */
export class LivingCard {
  rules: Ruleset;
  timers: readonly Timer[] = [];
  #is: Partial<Card>;

  constructor(rules: Ruleset, is: Partial<Card> = {}) {
    this.rules = rules;
    this.#is = is;
  }

  /** Something about the card changes. What changed is named as the engine would name it. */
  becomes(now: string, is: Partial<Card>, changed: readonly string[]): this {
    this.#is = { ...this.#is, ...is };
    return this.#look(now, new Set(changed));
  }

  /** It has just been made. */
  created(now: string): this {
    return this.#look(now, "created");
  }

  /** New rules come to it. */
  comesUnder(rules: Ruleset, now: string): this {
    this.rules = rules;
    return this.#look(now, null);
  }

  /** Lets ring what is due; what each said: `fired`, `fired late`, or why not. */
  rings(now: string): readonly string[] {
    const due = this.timers.filter((timer) => timer.due !== null && timer.due <= now);
    return due
      .toSorted((a, b) => ((a.due as string) + a.key < (b.due as string) + b.key ? -1 : 1))
      .map((timer) => {
        const fate = this.rules.due(env({ now, card: card(this.#is) }), timer);
        this.timers = this.timers.map((one) => (one === timer ? { ...timer, due: null } : one));
        if (!fate.fire) return fate.why;
        return `fired${fate.trigger.by === null ? "" : ` ${fate.trigger.by}`}${fate.trigger.late ? " late" : ""}`;
      });
  }

  /** When its clocks are due, in order; `still` for one that stands still, `spent` for one that only remembers. */
  get dues(): readonly string[] {
    return this.timers.map(
      ({ due, ledger }) => due ?? (ledger?.lapse ? "broken" : ledger ? "still" : "spent"),
    );
  }

  get since(): readonly (string | null)[] {
    return this.timers.map((timer) => timer.since);
  }

  #look(now: string, changed: Changed): this {
    const { put, drop } = this.rules.timers(env({ now, card: card(this.#is) }), this.timers, changed);
    const gone = new Set([...drop, ...put.map((timer) => timer.key)]);
    this.timers = [...this.timers.filter((timer) => !gone.has(timer.key)), ...put].toSorted((a, b) =>
      a.key < b.key ? -1 : 1,
    );
    return this;
  }
}
