import type { Event } from "@corridor/domain";
import type { Store } from "@corridor/store";
import { ladder, type Step } from "./ladder.ts";
import { DESK } from "./opening.ts";
import type { Foretold, Window } from "./oracle.ts";
import type { Break, Visit } from "./script.ts";
import { PRACTICE } from "./server.ts";
import type { Sql } from "./sql.ts";

const FLAG = "insurance-unverified";
const GIVEN_UP = "escalation-exhausted";
/** The ladder the oracle knows; other rules have theirs, which are nobody's business here. */
const LADDER = "front-desk-chain";

/** People were told of a card, one after the other, until somebody acted. */
interface Climb {
  readonly began: number;
  over: number;
  readonly steps: Step[];
}

/** What has happened to one card, in the oracle's words, and how far its ladders went. */
export interface Seen extends Foretold<number> {
  readonly climbs: readonly Climb[];
  /** Notices of other ladders and rules. */
  readonly beside: number;
}

/** What the history says has happened for each card. */
export async function observe(store: Store): Promise<ReadonlyMap<string, Seen>> {
  const cards = new Map<string, Noted>();
  for await (const events of store.walk(PRACTICE, (await store.head(PRACTICE)).seq)) {
    for (const event of events) {
      if (event.subject.kind !== "card") continue;
      const card = cards.get(event.subject.id) ?? new Noted();
      cards.set(event.subject.id, card);
      card.note(event);
    }
  }
  return new Map([...cards].map(([id, card]) => [id, card.seen()]));
}

class Noted {
  readonly #plain = { flagged: [], cleared: [], written: [], asked: [] } as Record<Plain, number[]>;
  readonly #climbs: Climb[] = [];
  #root = "";
  #beside = 0;

