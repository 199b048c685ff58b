import {
  CardSummary,
  type Command,
  type CommandAnswer,
  type EventsFrame,
  type NewCard,
} from "@corridor/protocol";
import { type Api, createApi } from "./api.ts";
import type { Status } from "./connection.ts";
import { type Arrival, arrivalsIn } from "./frames.ts";
import { Line } from "./line.ts";
import { Mirror } from "./mirror.ts";
import { type Notice, Notices } from "./notices.ts";
import { type Order, Outbox } from "./outbox.ts";
import { type Drop, placed, verdicts } from "./place.ts";
import type { Ports } from "./ports.ts";
import { faultSentence, isRefusal } from "./refusal.ts";
import type { BoardHead, BoardSnapshot } from "./snapshot.ts";
import { type Done, UndoStack } from "./undo-stack.ts";

const ARRIVAL_SHOWN = 2_000;
const OWN_KEYS = 500;

/** The board's mind: confirmed state, what the person did meanwhile, and the line to the server. */
export class BoardStore {
  readonly api: Api;
  readonly #ports: Ports;
  readonly #mirror = new Mirror();
  readonly #notices = new Notices();
  readonly #undo = new UndoStack();
  readonly #own = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #answers = new Map<string, (answer: CommandAnswer | null) => void>();
  readonly #outbox: Outbox;
  readonly #line: Line;
  #head: BoardHead | null = null;
  #status: Status = "loading";
  #arrivals: ReadonlyMap<string, Arrival> = new Map();
  #presence: BoardSnapshot["presence"] = [];
  #snapshot: BoardSnapshot | null = null;
  #beforeMoves: (cards: Iterable<string>) => void = () => {};

