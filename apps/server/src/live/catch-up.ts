import { setImmediate as turn } from "node:timers/promises";
import type { Event } from "@corridor/domain";
import type { History } from "@corridor/engine/ports";
import { fromEpochMs } from "@corridor/time";
import type { Crier } from "./crier.ts";
import type { Mirror } from "./mirror.ts";
import type { View } from "./views.ts";

/** Who missed more than this loads the board anew: it is quicker than being told everything. */
export const MOST_MISSED = 10_000;
const PAGE = 500;

export interface CatchUpPorts {
  readonly crier: Crier;
  readonly mirror: Mirror;
  readonly history: History;
}

/**
 * The frames a browser has missed since `after`, in order and without a hole, up to the moment it is live.
 * `yield*`ing ends exactly when `crier.seq` is reached, so the caller joins the live ones in the same turn.
 * Throws `TooFar` where only loading anew helps.
 */
export async function* missed(
  ports: CatchUpPorts,
  view: () => View,
  after: number,
): AsyncGenerator<string, number> {
  const { crier, mirror } = ports;
  if (after > crier.seq) await agree(ports, after);
  if (crier.seq - after > MOST_MISSED) throw new TooFar();
  let told = after;
  while (told < crier.seq) {
    // Everybody else's turn: who has missed much must not keep the others waiting.
    await turn();
    const events = await page(ports, told);
    const to = events.at(-1)?.seq;
    if (to === undefined || to <= told) throw new TooFar();
    // New rules can change every card and what one may do with it, as a resync told whoever was there.
    // The first activation made no board stale: before it there was none.
    if (events.some((event) => event.type === "ruleset.activated" && event.data.from !== null))
      throw new TooFar();
    yield view().frame(told + 1, to, events, mirror.touched(events), fromEpochMs(Date.now()));
    told = to;
  }
  return told;
}

export class TooFar extends Error {
  override readonly name = "TooFar";
}

/** The browser knows more than this node: another node told it. Read up to there, or it is not our history. */
async function agree({ crier, history, mirror }: CatchUpPorts, after: number): Promise<void> {
  const { seq } = await history.head(mirror.practice);
  crier.hint(seq);
  await crier.settled();
  if (after > crier.seq) throw new TooFar();
}

async function page({ crier, history, mirror }: CatchUpPorts, after: number): Promise<readonly Event[]> {
  const until = crier.seq;
  return crier.recent(after, PAGE) ?? history.events(mirror.practice, { after, until, limit: PAGE });
}
