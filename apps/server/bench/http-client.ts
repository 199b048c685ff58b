import { Agent, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly cookie: string | null;
}

/** A plain HTTP client that keeps its connections: what it costs itself should not hide the server. */
export class HttpClient {
  readonly #agent: Agent;
  readonly #origin: URL;
  cookie = "";

  constructor(origin: string, connections: number) {
    this.#origin = new URL(origin);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const text = body === undefined ? "" : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{
            host: this.#origin.hostname,
            port: this.#origin.port,
            agent: this.#agent,
            method,
            path: `/api/v1${path}`,
          },
          headers: {
            ...(text
              ? { "content-type": "application/json", "content-length": Buffer.byteLength(text) }
              : {}),
            ...(this.cookie ? { cookie: this.cookie } : {}),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("end", () => {
            const said = Buffer.concat(parts).toString();
            const cookie = answer.headers["set-cookie"]?.map((line) => line.split(";")[0]).join("; ") ?? null;
            resolve({ status: answer.statusCode ?? 0, body: said ? JSON.parse(said) : null, cookie });
          });
        },
      );
      sent.on("error", reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
