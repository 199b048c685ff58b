// A node that only sends: its orders are one line of JSON, and it says when it has begun. It is killed, never stopped.
import { createInterface } from "node:readline";
import { openStore } from "@corridor/store";
import { backingOf } from "../../house/backing.ts";
import { openHouse } from "../../house/house.ts";
import { createSender } from "../../senders/sender.ts";
import { noSenders } from "../../senders/settings.ts";
import { createTransports } from "../../senders/transports/transports.ts";
import { fastClock } from "./fast-clock.ts";

export interface Orders {
  readonly appUrl: string;
  readonly practice: string;
  readonly url: string;
  readonly secret: string;
  /** Milliseconds after which a receiver that says nothing is given up. */
  readonly timeoutMs: number;
  /** Epoch milliseconds at which the fast clock began. */
  readonly began: number;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { appUrl, practice: id, url, secret, timeoutMs, began } = JSON.parse(line) as Orders;
  const backing = backingOf(await openStore({ appUrl, clock: fastClock(began), connections: 8 }));
  const transports = createTransports({ ...noSenders, connectors: { lab: { url, secret } } }, timeoutMs);
  const house = await openHouse({
    backing,
    sender: (practice) => createSender(practice, backing, {}, transports),
    fault: (error) => console.error(error),
  });
  const practice = await house.practice(id);
  // Its own alarms know nothing of a clock that runs faster than theirs.
  setInterval(() => practice.wake(), 50);
  console.log("begun");
}
