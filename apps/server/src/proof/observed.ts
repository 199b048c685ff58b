import type { Event } from "@corridor/domain";
import type { Store } from "@corridor/store";
import type { Foretold, Window } from "./oracle.ts";
import type { Visit } from "./script.ts";
import { PRACTICE } from "./server.ts";
import type { Sql } from "./sql.ts";

const FLAG = "insurance-unverified";

/** What the history says has happened for each card, in the oracle's words. */
export async function observe(store: Store): Promise<ReadonlyMap<string, Foretold<number>>> {
  const cards = new Map<string, { [K in keyof Foretold]: number[] }>();
  for await (const events of store.walk(PRACTICE, (await store.head(PRACTICE)).seq)) {
    for (const event of events) {
      if (event.subject.kind !== "card") continue;
      const card = cards.get(event.subject.id) ?? {
        flagged: [],
        cleared: [],
        written: [],
        told: [],
        asked: [],
      };
      cards.set(event.subject.id, card);
      for (const what of meaning(event)) card[what].push(Date.parse(event.at));
    }
  }
  return cards;
}

function meaning(event: Event): readonly (keyof Foretold)[] {
  switch (event.type) {
    case "card.labelled":
      if (event.data.added.includes(FLAG)) return ["flagged"];
      return event.data.removed.includes(FLAG) ? ["cleared"] : [];
    case "message.queued":
      return event.data.template === "verify_insurance" ? ["written"] : [];
    case "notice.queued":
      return event.data.to.role === "front_desk" ? ["told"] : [];
    case "call.requested":
      return ["asked"];
    default:
      return [];
  }
}

/** One line for everything that was missed, done twice, done without cause, too early or too late. */
export function compare(
  visit: Visit,
  foretold: Foretold,
  seen: Foretold<number> | undefined,
): readonly string[] {
  return (Object.keys(foretold) as (keyof Foretold)[]).flatMap((what) => {
    const [expected, found] = [foretold[what], seen?.[what] ?? []];
    const fits =
      found.length === expected.length && expected.every((window, n) => within(found[n] ?? 0, window));
    if (fits) return [];
    return [
      `${told(visit)}\n  ${what}: expected [${expected.map(([from]) => iso(from))}], found [${found.map(iso)}]`,
    ];
  });
}

const within = (at: number, [from, to]: Window): boolean => at >= from && at <= to;

const told = ({ id, payer, deeds }: Visit): string =>
  [
    `${id} ${payer}`,
    ...deeds.map((d) => `${d.do} ${iso(d.at)}${"start" in d ? ` for ${iso(d.start)}` : ""}`),
  ].join("; ");

const iso = (ms: number): string => new Date(ms).toISOString();

export interface Deliveries {
  /** Rows of the outbox by kind, and of the inbox. */
  readonly counted: Readonly<Record<string, number>>;
  /** Effects that history knows and the outbox does not, or the other way round, or that were not delivered. */
  readonly wrong: readonly string[];
}

const QUEUED = { "message.queued": "message", "notice.queued": "notice", "call.requested": "call" } as const;

/** Outbox and inbox against the history: each effect is there once, was delivered, and came from an event. */
export async function deliveries(store: Store, sql: Sql): Promise<Deliveries> {
  const queued = new Map<string, string>();
  const failed = new Set<string>();
  for await (const events of store.walk(PRACTICE, (await store.head(PRACTICE)).seq)) {
    for (const event of events) {
      if (event.type === "call.failed") failed.add(event.data.effect);
      if (event.type in QUEUED && "effect" in event.data)
        queued.set(event.data.effect, `${QUEUED[event.type as keyof typeof QUEUED]} of ${event.subject.id}`);
    }
  }
  const outbox = await sql.rows(
    "SELECT effect_key, kind, subject_id, status FROM outbox WHERE practice = $1",
    PRACTICE,
  );
  const inbox = await sql.rows("SELECT effect, card FROM inbox WHERE practice = $1", PRACTICE);
  const told = new Set(inbox.map(({ effect }) => String(effect)));
  const wrong = outbox.flatMap(({ effect_key, kind, subject_id, status }) => {
    const key = String(effect_key);
    const what = `${kind} of ${subject_id}`;
    const from = queued.get(key);
    queued.delete(key);
    if (from !== what) return [`${what} is in the outbox, but history says ${from}`];
    if (status !== (failed.has(key) ? "dead" : "sent")) return [`${what} is ${status}`];
    return kind === "call" || told.delete(key) ? [] : [`${what} is in no inbox`];
  });
  const counted: Record<string, number> = { message: 0, notice: 0, call: 0, inbox: inbox.length };
  for (const { kind } of outbox) counted[String(kind)] = (counted[String(kind)] ?? 0) + 1;
  const lost = [...queued.values()].map((what) => `${what} is not in the outbox`);
  return {
    counted,
    wrong: [...wrong, ...lost, ...[...told].map((key) => `${key} is in an inbox, but was never queued`)],
  };
}
