import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import type { Decided } from "../world.ts";

/** The shared record changed: each of the patient's open cards is told in its own history, so rules can act on it. */
export function patientChanged(command: CommandOf<"patient-changed">): Decided {
  return command.changes.map((change) =>
    event("card.changed", { ...change, field: `patient.${change.field}` }),
  );
}
