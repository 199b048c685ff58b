import type { Obstacle, Rule, Timer } from "@corridor/rules";
import { dayIn, timeIn } from "@corridor/time";
import type { Trace } from "../step/trace.ts";

/** What is known of a rule and a card. */
export interface Known {
  readonly rule: Rule;
  /** The last look at the rule; null where no step of the card has looked. */
  readonly look: Trace | null;
  readonly obstacle: Obstacle | null;
  /** The rule's clocks, soonest first, and what starts it besides. */
  readonly next: { readonly timers: readonly Timer[]; readonly on: readonly string[] };
  /** Its clock that stands still, where it has one. */
  readonly still: Timer | null;
  readonly paused: boolean;
  /** Whose clocks the times are told by. */
  readonly zone: string;
}

/** Why a rule has not acted on a card, for people. */
export function whySentence(known: Known): string {
  const { rule, look, obstacle, next, still, paused, zone } = known;
  if (paused) return "The rule is paused: until it is resumed it does nothing.";
  if (look?.outcome === "fired") return "It did: this is what it did last.";
  if (look?.outcome === "shadow") return "It is on trial: it would have acted, and did nothing.";
  if (rule.triggers.every(({ onCard }) => !onCard)) return onNoCard(known);
  const waits = still && rule.triggers[still.trigger]?.waits;
  if (!look && waits) return `Its clock stands still: ${waits}.`;
  const [first] = next.timers;
  // A clock of the practice runs for every card, so what stands in the way of this one comes first.
  if (!look && first?.due && (first.card !== null || obstacle === null))
    return `Its time has not come: ${textOf(rule, first)} is due on ${local(first.due, zone)}.`;
  if (obstacle)
    return (
      obstacle.because ??
      `This ${obstacle.value === false ? "did not hold" : "could not be told"}: ${obstacle.clause}`
    );
  if (look)
    return (
      look.because ??
      (look.outcome === "late-skipped" || look.outcome === "too-late"
        ? "Its time had passed when it was looked at."
        : `It was ${look.outcome}.`)
    );
  return `Nothing has happened to this card that starts it: it waits for ${next.on.join(", or ")}.`;
}

/** Where a rule starts for the whole practice, it is nothing to it which card one asks about. */
function onNoCard({ rule, next, zone }: Known): string {
  const what = rule.triggers.map(({ text }) => text).join(", or ");
  // A clock of what is counted only says when to count again.
  const clock = next.timers.find(({ trigger }) => rule.triggers[trigger]?.kind === "every");
  const when = clock?.due ? `, next on ${local(clock.due, zone)}` : "";
  return `It starts on no card, but for the whole practice: ${what}${when}.`;
}

const textOf = ({ triggers, name }: Rule, { trigger }: Timer): string => triggers[trigger]?.text ?? name;

const local = (at: string, zone: string): string => `${dayIn(at, zone)} ${timeIn(at, zone)}`;
