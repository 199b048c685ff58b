import type { Appointment, Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { factKey } from "../facts.ts";
import { isFinal, parsePlace } from "../lifecycle.ts";
import { rankBetween } from "../rank.ts";
import { isRejection, reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { cleared, taken } from "./appointment.ts";
import { create } from "./create.ts";
import { changesTo, misfitIn } from "./set.ts";

/**
 * What another system says of a card. It is written as told, past guards and limits: it happened. Told twice,
 * it changes nothing; told again with other words, only the difference is written.
 */
export function importCard(
  id: string,
  card: Card | null,
  command: CommandOf<"import">,
  world: World,
): Decided {
  const { card: type, location, patient, at } = command;
  if (card === null) {
    const made = create(
      id,
      { type: "create", card: type, location, patient, fields: command.fields, at },
      world,
    );
    if (isRejection(made)) return made;
    const booked = appointment(id, null, command.appointment, world);
    return isRejection(booked) ? booked : [...made, ...booked, ...claims([], command)];
  }
  const wrong = misfitIn(command.fields, world);
  if (wrong) return wrong;
  const place = placed(card, at, world);
  if (isRejection(place)) return place;
  const booked = appointment(id, card, command.appointment, world);
  if (isRejection(booked)) return booked;
  return [...place, ...changesTo(card, command.fields, world), ...booked, ...claims(card.claims, command)];
}

function placed(card: Card, at: string, world: World): Decided {
  const place = parsePlace(world.lifecycle, at);
  if (!place) return reject("place_unknown", `There is no place called ${at}`);
  // Only the stage comes from outside; what staff have done inside it since stands.
  if (place.stage === card.stage) return [];
  const rank = rankBetween(world.facts.read(factKey("gap", place.stage, "", "", card.id)));
  const [from, stopped] = [
    { stage: card.stage, state: card.state },
    { stage: card.enteredStageAt, state: card.enteredStateAt },
  ];
  const final = isFinal(world.lifecycle, place.stage);
  return [
    event("card.moved", { from: { ...from, rank: card.rank }, to: { ...place, rank } }),
    event("card.entered", { ...place, final, from, clock: { stage: world.now, state: world.now }, stopped }),
  ];
}

/** The one thing that is not written as told: a provider's time that another card has. */
function appointment(id: string, card: Card | null, told: Appointment | null, world: World): Decided {
  if (!told) return [];
  const known = card?.appointment;
  if (!card || !known) return taken(id, told, world) ?? [event("appointment.booked", told)];
  const same =
    known.start === told.start && known.minutes === told.minutes && known.provider === told.provider;
  if (same) return [];
  const to = { ...told, id: known.id };
  return taken(id, to, world) ?? [event("appointment.moved", { from: known, to }), ...cleared(card)];
}

function claims(known: Card["claims"], command: CommandOf<"import">): NewEvent[] {
  const before = new Map(known.map((claim) => [claim.id, claim]));
  const told = new Map(command.claims.map((claim) => [claim.id, claim]));
  return [...told.values()]
    .filter((claim) => {
      const { status, amount, kind } = before.get(claim.id) ?? {};
      return status !== claim.status || amount !== claim.amount || kind !== claim.kind;
    })
    .map((claim) => event("claim.recorded", { claim }));
}
