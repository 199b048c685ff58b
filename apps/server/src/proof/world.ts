import { type Actor, type Command, must, type Subject } from "@corridor/domain";
import type { Executed } from "@corridor/engine";
import { type Deed, type Script, type Visit, writeScript } from "./script.ts";
import { openServer, PRACTICE, type Server } from "./server.ts";
import { openSql, type Sql } from "./sql.ts";
import { whenUp } from "./when-up.ts";

/** Where the practice is kept, and which thirty days are lived: all that another process needs to go on. */
export interface Setting {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly seed: number;
  readonly visits: number;
}

const frontDesk: Actor = { kind: "user", id: "ana", role: "front_desk" };
const payersMachine: Actor = { kind: "api", id: "connector", role: "system" };

interface Turn {
  readonly at: number;
  readonly visit: Visit;
  readonly deed: Deed;
  readonly id: string;
}

/** The practice, the people in it and the world around it, on a clock of their own. It survives its servers. */
export class World {
  readonly script: Script;
  /** Now, in epoch milliseconds. */
  now: number;
  /** Instants that were lived through. */
  moments = 0;
  readonly #setting: Setting;
  readonly #sql: Sql;
  readonly #agenda: readonly Turn[];
  /** Before this no clock rings and nothing is sent; unknown to a server that has just started. */
  #quietUntil = 0;
  #server: Server | null = null;

  private constructor(setting: Setting, now: number, script: Script, sql: Sql) {
    this.#setting = setting;
    this.now = now;
    this.script = script;
    this.#sql = sql;
    this.#agenda = agendaOf(script);
  }

  static async open(setting: Setting, now: number): Promise<World> {
    const script = writeScript(setting.seed, setting.visits);
    const world = new World(setting, now, script, await openSql(setting.ownerUrl));
    await world.#start();
    return world;
  }

  /** The one that is up. */
  get server(): Server {
    return must(this.#server, "a server is up");
  }

  /** Another server, which knows nothing but the address of its database; `at` when it comes up. */
  async restart(at = this.now): Promise<void> {
    await this.stop();
    this.now = at;
    await this.#start();
  }

  async #start(): Promise<void> {
    this.#quietUntil = 0;
    const payers = new Map(this.script.visits.map(({ id, payer }) => [id, payer]));
    this.#server = await openServer({
      appUrl: this.#setting.appUrl,
      clock: () => this.now,
      payer: (card) => {
        const payer = payers.get(card);
        if (payer === "silent") return { sent: false, retry: true, error: "no answer" };
        if (payer === undefined || payer === "late") return { sent: true };
        return {
          sent: true,
          reply: payer === "active" ? { status: payer } : { status: "refused", reason: payer },
        };
      },
    });
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.#sql.close();
  }

  /** A card for every visit, waiting for its appointment. */
  async admit(): Promise<void> {
    const fields = { "insurance.payer": "acme" };
    const at = "scheduling.unscheduled";
    await Promise.all(
      this.script.visits.map(({ id, location, patient }) =>
        this.#ask({ kind: "card", id }, `${id}/new`, {
          type: "create",
          card: "visit",
          location,
          patient,
          fields,
          at,
        }),
      ),
    );
  }

  /**
   * Lives from one instant at which something happens to the next, until there is none before `limit`; there the
   * clock then stands. `begins` hears of every instant before anything is done at it.
   */
  async liveUntil(limit: number, begins: (now: number) => void = () => undefined): Promise<void> {
    for (;;) {
      begins(this.now);
      this.moments += 1;
      if (this.now >= this.#quietUntil) await this.#settle();
      for (const round of this.#roundsNow()) {
        await Promise.all(round.map((turn) => this.#take(turn)));
        await this.#settle();
      }
      const then = Math.min(this.#quietUntil, this.#nextTurn(), limit);
      if (then <= this.now && then < limit) throw new Error("a clock or an effect is stuck in the past");
      this.now = Math.max(this.now, then);
      if (then >= limit) return;
    }
  }

  async #settle(): Promise<void> {
    const ringing = await this.server.settle();
    this.#quietUntil = Math.min(ringing ?? Number.POSITIVE_INFINITY, await this.#nextSending());
  }

  /** What is done now: each visit's deeds one after the other, those of different visits at once. */
  #roundsNow(): readonly (readonly Turn[])[] {
    const rounds: Turn[][] = [];
    const seen = new Map<string, number>();
    for (const turn of this.#agenda.filter(({ at }) => at === this.now)) {
      const round = seen.get(turn.visit.id) ?? 0;
      seen.set(turn.visit.id, round + 1);
      rounds[round] = [...(rounds[round] ?? []), turn];
    }
    return rounds;
  }

  #nextTurn(): number {
    return this.#agenda.find(({ at }) => at > this.now)?.at ?? Number.POSITIVE_INFINITY;
  }

  /** When the next effect may be sent, or sent again. */
  async #nextSending(): Promise<number> {
    const asked =
      "SELECT extract(epoch FROM min(next_at)) * 1000 AS at FROM outbox WHERE practice = $1 AND status = 'pending'";
    const [row] = await this.#sql.rows(asked, PRACTICE);
    return row?.["at"] == null ? Number.POSITIVE_INFINITY : Math.ceil(Number(row["at"]));
  }

  async #take({ visit, deed, id }: Turn): Promise<void> {
    const ask = (step: string, command: Command) =>
      this.#ask({ kind: "card", id: visit.id }, `${id}.${step}`, command);
    switch (deed.do) {
      case "book": {
        const { provider } = visit;
        return ask("book", { type: "appointment.book", start: iso(deed.start), minutes: 20, provider });
      }
      case "move":
        return ask("move", { type: "appointment.move", start: iso(deed.start) });
      case "cancel":
        return ask("cancel", { type: "appointment.cancel" });
      case "verify":
        return ask("verify", { type: "set", fields: { "insurance.status": "verified" } });
      case "drop":
        return ask("drop", { type: "move", to: "cancelled" });
      case "arrive":
        return ask("arrive", { type: "move", to: "treatment" });
      case "answer":
        return this.#answer(visit.id);
    }
  }

  /** The payer's machine calls back, long after it was asked. */
  async #answer(card: string): Promise<void> {
    const calls = await this.server.store.events(PRACTICE, { card, type: "call.requested", limit: 1 });
    const effect = calls[0]?.type === "call.requested" ? calls[0].data.effect : "";
    const command: Command = { type: "answer", effect, reply: { status: "active" }, error: null };
    await this.#ask({ kind: "card", id: card }, `${effect}/answer`, command, payersMachine);
  }

  async #ask(subject: Subject, id: string, command: Command, actor = frontDesk): Promise<void> {
    accepted(await this.server.ask({ id, subject, actor, ask: { command }, keyed: true }), id);
  }
}

/** Everything in the order in which it is done, also what has to wait until the server is back. */
function agendaOf({ visits, breaks }: Script): readonly Turn[] {
  return visits
    .flatMap((visit) =>
      visit.deeds.map(
        (deed, n): Turn => ({ at: whenUp(deed.at, breaks), visit, deed, id: `${visit.id}/${n}` }),
      ),
    )
    .toSorted((a, b) => a.at - b.at || a.deed.at - b.deed.at);
}

export function accepted(executed: Executed, what: string): void {
  if (!executed.ok) throw new Error(`${what} was refused: ${executed.code} ${executed.because}`);
}

const iso = (ms: number): string => new Date(ms).toISOString();
