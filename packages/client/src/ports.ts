/** The world as the board's mind needs it. Everything else here is arithmetic. */

export interface Request {
  readonly method: string;
  /** With its query, below /api/v1. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Response {
  readonly status: number;
  /** The parsed body, undefined when there was none. */
  readonly body: unknown;
}

export interface SocketEvents {
  opened(): void;
  message(text: string): void;
  /** Also when it never opened. */
  closed(): void;
}

export interface Transport {
  /** Rejects only when no answer came, or none in time: every status is an answer. */
  request(request: Request): Promise<Response>;
  /** Opens a socket below /api/v1 and returns its closer. */
  open(path: string, events: SocketEvents): () => void;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `fn` once, later; returns what prevents it. */
  after(ms: number, fn: () => void): () => void;
}

/** What the machine says about its own network. It may be wrong: the server decides, this only saves waiting. */
export interface Network {
  /** Returns what ends the watch. */
  watch(events: { came(): void; went(): void }): () => void;
}

export interface Ports {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly network: Network;
  /** Between 0 and 1: spreads the reconnects of many browsers. */
  readonly random: () => number;
  /** An id nobody else has: a command's Idempotency-Key. */
  readonly newId: () => string;
}
