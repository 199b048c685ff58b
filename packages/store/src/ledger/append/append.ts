import type { Instant } from "@corridor/domain";
import type { Appended, Decision } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { conflictOf } from "../conflict.ts";
import { writeAppointments } from "./appointments.ts";
import { batchOf } from "./batch.ts";
import { writeCards } from "./cards.ts";
import { writeEffects } from "./effects.ts";
import { writeHistory } from "./history.ts";
import { writeRecords } from "./records.ts";
import { writeSealed } from "./sealed.ts";
import { writeTimers } from "./timers.ts";

/**
 * Writes a batch of decisions. The statements are sent one behind the other and share a round trip; each that has
 * nothing to do is left out. The one that takes the practice's counter is the last.
 */
export async function append(
  client: ClientBase,
  practice: string,
  decisions: readonly Decision[],
  now: Instant,
  isNew: (key: string) => boolean,
): Promise<Appended> {
  const batch = batchOf(decisions);
  const written = [
    ...writeSealed(client, practice, batch.sealed),
    ...writeCards(client, practice, batch.cards, isNew),
    ...writeRecords(client, practice, batch.records, isNew),
    ...writeTimers(client, practice, batch),
    ...writeAppointments(client, practice, batch.rebooked),
    ...writeEffects(client, practice, batch, now),
  ];
  // The first statement that failed says why; those behind it only that the transaction is lost.
  const [appended, ...others] = await Promise.allSettled([
    writeHistory(client, practice, decisions, now),
    ...written,
  ]);
  const failed = [...others, appended].find((outcome) => outcome.status === "rejected");
  if (failed) throw conflictOf(failed.reason) ?? failed.reason;
  return (appended as PromiseFulfilledResult<Appended>).value;
}