  note(event: Event): void {
    const at = Date.parse(event.at);
    const climb = this.#climbs.at(-1);
    if (event.type === "escalation.started" && event.data.policy === LADDER) {
      this.#climbs.push({ began: at, over: Infinity, steps: [] });
      this.#root = event.root;
    } else if (event.type === "escalation.ended" && event.data.escalation.policy === LADDER && climb) {
      climb.over = at;
      // What was done already when it was to begin did not begin.
      if (event.root === this.#root) this.#climbs.pop();
    }
    if (event.actor.id === LADDER) for (const who of told(event)) climb?.steps.push({ who, at });
    else if (event.type === "notice.queued") this.#beside += 1;
    for (const what of meaning(event)) this.#plain[what].push(at);
  }

  seen(): Seen {
    const climbs = this.#climbs;
    const over = climbs.map((climb) => climb.over).filter(Number.isFinite);
    return { ...this.#plain, begun: climbs.map(({ began }) => began), over, climbs, beside: this.#beside };
  }
}

type Plain = Exclude<keyof Foretold, "begun" | "over">;

function meaning(event: Event): readonly Plain[] {
  switch (event.type) {
    case "card.labelled":
      if (event.data.added.includes(FLAG)) return ["flagged"];
      return event.data.removed.includes(FLAG) ? ["cleared"] : [];
    case "message.queued":
      return event.data.template === "verify_insurance" ? ["written"] : [];
    case "call.requested":
      return ["asked"];
    default:
      return [];
  }
}

function told(event: Event): readonly Step["who"][] {
  if (event.type === "card.labelled" && event.data.added.includes(GIVEN_UP)) return ["given up"];
  if (event.type !== "notice.queued") return [];
  const { person, role } = event.data.to;
  if (person === DESK.id) return ["front desk"];
  return role === "lead" || role === "manager" ? [role] : [];
}

/** One line for everything that was missed, done twice, done without cause, too early or too late. */
export function compare(
  visit: Visit,
  foretold: Foretold,
  seen: Seen | undefined,
  breaks: readonly Break[],
): readonly string[] {
  const plain = (Object.keys(foretold) as (keyof Foretold)[]).flatMap((what) => {
    const [expected, found] = [foretold[what], seen?.[what] ?? []];
    const fits =
      found.length === expected.length && expected.every((window, n) => within(found[n] ?? 0, window));
    if (fits) return [];
    return [
      `${story(visit)}\n  ${what}: expected [${expected.map(([from]) => iso(from))}], found [${found.map(iso)}]`,
    ];
  });
  return [...plain, ...climbedOtherwise(visit, seen?.climbs ?? [], breaks)];
}

/** A ladder that began when it should must have gone on to the millisecond. The label of the second is there already. */
function climbedOtherwise(visit: Visit, climbs: readonly Climb[], breaks: readonly Break[]): string[] {
  let labelled = false;
  return climbs.flatMap(({ began, over, steps }) => {
    const foretold = ladder(began, over, breaks).filter(({ who }) => who !== "given up" || !labelled);
    labelled ||= foretold.some(({ who }) => who === "given up");
    const [expected, found] = [foretold, steps].map((all) => all.map(({ who, at }) => `${who} ${iso(at)}`));
    if (String(expected) === String(found)) return [];
    return [
      `${story(visit)}\n  ladder of ${iso(began)} to ${iso(over)}:\n    expected ${expected}\n    found    ${found}`,
    ];
  });
}

const within = (at: number, [from, to]: Window): boolean => at >= from && at <= to;

const story = ({ id, payer, deeds }: Visit): string =>
  [
    `${id} ${payer}`,
    ...deeds.map((d) => `${d.do} ${iso(d.at)}${"start" in d ? ` for ${iso(d.start)}` : ""}`),
  ].join("; ");

const iso = (ms: number): string => (Number.isFinite(ms) ? new Date(ms).toISOString() : "now");

export interface Deliveries {
  /** Deliveries in the outbox by kind; rows of the inbox, with those they speak for. */
  readonly counted: Readonly<Record<string, number>>;
  /** Effects that history knows and the outbox does not, or the other way round, or that were not delivered. */
  readonly wrong: readonly string[];
  /** Notices that came with another, which spoke for them. */
  readonly together: number;
}

const QUEUED = { "message.queued": "message", "notice.queued": "notice", "call.requested": "call" } as const;

/** Outbox and inbox against the history: each effect is there once, was delivered, and came from an event. */
export async function deliveries(store: Store, sql: Sql): Promise<Deliveries> {
  const queued = new Map<string, string>();
  /** Notices that came late: when there are many, one speaks for all. */
  const late = new Set<string>();
  const failed = new Set<string>();
  for await (const events of store.walk(PRACTICE, (await store.head(PRACTICE)).seq)) {
    for (const event of events) {
      if (event.type === "call.failed") failed.add(event.data.effect);
      if (event.type in QUEUED && "effect" in event.data)
        queued.set(event.data.effect, `${QUEUED[event.type as keyof typeof QUEUED]} of ${event.subject.id}`);
      if (event.type === "cards.wanted") queued.set(event.data.effect, "command of own");
      if (event.type === "cards.chosen")
        for (const card of event.data.cards) queued.set(`${event.id}>${card}`, `command of ${card}`);
      if (event.type === "notice.queued" && event.data.group?.key.startsWith('["late"'))
        late.add(event.data.effect);
    }
  }
  const outbox = await sql.rows(
    "SELECT effect_key, kind, subject_id, status FROM outbox WHERE practice = $1",
    PRACTICE,
  );
  const inbox = await sql.rows(
    "SELECT effect, (text ->> 0)::integer AS more FROM inbox WHERE practice = $1",
    PRACTICE,
  );
  const told = new Set(inbox.map(({ effect }) => String(effect)));
  const spoken = inbox.map(({ more }) => Number(more));
  const spokenFor = spoken.reduce((sum, more) => sum + more, 0);
  let along = 0;
  const wrong = outbox.flatMap(({ effect_key, kind, subject_id, status }) => {
    const key = String(effect_key);
    const what = `${kind} of ${subject_id}`;
    const from = queued.get(key);
    queued.delete(key);
    if (from !== what) return [`${what} is in the outbox, but history says ${from}`];
    if (status !== (failed.has(key) ? "dead" : "sent")) return [`${what} is ${status}`];
    if (kind === "call" || kind === "command" || told.delete(key)) return [];
    along += 1;
    return late.has(key) ? [] : [`${what} is in no inbox`];
  });
  if (along !== spokenFor) wrong.push(`${along} came with others, but ${spokenFor} were spoken for`);
  for (const more of spoken)
    if (more > 0 && more < 5) wrong.push(`one spoke for ${more} more: those are few`);
  const counted: Record<string, number> = { message: 0, notice: 0, call: 0, inbox: inbox.length + spokenFor };
  for (const { kind } of outbox)
    if (kind !== "command") counted[String(kind)] = (counted[String(kind)] ?? 0) + 1;
  const lost = [...queued.values()].map((what) => `${what} is not in the outbox`);
  return {
    counted,
    together: spokenFor,
    wrong: [...wrong, ...lost, ...[...told].map((key) => `${key} is in an inbox, but was never queued`)],
  };
}
