import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { factKey } from "../facts.ts";
import { isFinal, parsePlace } from "../lifecycle.ts";
import { rankBetween } from "../rank.ts";
import { reject } from "../rejection.ts";
import type { Decided, World } from "../world.ts";
import { misfitIn } from "./set.ts";

/** A new card at the lifecycle's first place, or where it is told to start. `card` is its own future id. */
export function create(id: string, command: CommandOf<"create">, world: World): Decided {
  const { lifecycle, facts, now } = world;
  const at = command.at ?? lifecycle.initial;
  const place = parsePlace(lifecycle, at);
  if (!place) return reject("place_unknown", `There is no place called ${at}`);
  const [patientKey, gapKey] = [factKey("patient", command.patient), factKey("gap", place.stage, "", "", id)];
  facts.want(patientKey, gapKey);
  if (!facts.read(patientKey)) return reject("record_unknown", "There is no such patient");
  const wrong = misfitIn(command.fields, world);
  if (wrong) return wrong;
  const rank = rankBetween(facts.read(gapKey));
  const { card: type, location, patient, fields } = command;
  return [
    event("card.created", {
      type,
      location,
      patient,
      fields,
      lifecycle: lifecycle.version,
      ...place,
      rank,
      since: now,
    }),
    event("card.entered", {
      ...place,
      final: isFinal(lifecycle, place.stage),
      from: null,
      clock: { stage: now, state: now },
      stopped: null,
    }),
  ];
}
