import { Agent, type IncomingHttpHeaders, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as whatever the test expects it to be; undefined where it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any;
}

export interface Call {
  /** An object is sent as JSON, text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A plain HTTP client with one session. What it is told to ask it asks, sensible or not. */
export class Caller {
  readonly #agent: Agent;
  readonly #origin: string;
  /** `name=value`, as a browser sends it. */
  cookie: string;

  constructor(origin: string, cookie = "", connections = 4) {
    this.#origin = origin;
    this.cookie = cookie;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Asks below /api/v1. Rejects only where there was no answer at all. */
  ask(method: string, path: string, call: Call = {}): Promise<Answer> {
    return this.askAt(method, `/api/v1${path}`, call);
  }

  askAt(method: string, path: string, { body, headers = {} }: Call = {}): Promise<Answer> {
    const sent =
      typeof body === "string" || Buffer.isBuffer(body) || body === undefined ? body : JSON.stringify(body);
    const { hostname, port } = new URL(this.#origin);
    return new Promise((resolve, reject) => {
      const all = {
        ...(this.cookie && { cookie: this.cookie }),
        ...(sent !== undefined && {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(sent),
        }),
        ...headers,
      };
      const asked = request({ hostname, port, path, method, agent: this.#agent, headers: all }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          const isJson = /json/.test(answer.headers["content-type"] ?? "") && text !== "";
          const read = isJson ? (JSON.parse(text) as unknown) : undefined;
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, body: read });
        });
      });
      asked.on("error", reject);
      asked.end(sent);
    });
  }

  /** Takes the cookie that an answer gives. */
  async signIn(email: string, password: string): Promise<Answer> {
    const answer = await this.ask("POST", "/session", { body: { email, password } });
    this.cookie = answer.headers["set-cookie"]?.map((line) => line.split(";")[0]).join("; ") ?? "";
    return answer;
  }

  close(): void {
    this.#agent.destroy();
  }
}
