import { type Card, evolve } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { type Event, event, type NewEvent } from "../events.ts";
import { factKey, type PastDecision } from "../facts.ts";
import { openOffers } from "../offers.ts";
import { type Rejection, reject } from "../rejection.ts";
import { touchedBy } from "../touches.ts";
import type { Decided, World } from "../world.ts";
import { taken } from "./appointment.ts";
import { inverse } from "./inverse.ts";
import { withdrawn } from "./give-back.ts";

/**
 * Takes back a whole decision on this card, the rules' part included, by events that restore what it changed.
 * No guard is asked and no rule starts: it is as if the decision had been withdrawn. What somebody has touched
 * since is not taken from them; what has left the house is listed.
 */
export function undo(card: Card, command: CommandOf<"undo">, world: World): Decided {
  const past = world.facts.read(factKey("decision", command.event));
  const own = past?.events.filter((e) => e.subject.kind === "card" && e.subject.id === card.id) ?? [];
  if (!past || own.length === 0) return reject("event_unknown", "This card has no such event");
  const refusal = standsFast(own, past);
  if (refusal) return refusal;
  const { back, before } = backwards(card, own, past, world);
  if (back.length + past.effects.length === 0)
    return reject("undo_not_possible", "There is nothing in this step that could be taken back");
  const regained = before.appointment !== card.appointment ? before.appointment : null;
  const clash = regained && taken(card.id, regained, world);
  if (clash) return clash;
  const sent = past.effects.filter((effect) => effect.sent).map((effect) => effect.key);
  const given = regained ? withdrawn(openOffers(before), regained) : [];
  return [...given, ...back, event("card.undone", { event: command.event, sent })];
}

function standsFast(own: readonly Event[], { touchedSince }: PastDecision): Rejection | null {
  if (own.some((e) => e.type === "card.created" || e.type === "card.undone"))
    return reject("undo_not_possible", "This step cannot be undone");
  if (own.some((e) => touchedSince.includes(`undone:${e.id}`)))
    return reject("undo_not_possible", "This step has already been undone");
  const touched = own.flatMap(touchedBy).filter((what) => touchedSince.includes(what));
  if (touched.length === 0) return null;
  const what = [...new Set(touched)].map(spoken).join(", ");
  return reject("undo_touched", `Somebody has changed ${what} since`);
}

/** Step by step from the last event to the first, each inverse on the card as the one before it left it. */
function backwards(card: Card, own: readonly Event[], past: PastDecision, world: World) {
  const back: NewEvent[] = [];
  let before = card;
  for (const done of own.toReversed()) {
    const { id, subject } = done;
    const inverted = inverse(before, done, past, world);
    for (const told of inverted) before = evolve(before, { ...told, id, subject, actor: world.actor });
    back.push(...inverted);
  }
  return { back, before };
}

function spoken(touched: string): string {
  if (touched === "place") return "its place";
  if (touched === "assignee") return "who has it";
  if (touched === "appointment") return "its appointment";
  return touched.replace("field:", "").replace("label:", "the label ");
}
