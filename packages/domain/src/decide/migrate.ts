import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { factKey } from "../facts.ts";
import { isFinal, parsePlace } from "../lifecycle.ts";
import { rankBetween } from "../rank.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";

/**
 * Brings a card of an older lifecycle under the one that decides for new cards. It is no move: no guard is asked, no
 * limit counts and nothing is entered, so no rule starts and no clock begins anew.
 */
export function migrate(card: Card, command: CommandOf<"migrate">, world: World): Decided {
  const { lifecycle, facts } = world;
  if (card.lifecycle === command.lifecycle) return [];
  if (lifecycle.version !== command.lifecycle)
    return reject("ruleset_stale", "Another lifecycle decides by now; look at a new plan");
  const place = parsePlace(lifecycle, command.to);
  if (!place) return reject("place_unknown", `There is no place called ${command.to}`);
  const stays = place.stage === card.stage;
  const rank = stays ? card.rank : rankBetween(facts.read(factKey("gap", place.stage, "", "", card.id)));
  const { stage, state } = card;
  return [
    event("card.migrated", {
      from: { lifecycle: card.lifecycle, stage, state, rank: card.rank },
      to: { lifecycle: lifecycle.version, ...place, rank, final: isFinal(lifecycle, place.stage) },
    }),
  ];
}