  constructor(ports: Ports) {
    this.#ports = ports;
    this.api = createApi(ports.transport);
    this.#outbox = new Outbox({
      post: (order, version) => this.#post(order, version),
      accepted: (order, answer) => this.#accepted(order, answer),
      refused: (order, error) => this.#refused(order, error),
      clock: ports.clock,
      random: ports.random,
    });
    this.#line = new Line(ports, {
      seq: () => this.#mirror.seq,
      load: (signal) => this.#load(signal),
      probe: () => this.api("session"),
      take: (frame) => this.#take(frame),
      present: (people) => this.#present(people),
      turned: (status) => this.#turned(status),
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): BoardSnapshot => {
    this.#snapshot ??= {
      status: this.#status,
      head: this.#head,
      seq: this.#mirror.seq,
      cards: this.#mirror.cards,
      columns: this.#mirror.columns,
      unsent: this.#outbox.size,
      arrivals: this.#arrivals,
      presence: this.#presence,
    };
    return this.#snapshot;
  };

  onNotice(listener: (notice: Notice) => void): () => void {
    return this.#notices.listen(listener);
  }

  /** Called just before cards change place, so that a screen can see where they stood. */
  onBeforeMoves(listener: (cards: Iterable<string>) => void): () => void {
    this.#beforeMoves = listener;
    return () => {
      this.#beforeMoves = () => {};
    };
  }

  /** Loads, connects and stays connected until the returned closer is called. */
  start(): () => void {
    return this.#line.start();
  }

  /** Does not wait for the next try. */
  retryNow(): void {
    this.#line.tell({ type: "RETRY" });
  }

  /** For every stage null, or why the card may not go there now. */
  verdicts(card: CardSummary): Readonly<Record<string, string | null>> {
    return this.#head ? verdicts(this.#head.lifecycle, this.#mirror.cards, this.#mirror.columns, card) : {};
  }

  /** A drop: shown at once, or refused at once with the sentence. */
  move(id: string, drop: Drop, reason?: string): void {
    const card = this.#mirror.cards.get(id);
    if (!card || !this.#head) return;
    const because = this.verdicts(card)[drop.to];
    if (because) {
      this.#notices.tell({ kind: "refused", card: id, text: because });
      return;
    }
    const change = placed(this.#head.lifecycle, this.#mirror.columns, card, drop);
    const request: Command = { type: "move", ...drop, ...(reason !== undefined && { reason }) };
    const stage = this.#head.stages.find((s) => s.id === drop.to)?.name ?? drop.to;
    const crosses = drop.to !== card.stage;
    const text = crosses ? `Moved ${card.patient.display} to ${stage}` : null;
    void this.#send(id, request, change, text);
  }

  assign(id: string, to: string | null): Promise<CommandAnswer | null> {
    const card = this.#mirror.cards.get(id);
    const who = this.#head?.people.find((person) => person.id === to)?.display;
    const text = card
      ? who
        ? `Assigned ${card.patient.display} to ${who}`
        : `${card.patient.display} has no owner now`
      : null;
    return this.#send(id, { type: "assign", to }, { assignee: to }, text);
  }

  /** Any other command. Null when it was refused, which the person has then been told. */
  send(id: string, request: Command, text: string | null = null): Promise<CommandAnswer | null> {
    return this.#send(id, request, {}, text);
  }

  /** A key for something that is asked with `api` and must happen once, however often it is asked. */
  newKey(): string {
    return this.#ports.newId();
  }

  /** Makes a card and shows it. Throws the refusal: who asked is still looking at the form. */
  async create(body: NewCard, key = this.newKey()): Promise<CardSummary> {
    this.#remember(key);
    const { card } = await this.api("createCard", { body, headers: { "idempotency-key": key } });
    this.learn(card);
    return card;
  }

  /** Takes back this person's last step, once it is known to have happened. */
  undo(): void {
    const done = this.#undo.pop();
    if (done) this.#takeBack(done);
  }

  /** Puts a card that came by another way (a drawer's answer) on the board, if it is newer. */
  learn(card: CardSummary): void {
    this.#mirror.put(this.#mirror.seq, [card]);
    this.#changed();
  }

  #send(id: string, request: Command, change: Partial<CardSummary>, text: string | null) {
    const before = this.#mirror.cards.get(id);
    const seen = this.#mirror.confirmed(id)?.version;
    if (!before || seen === undefined) return Promise.resolve(null);
    const key = this.newKey();
    this.#remember(key);
    if (request.type !== "undo") this.#undo.push({ key, card: id, text, before });
    this.#beforeMoves([id]);
    if (Object.keys(change).length > 0) this.#mirror.propose({ key, card: id, change });
    const answered = new Promise<CommandAnswer | null>((resolve) => this.#answers.set(key, resolve));
    this.#outbox.add({ key, card: id, request, seen });
    this.#changed();
    if (text !== null)
      this.#notices.tell({ kind: "done", card: id, text, step: key, undo: () => this.#undoOne(key) });
    return answered;
  }

  #undoOne(key: string): void {
    const done = this.#undo.take(key);
    if (done) this.#takeBack(done);
  }

  #takeBack(done: Done): void {
    void this.#undo.eventOf(done).then((event) => {
      if (event === null) return;
      const { stage, state, rank, assignee, labels } = done.before;
      void this.#send(done.card, { type: "undo", event }, { stage, state, rank, assignee, labels }, null);
      const text = `Taken back: ${done.text ?? "the last step"}`;
      this.#notices.tell({ kind: "done", card: done.card, text, step: done.key });
    });
  }

  #post(order: Order, version: number): Promise<CommandAnswer> {
    return this.api("command", {
      params: { id: order.card },
      body: order.request,
      headers: { "if-match": `"${version}"`, "idempotency-key": order.key },
    });
  }

  #accepted(order: Order, answer: CommandAnswer): void {
    this.#mirror.put(this.#mirror.seq, [answer.card]);
    this.#mirror.withdraw(order.key);
    this.#undo.happened(order.key, answer.events[0]?.id ?? null);
    this.#answer(order.key, answer);
    this.#changed();
  }

  #refused(order: Order, error: unknown): void {
    this.#forget(order);
    if (order.request.type === "move")
      for (const next of this.#outbox.dropMoves(order.card)) this.#forget(next);
    if (isRefusal(error) && error.status === 401) this.#line.tell({ type: "SIGNED_OUT" });
    const kind =
      !isRefusal(error) || error.status >= 500 ? "fault" : error.status === 412 ? "conflict" : "refused";
    if (kind === "conflict") void this.#refresh(order.card);
    this.#notices.tell({
      kind,
      card: order.card,
      text: kind === "fault" ? faultSentence(error) : (error as Error).message,
      step: order.key,
    });
    this.#changed();
  }

  #forget(order: Order): void {
    this.#beforeMoves([order.card]);
    this.#mirror.withdraw(order.key);
    this.#undo.happened(order.key, null);
    this.#answer(order.key, null);
  }

  #answer(key: string, answer: CommandAnswer | null): void {
    this.#answers.get(key)?.(answer);
    this.#answers.delete(key);
  }

  async #refresh(id: string): Promise<void> {
    try {
      // The board keeps what it shows of a card, not the fields and comments this answer brings along.
      this.learn(CardSummary.parse(await this.api("card", { params: { id } })));
    } catch {
      this.#line.tell({ type: "GAP" });
    }
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { cards, seq, ...head } = await this.api("board");
    if (signal.aborted) return;
    this.#head = head;
    this.#mirror.reset(seq, cards);
    this.#changed();
  }

  #take(frame: EventsFrame): void {
    const arrivals = arrivalsIn(frame, (root) => this.#own.has(root), this.#ports.clock.now());
    this.#beforeMoves(arrivals.keys());
    this.#mirror.put(frame.to, frame.cards);
    for (const { root } of frame.events) if (this.#own.has(root)) this.#mirror.withdraw(root);
    if (this.#status === "live") this.#arrive(arrivals);
    this.#changed();
  }

  #present(people: BoardSnapshot["presence"]): void {
    this.#presence = people;
    this.#changed();
  }

  #arrive(arrivals: ReadonlyMap<string, Arrival>): void {
    if (arrivals.size === 0) return;
    this.#arrivals = new Map([...this.#arrivals, ...arrivals]);
    this.#ports.clock.after(ARRIVAL_SHOWN, () => {
      this.#arrivals = new Map([...this.#arrivals].filter(([id, arrival]) => arrivals.get(id) !== arrival));
      this.#changed();
    });
  }

  #turned(status: Status): void {
    this.#status = status;
    if (status === "live") this.#outbox.release();
    else if (status === "offline" || status === "signedOut") this.#outbox.hold();
    this.#changed();
  }

  #remember(key: string): void {
    this.#own.add(key);
    if (this.#own.size > OWN_KEYS) for (const oldest of this.#own) return void this.#own.delete(oldest);
  }

  #changed(): void {
    this.#snapshot = null;
    for (const listener of this.#listeners) listener();
  }
}
