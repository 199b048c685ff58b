import type { Appointment, Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { factKey } from "../facts.ts";
import { isFinal, parsePlace } from "../lifecycle.ts";
import { openOffers } from "../offers.ts";
import { rankBetween } from "../rank.ts";
import { isRejection, reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { ahead, cleared, released, taken } from "./appointment.ts";
import { create } from "./create.ts";
import { withdrawn } from "./give-back.ts";
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
    const booked = appointment({ id, stage: "", appointment: null, fields: {}, location }, command, world);
    return isRejection(booked) ? booked : [...made, ...booked, ...claims([], command)];
  }
  const wrong = misfitIn(command.fields, world);
  if (wrong) return wrong;
  const place = placed(card, at, world);
  if (isRejection(place)) return place;
  const booked = appointment(card, command, world);
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
    event("card.moved", { from: { ...from, rank: card.rank }, to: { ...place, rank }, reason: [] }),
    event("card.entered", { ...place, final, from, clock: { stage: world.now, state: world.now }, stopped }),
    ...(final ? withdrawn(openOffers(card)) : []),
  ];
}

/**
 * The one thing that is not written as told: a provider's time that another card has. A card at the end of its way
 * keeps no time that is still to come, whoever booked it. Where nothing is told of an appointment any more, one that
 * an import has made is cancelled; one that staff have made is theirs.
 */
function appointment(
  card: Pick<Card, "id" | "stage" | "appointment" | "fields" | "location" | "offers">,
  command: CommandOf<"import">,
  world: World,
): Decided {
  const stage = parsePlace(world.lifecycle, command.at)?.stage ?? "";
  const final = isFinal(world.lifecycle, stage);
  const told =
    command.appointment && !(final && ahead(command.appointment, world)) ? command.appointment : null;
  const known = card.appointment;
  if (!told) {
    const ends = final && stage !== card.stage;
    return known && (ends || isImported(known)) ? released(card, world) : [];
  }
  if (!known)
    return (
      taken(card.id, told, world) ?? [
        ...withdrawn(openOffers(card), told),
        event("appointment.booked", { ...told, id: imported(told.id) }),
      ]
    );
  const same =
    known.start === told.start && known.minutes === told.minutes && known.provider === told.provider;
  if (same) return [];
  const to = { ...told, id: known.id };
  return (
    taken(card.id, to, world) ?? [
      ...withdrawn(openOffers(card), to),
      event("appointment.moved", { from: known, to }),
      ...cleared(card),
    ]
  );
}

/** An appointment of another system is named so when it is booked, and keeps the name wherever it is moved to. */
const IMPORTED = "import/";
const imported = (id: string): string => `${IMPORTED}${id}`;
const isImported = ({ id }: Appointment): boolean => id.startsWith(IMPORTED);

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
