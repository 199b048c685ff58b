import type { Appointment, Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { factKey } from "../facts.ts";
import { isFinal, parsePlace } from "../lifecycle.ts";
import { rankBetween } from "../rank.ts";
import { isRejection, reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
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
    return [...made, ...appointment(null, command.appointment), ...claims([], command)];
  }
  const wrong = misfitIn(command.fields, world);
  if (wrong) return wrong;
  const place = placed(card, at, world);
  if (isRejection(place)) return place;
  return [
    ...place,
    ...changesTo(card, command.fields, world),
    ...appointment(card.appointment, command.appointment),
    ...claims(card.claims, command),
  ];
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

function appointment(known: Appointment | null, told: Appointment | null): NewEvent[] {
  if (!told) return [];
  if (!known) return [event("appointment.booked", told)];
  const same =
    known.start === told.start && known.minutes === told.minutes && known.provider === told.provider;
  return same ? [] : [event("appointment.moved", { from: known, to: { ...told, id: known.id } })];
}

function claims(known: Card["claims"], command: CommandOf<"import">): NewEvent[] {
  const told = new Map(known.map((claim) => [claim.id, claim]));
  return command.claims
    .filter((claim) => {
      const before = told.get(claim.id);
      return before?.status !== claim.status || before.amount !== claim.amount || before.kind !== claim.kind;
    })
    .map((claim) => event("claim.recorded", { claim }));
}
