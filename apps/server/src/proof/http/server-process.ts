import { once } from "node:events";
import { type Addresses, type AtEnd, begin, environmentOf } from "./child.ts";

/** A server as people run it: its own process, on a port, with nothing of the test's in it. */
export interface ServerProcess {
  readonly pid: number;
  readonly origin: string;
  readonly port: number;
  /** All it has said so far: what it prints and what it logs. */
  log(): string;
  /** Null while it lives, else how it ended. */
  ended(): string | null;
  /** SIGKILL: it cannot say or finish anything. */
  kill(): Promise<void>;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>;
}

export interface ServerOptions extends Addresses {
  /** The port to listen on again after a kill; none for any that is free. */
  readonly port?: number;
  readonly logLevel?: string;
}

export async function startServer(options: ServerOptions, atEnd: AtEnd): Promise<ServerProcess> {
  const { port = 0, logLevel = "warn" } = options;
  const environment = {
    ...environmentOf(options),
    PORT: String(port),
    LOG_LEVEL: logLevel,
  };
  const child = begin("apps/server/src/main.ts", [], environment, atEnd);
  const said: string[] = [];
  const gone = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (part: string) => {
      said.push(part);
      const url = /ready at (\S+)/.exec(said.join(""))?.[1];
      if (url) resolve(url);
    };
    child.stdout?.setEncoding("utf8").on("data", (part: string) => hear(part));
    child.stderr?.setEncoding("utf8").on("data", (part: string) => void said.push(part));
    gone.then(
      ([code, signal]) => reject(new Error(`it ended (${code ?? signal}): ${said.join("")}`)),
      reject,
    );
  });
  const origin = await ready;
  child.stdout?.removeAllListeners("data").on("data", (part: string) => void said.push(part));
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return (await gone)[0];
  };
  return {
    pid: child.pid ?? 0,
    origin,
    port: Number(new URL(origin).port),
    log: () => said.join(""),
    ended: () => (child.exitCode ?? child.signalCode)?.toString() ?? null,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
  };
}
