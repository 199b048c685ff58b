import type { EventHead } from "@corridor/protocol";
import type { Status } from "./connection.ts";
import { Line } from "./line.ts";
import type { Ports } from "./ports.ts";

/** Something that is read whole and shown as it is. */
export interface Followed {
  /** Reads it. Returns the place of the history up to which it is right; one that comes after `signal` is too late. */
  load(signal: AbortSignal): Promise<number>;
  /** Something small the server answers while we are signed in. */
  probe(): Promise<unknown>;
  /** Whether it may be another after this event. */
  concerns(event: EventHead): boolean;
  turned(status: Status): void;
}

/**
 * Keeps it right: reads it, and reads it anew when something happens that concerns it, when everything may have changed,
 * and when the line was away while that happened. Returns what ends it.
 */
export function follow(ports: Ports, { load, probe, concerns, turned }: Followed): () => void {
  let seq = 0;
  const line = new Line(ports, {
    ...{ probe, turned, seq: () => seq, present: () => undefined },
    load: async (signal) => {
      const read = await load(signal);
      if (!signal.aborted) seq = read;
    },
    take: ({ to, events }) => {
      seq = to;
      if (events.some(concerns)) line.tell({ type: "RESYNC" });
    },
  });
  return line.start();
}
