import { randomUUID } from "node:crypto";
import WebSocket from "ws";
import type { HttpClient } from "./http-client.ts";
import { percentile } from "./rate.ts";

/** Milliseconds from sending a drag to its frame on another socket, one drag at a time. */
export async function dragToSocket(client: HttpClient, origin: string, card: string, drags: number) {
  const { seq } = (await client.call("GET", "/board")).body as { seq: number };
  const socket = new WebSocket(`${origin.replace("http", "ws")}/api/v1/stream?after=${seq}`, {
    headers: { cookie: client.cookie, origin },
  });
  const waiting = new Map<number, (at: number) => void>();
  const arrived = new Map<number, number>();
  socket.on("message", (data) => {
    const frame = JSON.parse(data.toString()) as { type: string; cards?: { id: string; version?: number }[] };
    const version = frame.cards?.find((changed) => changed.id === card)?.version;
    if (version === undefined) return;
    arrived.set(version, performance.now());
    waiting.get(version)?.(performance.now());
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const times: number[] = [];
  const first = await client.call("GET", `/cards/${card}`);
  let { version, stage } = first.body as { version: number; stage: string };
  for (let n = 0; n < drags; n += 1) {
    stage = stage === "scheduling" ? "intake" : "scheduling";
    const next = version + 1;
    const seen = new Promise<number>((resolve) => waiting.set(next, resolve));
    const begun = performance.now();
    const headers = { "if-match": `"${version}"`, "idempotency-key": randomUUID() };
    const { status } = await client.call(
      "POST",
      `/cards/${card}/commands`,
      { type: "move", to: stage },
      headers,
    );
    if (status !== 200) throw new Error(`a drag was answered with ${status}`);
    times.push((arrived.get(next) ?? (await seen)) - begun);
    version = next;
  }
  socket.close();
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
