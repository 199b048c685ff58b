import type { EventsFrame, Frame, PresenceFrame } from "@corridor/protocol";
import { createActor } from "xstate";
import { connection, type ConnectionEvent, type Status, statusOf } from "./connection.ts";
import { readFrame, standing } from "./frames.ts";
import type { Clock, Ports } from "./ports.ts";

export interface LineDeps {
  /** The last number of the history that is known. */
  seq(): number;
  /** Fetches the whole board; one that comes after `signal` is too late. */
  load(signal: AbortSignal): Promise<void>;
  /** Something small the server answers while we are signed in. */
  probe(): Promise<unknown>;
  /** The next frame, without a gap before it. */
  take(frame: EventsFrame): void;
  present(people: PresenceFrame["people"]): void;
  turned(status: Status): void;
}

/** The line to the server: opens it, reads it in order, notices what is missing, opens it again. */
export class Line {
  readonly #ports: Ports;
  readonly #deps: LineDeps;
  #tell: (event: ConnectionEvent) => void = () => {};
  #status: Status = "loading";
  #gaps = { seq: -1, times: 0 };

  constructor(ports: Ports, deps: LineDeps) {
    this.#ports = ports;
    this.#deps = deps;
  }

  tell(event: ConnectionEvent): void {
    this.#tell(event);
  }

  start(): () => void {
    const machine = connection({
      load: (signal) => this.#deps.load(signal),
      probe: () => this.#deps.probe(),
      open: (say) => this.#open(say),
      random: this.#ports.random,
    });
    const actor = createActor(machine, { clock: asXstateClock(this.#ports.clock) });
    actor.subscribe(({ value }) => this.#turned(statusOf(value)));
    this.#tell = (event) => actor.send(event);
    actor.start();
    const unwatch = this.#ports.network.watch({
      came: () => actor.send({ type: "RETRY" }),
      went: () => actor.send({ type: "UNPLUGGED" }),
    });
    return () => {
      unwatch();
      actor.stop();
    };
  }

  #turned(status: Status): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#deps.turned(status);
  }

  #open(say: (event: ConnectionEvent) => void): () => void {
    return this.#ports.transport.open(`/stream?after=${this.#deps.seq()}`, {
      opened: () => say({ type: "OPENED" }),
      closed: () => say({ type: "CLOSED" }),
      message: (text) => {
        const frame = readFrame(text);
        say(frame ? this.#read(frame) : this.#missed());
      },
    });
  }

  #read(frame: Frame): ConnectionEvent {
    switch (frame.type) {
      case "events": {
        const how = standing(frame, this.#deps.seq());
        if (how === "gap") return this.#missed();
        if (how === "next") this.#deps.take(frame);
        return { type: "HEARD" };
      }
      case "caught-up":
        if (frame.seq > this.#deps.seq()) return this.#missed();
        return { type: this.#status === "live" ? "HEARD" : "CAUGHT_UP" };
      case "resync":
        return { type: "RESYNC" };
      case "presence":
        this.#deps.present(frame.people);
        return { type: "HEARD" };
    }
  }

  /** Asks again behind the last number; twice in vain at the same number, for the whole board; then it waits. */
  #missed(): ConnectionEvent {
    const seq = this.#deps.seq();
    this.#gaps = { seq, times: this.#gaps.seq === seq ? this.#gaps.times + 1 : 1 };
    return { type: this.#gaps.times === 1 ? "GAP" : this.#gaps.times === 2 ? "RESYNC" : "CLOSED" };
  }
}

/** XState keeps numbers for its timers; ours are kept by what ends them. */
function asXstateClock(clock: Clock) {
  const running = new Map<number, () => void>();
  let last = 0;
  return {
    setTimeout: (fn: () => void, ms: number) => {
      last += 1;
      const id = last;
      const run = () => {
        running.delete(id);
        fn();
      };
      running.set(id, clock.after(ms, run));
      return id;
    },
    clearTimeout: (id: number) => {
      running.get(id)?.();
      running.delete(id);
    },
  };
}
