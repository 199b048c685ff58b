import type { CardSummary } from "@corridor/domain/board";
import type { Board, Command } from "@corridor/protocol";
import type { Ports, Request, Response, SocketEvents } from "../ports.ts";

/** A world in the test's hands: the server answers when told to, time passes when told to. */
export class FakeWorld {
  now = 0;
  readonly asked: (Request & { answer(response: Response): void; fail(): void })[] = [];
  readonly sockets: (SocketEvents & { readonly path: string; open: boolean })[] = [];
  /** The machine's network comes and goes. */
  readonly network = { came: () => {}, went: () => {} };
  #timers: { readonly at: number; readonly fn: () => void }[] = [];
  #ids = 0;

  readonly ports: Ports = {
    transport: {
      request: (request) =>
        new Promise((resolve, reject) => {
          this.asked.push({ ...request, answer: resolve, fail: () => reject(new Error("no answer")) });
        }),
      open: (path, events) => {
        const socket = { ...events, path, open: true };
        this.sockets.push(socket);
        return () => {
          socket.open = false;
        };
      },
    },
    clock: {
      now: () => this.now,
      after: (ms, fn) => {
        const timer = { at: this.now + ms, fn };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((other) => other !== timer);
        };
      },
    },
    network: {
      watch: (events) => {
        Object.assign(this.network, events);
        return () => Object.assign(this.network, { came: () => {}, went: () => {} });
      },
    },
    random: () => 0.5,
    newId: () => `key-${++this.#ids}`,
  };

  /** The newest socket. */
  get socket() {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("nothing was opened");
    return socket;
  }

  frame(frame: unknown): void {
    this.socket.message(JSON.stringify(frame));
  }

  /** The oldest question of this kind that waits for its answer. */
  take(method: string, path: RegExp) {
    const index = this.asked.findIndex((request) => request.method === method && path.test(request.path));
    const [request] = index < 0 ? [] : this.asked.splice(index, 1);
    if (!request) throw new Error(`nobody asked ${method} ${path}`);
    return request;
  }

  command(): { key: string; version: string; body: Command; answer(r: Response): void; fail(): void } {
    const { headers, body, answer, fail } = this.take("POST", /commands$/);
    return {
      key: headers?.["idempotency-key"] ?? "",
      version: headers?.["if-match"] ?? "",
      body: body as Command,
      answer,
      fail,
    };
  }

  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      const [next] = this.#timers.filter((t) => t.at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.now = next.at;
      next.fn();
      await settle();
    }
    this.now = until;
  }
}

/** Lets every promise that can go on go on. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

export function aCard(id: string, part: Partial<CardSummary> = {}): CardSummary {
  return {
    ...{
      id,
      version: 1,
      stage: "intake",
      state: "new",
      rank: `a${id.slice(1)}`,
      type: "visit",
      location: "main",
    },
    patient: { id: `p-${id}`, display: `Patient ${id}` },
    ...{
      assignee: null,
      labels: [],
      due: null,
      waitingFor: null,
      appointmentStart: null,
      refused: {},
      automated: false,
    },
    enteredStageAt: "2026-11-22T10:00:00.000Z",
    ...part,
  };
}

const move = (to: string, because: string | null = null) => ({
  to,
  enter: [to === "intake" ? "new" : to],
  guard: because && "g",
  because,
});
const stage = (id: string, name: string, moves: ReturnType<typeof move>[], limit: number | null = null) => ({
  ...{ id, name, states: id === "intake" ? ["new", "ready"] : [id], final: moves.length === 0, moves },
  wip: limit === null ? null : { limit, per: "practice" as const, policy: "block" as const },
});

/** Intake, scheduling (guarded), treatment (at most two), closed. */
export function aBoard(cards: readonly CardSummary[], seq = 10): Board {
  const stages = [
    stage("intake", "Intake", [move("scheduling", "Finish the intake checklist first"), move("treatment")]),
    stage("scheduling", "Scheduling", [move("treatment"), move("intake")]),
    stage("treatment", "Treatment", [move("closed")], 2),
    stage("closed", "Closed", []),
  ];
  return {
    practice: { id: "p", name: "Practice", timezone: "America/New_York" },
    ...{ seq, at: "2026-11-22T12:00:00.000Z", readOnly: false },
    lifecycle: { id: "l", version: 1, initial: "intake", stages },
    stages: stages.map(({ id, name, final, wip }) => ({ id, name, final, wip, ageing: null })),
    cards: cards as Board["cards"],
    ...{ people: [], locations: [], types: ["visit"] },
  };
}

/** A frame that says one card changed. */
export function aFrame(seq: number, card: CardSummary, root: string, type = "card.moved") {
  const head = {
    seq,
    id: `${root}/0`,
    subject: { kind: "card", id: card.id },
    version: card.version,
    type,
    root,
  };
  const actor = { kind: "user", id: "dana", role: "manager" };
  const event = { ...head, actor, cause: null, at: "2026-11-22T12:00:01.000Z" };
  return { type: "events", from: seq, to: seq, events: [event], cards: [card] };
}

export function anAnswer(seq: number, card: CardSummary, key: string): Response {
  const { events } = aFrame(seq, card, key);
  return {
    status: 200,
    body: { seq, version: card.version, card, events: events.map((e) => ({ ...e, data: {}, ruleset: "r" })) },
  };
}

export const aProblem = (status: number, code: string, detail: string): Response => ({
  status,
  body: { type: "about:blank", title: code, status, code, detail, requestId: "r1" },
});
