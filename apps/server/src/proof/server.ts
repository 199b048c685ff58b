import { must } from "@corridor/domain";
import {
  type Asked,
  createAuthority,
  type Delivery,
  dispatch,
  type Executed,
  ring,
  type Sender,
} from "@corridor/engine";
import { compileRuleset, type Ruleset } from "@corridor/rules";
import { openStore, type Store } from "@corridor/store";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import { createHash } from "node:crypto";
import { Life, mortal } from "./mortal.ts";

export const PRACTICE = "p";

/** One server without its doors: a store with its pool, a cache of rulesets, an authority, clocks and a sender. */
export interface Server {
  readonly store: Store;
  readonly life: Life;
  ask(asked: Asked): Promise<Executed>;
  rulesetOf(hash: string): Promise<Ruleset>;
  /** Lets ring what is due and sends what may be sent, until there is nothing left. Says when the next clock rings. */
  settle(): Promise<number | null>;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly appUrl: string;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
  /** What the payer of a card's patient says, when it says anything. */
  readonly payer?: (card: string) => Delivery & { readonly reply?: Readonly<Record<string, string>> };
  readonly connections?: number;
}

export async function openServer(options: ServerOptions): Promise<Server> {
  const { appUrl, clock, payer = () => ({ sent: true }), connections = 3 } = options;
  const life = new Life();
  const opened = await openStore({
    appUrl,
    connections,
    ...(clock ? { clock: () => fromEpochMs(clock()) } : {}),
  });
  const store = mortal(opened, life);
  const rulesetOf = cacheOf(store);
  let active: Ruleset | null = null;
  let stirred = false;
  const authority = createAuthority({
    ledger: store,
    rulesetOf: (_practice, hash) => rulesetOf(hash),
    activeRuleset: async () => (active ??= await activeOf(store, rulesetOf)),
    fingerprint: (practice, text) => createHash("sha256").update(`${practice}|${text}`).digest("base64url"),
    tzdata: must(process.versions["tz"], "Node says which time zone data it has"),
    committed: () => {
      stirred = true;
    },
  });
  const ports = { authority, worklist: store, sender: senderTo(store, payer) };
  return {
    ...{ store, life, rulesetOf },
    ask: (asked) => authority.execute(PRACTICE, asked),
    async settle() {
      for (;;) {
        const next = await ring(PRACTICE, authority, store);
        stirred = false;
        const sent = await dispatch(PRACTICE, ports);
        // What was answered may have set clocks; a full hand may have left something behind.
        if (!stirred && sent < 50) return next === null ? null : toEpochMs(next);
      }
    },
    close: () => opened.close(),
  };
}

/** Rulesets as a server keeps them: read from the ledger and compiled once. */
function cacheOf(store: Store): (hash: string) => Promise<Ruleset> {
  const compiled = new Map<string, Promise<Ruleset>>();
  return (hash) => {
    const known = compiled.get(hash);
    if (known) return known;
    const made = (async () => {
      const result = compileRuleset(must(await store.ruleset(PRACTICE, hash), `ruleset ${hash} is kept`));
      if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
      return result.ruleset;
    })();
    compiled.set(hash, made);
    return made;
  };
}

async function activeOf(store: Store, rulesetOf: Server["rulesetOf"]): Promise<Ruleset | null> {
  const hash = await store.active(PRACTICE);
  return hash === null ? null : rulesetOf(hash);
}

/** Messages and notices end in the inbox, with how many more they speak for; a call is answered by the script. */
function senderTo(store: Store, payer: NonNullable<ServerOptions["payer"]>): Sender {
  const put = async (
    effect: string,
    role: string | null,
    person: string | null,
    patient: string | null,
    card: string,
    more = 0,
  ) => {
    await store.deliver(PRACTICE, {
      effect,
      at: await store.now(),
      to: { role, person, patient },
      card,
      text: [String(more)],
    });
    return { sent: true } as const;
  };
  return {
    message: (key, { subject }) => put(key, null, null, `of ${subject.id}`, subject.id),
    notice: (key, { data, subject }, more) =>
      put(key, data.to.role, data.to.person, null, subject.id, more),
    call: async (_key, { subject }) => payer(subject.id),
  };
}
