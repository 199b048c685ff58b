import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { factKey } from "../facts.ts";
import { entryOf, mayMove, wipVerdict } from "../legal.ts";
import { isFinal, type Place, type Stage, stageOf } from "../lifecycle.ts";
import { openOffers } from "../offers.ts";
import { must } from "../assert.ts";
import { rankBetween } from "../rank.ts";
import { type Rejection, reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { released } from "./appointment.ts";
import { withdrawn } from "./give-back.ts";
import { sealed } from "./sealed.ts";

/** A drop: into another stage or state, or to another position of the same column. */
export function move(card: Card, command: CommandOf<"move">, world: World): Decided {
  const to = target(card, command.to, world);
  if ("rejected" in to) return to;
  const stage = must(stageOf(world.lifecycle, to.stage), "a parsed place has a stage");
  const refusal = mayMove(world.lifecycle, card, to, (guard) => world.verdict(guard, card));
  if (refusal) return refusal;

  const crosses = to.stage !== card.stage;
  // In the same column, with no neighbour named, the card stays where people see it.
  const stays = !crosses && !command.after && !command.before;
  if (stays && to.state === card.state) return [];

  const gapKey = factKey("gap", to.stage, command.after ?? "", command.before ?? "", card.id);
  const counted = crosses && stage.wip !== null;
  if (counted) world.facts.want(gapKey, wipKey(stage, card.location));
  const limit = counted ? wipVerdict(stage, world.facts.read(wipKey(stage, card.location))) : null;
  if (limit?.refused && !lets(stage, command, world)) return saying(limit.refused, stage, world);

  const rank = stays ? card.rank : rankBetween(world.facts.read(gapKey));
  const events: NewEvent[] = [
    event("card.moved", {
      from: { stage: card.stage, state: card.state, rank: card.rank },
      to: { ...to, rank },
      reason: sealed(command.reason),
    }),
  ];
  if (crosses || to.state !== card.state) events.push(entered(card, to, world));
  if (limit && !limit.fits) events.push(exceeded(stage, card.location, world));
  if (stage.final) events.push(...withdrawn(openOffers(card)), ...released(card, world));
  return events;
}

/** Who may let a card in over a limit, and says why. */
const lets = ({ wip }: Stage, { reason = [] }: CommandOf<"move">, { actor }: World): boolean =>
  (wip?.override?.includes(actor.role) ?? false) && sealed(reason).length > 0;

/** The refusal, and for who may let the card in all the same what is asked of them. */
function saying(refused: Rejection, { wip }: Stage, { actor }: World): Rejection {
  if (!wip?.override?.includes(actor.role)) return refused;
  return { ...refused, because: `${refused.because}; say why, and it is let in all the same` };
}

function target(card: Card, to: string, world: World): Place | Rejection {
  const [stageId = "", stateId, ...rest] = to.split(".");
  const stage = stageOf(world.lifecycle, stageId);
  if (!stage) return reject("place_unknown", `There is no stage called ${stageId}`);
  if (rest.length > 0) return reject("place_unknown", `There is no place called ${to}`);
  // A drop on the card's own column is a reorder: the state stays.
  if (stateId === undefined && stage.id === card.stage) return { stage: card.stage, state: card.state };
  const state = stateId ?? entryOf(world.lifecycle, card.stage, stage);
  if (stage.states.includes(state)) return { stage: stage.id, state };
  return reject("place_unknown", `${stage.name} has no state called ${state}`);
}

const wipKey = (stage: Stage, location: string) =>
  factKey("wip", stage.id, stage.wip?.per === "location" ? location : "*");

function entered(card: Card, to: Place, world: World): NewEvent {
  return event("card.entered", {
    ...to,
    final: isFinal(world.lifecycle, to.stage),
    from: { stage: card.stage, state: card.state },
    clock: { stage: to.stage === card.stage ? card.enteredStageAt : world.now, state: world.now },
    stopped: { stage: card.enteredStageAt, state: card.enteredStateAt },
  });
}

function exceeded(stage: Stage, location: string, world: World): NewEvent {
  const limit = must(stage.wip, "only a limit can be exceeded").limit;
  return event("wip.exceeded", {
    stage: stage.id,
    limit,
    count: world.facts.read(wipKey(stage, location)) + 1,
  });
}
