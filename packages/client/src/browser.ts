import type { Clock, Network, Ports, Transport } from "./ports.ts";

/** After this long an answer is not waited for. What was asked may have happened: a command is sent again under its key. */
const ANSWER_WITHIN = 10_000;

/** `fetch` and `WebSocket` below an address such as `/api/v1`. */
function browserTransport(base: string): Transport {
  return {
    async request({ method, path, headers, body }) {
      const response = await fetch(base + path, {
        method,
        credentials: "same-origin",
        signal: AbortSignal.timeout(ANSWER_WITHIN),
        headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === "" ? undefined : parsed(text) };
    },
    open(path, events) {
      const socket = new WebSocket(new URL(base + path, location.href.replace(/^http/, "ws")));
      socket.addEventListener("open", () => events.opened());
      socket.addEventListener("message", ({ data }) => events.message(String(data)));
      socket.addEventListener("close", () => events.closed());
      return () => socket.close();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const id = setTimeout(fn, ms);
    return () => clearTimeout(id);
  },
};

const browserNetwork: Network = {
  watch({ came, went }) {
    const listening = new AbortController();
    window.addEventListener("online", came, { signal: listening.signal });
    window.addEventListener("offline", went, { signal: listening.signal });
    return () => listening.abort();
  },
};

/** The world as a browser has it. */
export function browserPorts(base = "/api/v1"): Ports {
  return {
    transport: browserTransport(base),
    clock: browserClock,
    network: browserNetwork,
    random: () => Math.random(),
    newId: () => newId(),
  };
}

/** `crypto.randomUUID` exists in secure contexts only; a practice's own network may be plain http. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
