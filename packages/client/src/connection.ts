import { assign, fromCallback, fromPromise, setup } from "xstate";
import { backoff } from "./backoff.ts";
import { isRefusal } from "./refusal.ts";

export type ConnectionEvent =
  | { type: "OPENED" }
  | { type: "CLOSED" }
  | { type: "CAUGHT_UP" }
  /** A frame came: the line is alive. */
  | { type: "HEARD" }
  /** A number is missing: begin again behind the last one known. */
  | { type: "GAP" }
  | { type: "RESYNC" }
  /** The person does not want to wait, or the machine has a network again. */
  | { type: "RETRY" }
  /** The machine says it has no network. */
  | { type: "UNPLUGGED" }
  | { type: "SIGNED_OUT" };

export interface ConnectionDeps {
  /** Fetches the whole board; one that comes after `signal` is too late and must change nothing. */
  load(signal: AbortSignal): Promise<unknown>;
  /** Asks the server for something small: is it there, are we still signed in? */
  probe(): Promise<unknown>;
  /** Opens the stream behind the last number known; returns its closer. */
  open(say: (event: ConnectionEvent) => void): () => void;
  random(): number;
}

const isSignedOut = ({ event }: { event: { type: string } }): boolean => {
  const error: unknown = (event as { error?: unknown }).error;
  return isRefusal(error) && error.status === 401;
};

/** loading, then online (connecting, catchingUp, live); lost: offline, waiting ever longer; 401: signedOut. */
export function connection(deps: ConnectionDeps) {
  return setup({
    types: { context: {} as { tries: number; loaded: boolean }, events: {} as ConnectionEvent },
    actors: {
      load: fromPromise(({ signal }) => deps.load(signal)),
      probe: fromPromise(() => deps.probe()),
      socket: fromCallback<ConnectionEvent>(({ sendBack }) => deps.open(sendBack)),
    },
    delays: {
      backoff: ({ context }) => backoff(context.tries, deps.random),
      opening: 10_000,
      // A little longer than a request may take, for a transport that keeps no time of its own.
      answer: 12_000,
      silence: 75_000,
    },
    guards: { isSignedOut, isLoaded: ({ context }) => context.loaded },
    actions: { lost: assign({ tries: ({ context }) => context.tries + 1 }) },
  }).createMachine({
    id: "connection",
    context: { tries: 0, loaded: false },
    initial: "loading",
    on: { SIGNED_OUT: ".signedOut" },
    states: {
      loading: {
        on: { UNPLUGGED: { target: "offline", actions: "lost" } },
        after: { answer: { target: "offline", actions: "lost" } },
        invoke: {
          src: "load",
          onDone: { target: "online", actions: assign({ loaded: true }) },
          onError: [
            { guard: "isSignedOut", target: "signedOut" },
            { target: "offline", actions: "lost" },
          ],
        },
      },
      online: {
        invoke: { src: "socket" },
        initial: "connecting",
        on: {
          CLOSED: { target: "offline", actions: "lost" },
          UNPLUGGED: { target: "offline", actions: "lost" },
          GAP: { target: "online", reenter: true },
          RESYNC: "loading",
        },
        states: {
          connecting: {
            on: { OPENED: "catchingUp" },
            after: { opening: { target: "#connection.offline", actions: "lost" } },
          },
          catchingUp: {
            on: { CAUGHT_UP: "live", HEARD: { target: "catchingUp", reenter: true } },
            after: { silence: { target: "#connection.offline", actions: "lost" } },
          },
          live: {
            entry: assign({ tries: 0 }),
            on: { HEARD: { target: "live", reenter: true } },
            after: { silence: { target: "#connection.online", reenter: true } },
          },
        },
      },
      offline: { after: { backoff: "probing" }, on: { RETRY: "probing" } },
      probing: {
        on: { UNPLUGGED: { target: "offline", actions: "lost" } },
        after: { answer: { target: "offline", actions: "lost" } },
        invoke: {
          src: "probe",
          onDone: [{ guard: "isLoaded", target: "online" }, { target: "loading" }],
          onError: [
            { guard: "isSignedOut", target: "signedOut" },
            { target: "offline", actions: "lost" },
          ],
        },
      },
      signedOut: { type: "final" },
    },
  });
}

export type Status = "loading" | "connecting" | "catchingUp" | "live" | "offline" | "signedOut";

/** The machine's state as one word for the screen. */
export function statusOf(value: unknown): Status {
  if (typeof value === "object" && value !== null) return (value as { online: Status }).online;
  return value === "probing" ? "offline" : (value as Status);
}
