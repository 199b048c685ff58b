import { type Actor, type Rejection, reject } from "@corridor/domain";
import type { Ruleset } from "@corridor/rules";
import { newId } from "../house/ids.ts";
import type { OpenPractice } from "../house/practice.ts";
import { misplaced } from "./places.ts";

/** Activates a ruleset that is kept, where every card has a place in it. Null when it decides now, else why not. */
export async function letDecide(
  practice: OpenPractice,
  ruleset: Ruleset,
  actor: Actor,
): Promise<Rejection | null> {
  const displaced = misplaced(practice.mirror.rows.values(), ruleset);
  if (displaced) return displaced;
  const done = await practice.execute({
    id: newId(),
    subject: { kind: "practice", id: practice.row.id },
    actor,
    ask: {
      command: { type: "ruleset.activate", hash: ruleset.hash, base: practice.shelf.active?.hash ?? null },
    },
  });
  if (!done.ok) return reject(done.code, done.because);
  await practice.crier.settled();
  return null;
}
