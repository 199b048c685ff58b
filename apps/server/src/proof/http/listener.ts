import { setTimeout as sleep } from "node:timers/promises";
import WebSocket from "ws";
import type { AtEnd } from "./child.ts";

/** A browser's stream, all frames kept. */
export interface Listening {
  readonly frames: readonly string[];
  /** Resolves when it is told that it has heard everything up to here. */
  heard(seq: number): Promise<void>;
}

const PATIENCE_MS = 30_000;

export async function listen(
  origin: string,
  cookie: string,
  after: number,
  atEnd: AtEnd,
): Promise<Listening> {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/api/v1/stream?after=${after}`, {
    headers: { cookie },
  });
  atEnd(() => socket.terminate());
  const frames: string[] = [];
  let seq = 0;
  let failed: Error | null = null;
  socket.on("error", (error) => {
    failed = error;
  });
  socket.on("message", (data) => {
    const text = String(data);
    frames.push(text);
    const frame = JSON.parse(text) as { type: string; to?: number; seq?: number };
    if (frame.type === "resync") failed = new Error("it was told to load anew");
    seq = Math.max(seq, frame.to ?? 0, frame.seq ?? 0);
  });
  const heard = async (wanted: number) => {
    for (const until = performance.now() + PATIENCE_MS; seq < wanted || failed; ) {
      if (failed) throw failed;
      if (performance.now() > until) throw new Error(`it has heard up to ${seq} only, not ${wanted}`);
      await sleep(10);
    }
  };
  return { frames, heard };
}
