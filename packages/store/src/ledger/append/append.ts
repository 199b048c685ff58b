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
import { writeRuns } from "./runs.ts";
import { writeSealed } from "./sealed.ts";
import { writeTimers } from "./timers.ts";

/**
 * Writes a batch of decisions. The statements are sent one behind the other and share a round trip; each that has
 * nothing to do is left out. The one that takes the practice's counter is the last; `commit` goes out right behind it.
 */
export async function append(
  client: ClientBase,
  practice: string,
  decisions: readonly Decision[],
  now: Instant,
  isNew: (key: string) => boolean,
  commit?: () => Promise<void>,
): Promise<Appended> {
  const batch = batchOf(decisions);
  const written = [
    ...writeSealed(client, practice, batch.sealed),
    ...writeCards(client, practice, batch.cards, isNew),
    ...writeRecords(client, practice, batch.records, isNew),
    ...writeTimers(client, practice, batch),
    ...writeAppointments(client, practice, batch.rebooked),
    ...writeEffects(client, practice, batch, now),
    ...writeRuns(client, practice, batch, now),
  ];
  const history = writeHistory(client, practice, decisions, now);
  // Everything above is on its way, so that this is what the connection does last.
  const ended = commit?.();
  // The first statement that failed says why; those behind it only that the transaction is lost.
  const [appended, ...others] = await Promise.allSettled([history, ...written, ended]);
  const [end] = others.splice(written.length);
  const failed = [...others, appended, end].find((outcome) => outcome?.status === "rejected");
  if (failed) throw conflictOf(failed.reason) ?? failed.reason;
  return (appended as PromiseFulfilledResult<Appended>).value;
}
