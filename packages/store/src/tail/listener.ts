import pg from "pg";
import { connectionDefaults } from "../connection/pool.ts";

export const CHANNEL = "corridor";

interface Hooks {
  /** A ping, as it was sent. */
  readonly heard: (payload: string) => void;
  /** Listening again after a pause in which pings were lost. */
  readonly reconnected: () => void;
  readonly log: (line: string) => void;
}

const RETRY_MS = 500;

/** The one connection that hears pings. When it breaks it is made anew, and everybody looks once. */
export class Listener {
  readonly #url: string;
  readonly #hooks: Hooks;
  #client: pg.Client | undefined;
  #wanted = false;
  #listening = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(url: string, hooks: Hooks) {
    this.#url = url;
    this.#hooks = hooks;
  }

  get isListening(): boolean {
    return this.#listening;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#wanted = false;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...connectionDefaults, connectionString: this.#url });
    this.#client = client;
    client.on("notification", ({ payload }) => payload !== undefined && this.#hooks.heard(payload));
    client.on("error", () => undefined);
    client.once("end", () => this.#lost());
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#listening = true;
      this.#hooks.reconnected();
    } catch {
      await client.end().catch(() => undefined);
    }
  }

  #lost(): void {
    if (this.#listening) this.#hooks.log("no longer listening; looking at the table instead");
    this.#listening = false;
    if (!this.#wanted) return;
    this.#retry = setTimeout(() => void this.#connect(), RETRY_MS);
    this.#retry.unref();
  }
}
