// Another process that lives the same thirty days: it reads from where to where on its standard input, and goes on
// until it is killed.
import { createInterface } from "node:readline";
import { writeSync } from "node:fs";
import { type Setting, World } from "./world.ts";

export interface Orders {
  readonly setting: Setting;
  readonly now: number;
  readonly limit: number;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { setting, now, limit } = JSON.parse(line) as Orders;
  const world = await World.open(setting, now);
  // Said before anything is done at that instant, and written through at once: what was said last is where to go on.
  await world.liveUntil(limit, (instant) => void writeSync(1, `${instant}\n`));
}
