import type { Ports, Request, Response, Transport } from "@corridor/client";
import type { CardSummary } from "@corridor/domain/board";
import { rankBetween } from "@corridor/domain/board";
import type { Board, Command, PersonaId, Session } from "@corridor/protocol";
import { syntheticCards } from "./cards.ts";
import { execute } from "./commands.ts";
import { explained, fullCard, pastOf, timersOf } from "./drawer-answers.ts";
import { lifecycle } from "./lifecycle.ts";
import { people, personas } from "./people.ts";
import { problem } from "./problem.ts";
import { RulesDesk } from "./rules-desk.ts";
import { append, type Doer, newPractice, type Practice } from "./practice.ts";

const practiceHead = { id: "riverside", name: "Riverside Family Practice", timezone: "America/New_York" };

interface Options {
  readonly cards?: number;
  /** Milliseconds until an answer. */
  readonly lag?: number;
  readonly signedIn?: boolean;
}

/** Corridor in one browser tab: the board's calls answered from memory, for development and browser tests. */
export class FixtureServer {
  readonly practice: Practice;
  persona: PersonaId | null;
  readonly rules = new RulesDesk({ seq: () => this.practice.seq, resync: () => this.#resync() });
  /** False: nothing is answered and every socket is closed. */
  #up = true;
  readonly #lag: number;
  readonly #closers = new Set<() => void>();

  constructor({ cards = 34, lag = 15, signedIn = true }: Options = {}) {
    this.practice = newPractice(syntheticCards(cards, Date.now()));
    this.persona = signedIn ? "front-desk" : null;
    this.#lag = lag;
  }

  /** What was asked, and under which key. */
  readonly asked: Request[] = [];
  /** Set: what this says is the answer. */
  answering: ((request: Request) => Response | undefined) | null = null;

  readonly transport: Transport = {
    request: async (request) => {
      await new Promise((resolve) => setTimeout(resolve, this.#lag));
      if (!this.#up) throw new Error("no answer");
      this.asked.push(request);
      return this.answering?.(request) ?? this.#answer(request);
    },
    open: (path, { opened, message, closed }) => {
      const after = Number(/after=(\d+)/.exec(path)?.[1]);
      const close = () => {
        this.practice.sockets.delete(message);
        this.#closers.delete(drop);
      };
      const drop = () => {
        close();
        closed();
      };
      this.#closers.add(drop);
      setTimeout(() => {
        if (!this.#closers.has(drop)) return;
        if (!this.#up) return drop();
        opened();
        for (const frame of this.practice.log) if (frame.to > after) message(JSON.stringify(frame));
        this.practice.sockets.add(message);
        message(JSON.stringify({ type: "caught-up", seq: this.practice.seq }));
      }, this.#lag);
      return close;
    },
  };

  /** Pulls the plug, or puts it back. */
  setUp(up: boolean): void {
    this.#up = up;
    if (!up) for (const drop of [...this.#closers]) drop();
  }

  #resync(): void {
    for (const message of this.practice.sockets) message(JSON.stringify({ type: "resync" }));
  }

  /** Somebody else does something. */
  act(
    card: string,
    command: Command,
    by: Doer = { kind: "user", id: "dana", role: "manager", display: "Dana Moss" },
  ): void {
    execute(this.practice, card, command, `other-${this.practice.seq}`, by);
  }

  #answer({ method, path, body, headers }: Request): Response {
    const [route = "", query = ""] = path.split("?");
    const [, kind, id = "", what] = route.split("/");
    const call = `${method} /${kind}${id && kind === "cards" ? `/:id${what ? `/${what}` : ""}` : id ? `/${id}` : ""}`;
    if (call === "GET /session/demo") return ok({ demo: true, personas });
    if (call === "POST /session/demo") return this.#signIn((body as { persona: PersonaId }).persona);
    if (call === "POST /session") return this.#signIn("front-desk");
    if (this.persona === null) return problem(401, "not_signed_in", "Please sign in");
    if (kind === "rules" || kind === "rulesets") return this.rules.answer({ method, path, body });
    const card = this.practice.cards.get(id);
    switch (call) {
      case "GET /session":
        return ok(this.#session());
      case "DELETE /session":
        this.persona = null;
        return { status: 204, body: undefined };
      case "GET /board":
        return ok(this.#board());
      case "POST /cards/:id/commands":
        return this.#command(id, body as Command, headers?.["idempotency-key"] ?? "");
      case "POST /cards":
        return this.#create(body as { type: string; location: string; patient: string });
      case "POST /patients":
        return { status: 201, body: { id: "p-new", version: 1, display: nameOf(body), fields: {} } };
      case "POST /search":
        return ok(this.#found((body as { text: string }).text));
      case "GET /slots":
        return ok({ slots: this.#slots() });
    }
    if (!card) return problem(404, "card_unknown", "There is no such card");
    return this.#ofCard(call, card, query);
  }

  #ofCard(call: string, card: CardSummary, query: string): Response {
    const events = [
      ...this.practice.events.filter((e) => e.subject.id === card.id).reverse(),
      ...pastOf(card),
    ];
    if (call === "GET /cards/:id") return ok(fullCard(this.practice, card));
    if (call === "GET /cards/:id/timers") return ok({ timers: timersOf() });
    if (call === "GET /cards/:id/history") return ok({ events, next: null, seq: this.practice.seq });
    const event = events.find((e) => e.id === decodeURIComponent(query.replace("event=", "")));
    if (call === "GET /cards/:id/explain" && event) return ok(explained(card, event));
    return problem(404, "not_found", "There is nothing here");
  }

  #signIn(persona: PersonaId): Response {
    this.persona = persona;
    return ok(this.#session());
  }

  #session(): Session {
    const persona = personas.find((p) => p.id === this.persona) ?? personas[0];
    const { name = "", role = "front_desk" } = persona ?? {};
    const person = people.find((p) => p.display === name);
    return {
      practice: practiceHead,
      person: { id: person?.id ?? "jo", name, role },
      roles: [role],
      demo: true,
      personas: [...personas],
    };
  }

  #board(): Board {
    const ageing = { p50: 600, p85: 3000 };
    return {
      ...{ practice: practiceHead, seq: this.practice.seq, at: new Date().toISOString(), readOnly: false },
      lifecycle: lifecycle as Board["lifecycle"],
      stages: lifecycle.stages.map(({ id, name, final, wip }) => ({
        id,
        name,
        final,
        wip,
        ageing: final ? null : ageing,
      })),
      cards: [...this.practice.cards.values()] as Board["cards"],
      people: [...people],
      locations: [
        { id: "main", name: "Main Street" },
        { id: "north", name: "Northside" },
      ],
      types: ["visit", "procedure", "follow-up"],
    };
  }

  #command(id: string, command: Command, key: string): Response {
    const known = this.practice.answered.get(key);
    if (known) return known;
    const { name, role } = this.#session().person;
    const answer = execute(this.practice, id, command, key, { kind: "user", id: "jo", role, display: name });
    const response = "status" in answer ? problem(answer.status, answer.code, answer.detail) : ok(answer);
    this.practice.answered.set(key, response);
    return response;
  }

  #create({ type, location, patient }: { type: string; location: string; patient: string }): Response {
    const id = `n${this.practice.seq}`;
    const display =
      [...this.practice.cards.values()].find((c) => c.patient.id === patient)?.patient.display ??
      "New Patient";
    const now = new Date().toISOString();
    const card: CardSummary = {
      ...{
        id,
        version: 0,
        stage: "intake",
        state: "new",
        rank: rankBetween({ after: null, before: null }),
        type,
        location,
      },
      ...{
        patient: { id: patient, display },
        assignee: null,
        labels: [],
        due: null,
        waitingFor: null,
        enteredStageAt: now,
      },
      ...{
        appointmentStart: null,
        refused: { scheduling: "Finish the intake checklist first" },
        automated: false,
      },
    };
    append(
      this.practice,
      { kind: "user", id: "jo", role: "front_desk", display: "Jo Lindqvist" },
      `new-${id}`,
      card,
      [{ type: "card.created", data: { stage: "intake" } }],
    );
    return { status: 201, body: { card: this.practice.cards.get(id), seq: this.practice.seq } };
  }

  #found(text: string) {
    const cards = [...this.practice.cards.values()].filter((c) =>
      c.patient.display.toLowerCase().includes(text.toLowerCase()),
    );
    return {
      patients: cards.slice(0, 8).map((c) => ({
        id: c.patient.id,
        display: c.patient.display,
        detail: "born 4 Mar 1981",
        cards: [c.id],
      })),
    };
  }

  #slots() {
    const tomorrow = Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 14 * 3_600_000;
    return Array.from({ length: 8 }, (_, n) => ({
      ...{ id: `s${n}`, version: 1, provider: "okafor", location: "main", minutes: 20, takenBy: null },
      start: new Date(tomorrow + n * 40 * 60_000).toISOString(),
    }));
  }
}

const ok = (body: unknown): Response => ({ status: 200, body });

function nameOf(body: unknown): string {
  const { fields } = body as { fields: Record<string, string> };
  return `${fields["first_name"] ?? ""} ${fields["last_name"] ?? ""}`.trim();
}

/** Ports over the fixture, with the browser's real clock. */
export function fixturePorts(server: FixtureServer): Ports {
  let last = 0;
  return {
    transport: server.transport,
    clock: {
      now: () => Date.now(),
      after: (ms, fn) => {
        const id = setTimeout(fn, ms);
        return () => clearTimeout(id);
      },
    },
    network: { watch: () => () => undefined },
    random: () => 0.5,
    newId: () => `key-${++last}`,
  };
}
