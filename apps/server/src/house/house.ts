import type { Sender } from "@corridor/engine";
import type { PersonaId } from "@corridor/protocol";
import { Sessions } from "../sessions/sessions.ts";
import type { Proposer } from "../rulesets/proposer.ts";
import { watchRules } from "../rulesets/monitor.ts";
import { startBackstop } from "../tickers/backstop.ts";
import type { Backing } from "./backing.ts";
import { type OpenOptions, type OpenPractice, openPractice } from "./practice.ts";

/** The practices of one database on one node. */
export interface House {
  readonly backing: Backing;
  readonly sessions: Sessions;
  /** Who may be signed in as without a password; null where this is no demo. */
  readonly personas: ReadonlyMap<PersonaId, string> | null;
  practice(id: string): Promise<OpenPractice>;
  /** Every practice this node has opened. */
  opened(): Promise<readonly OpenPractice[]>;
  /** Watchers of rules directories, by the practice they propose to. */
  readonly proposers: Map<string, Proposer>;
  /** What is done once a minute: everything is woken, rules are looked after, expired sessions are removed. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly backing: Backing;
  readonly personas?: ReadonlyMap<PersonaId, string>;
  readonly tickers?: boolean;
  readonly now?: () => number;
  sender(practice: OpenPractice): Sender;
  committed?: OpenOptions["committed"];
  fault(error: unknown): void;
}

/** Opens every practice there is. One that comes later is opened when first asked for. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { backing, personas = null, tickers = true, sender, committed, fault } = options;
  const open = new Map<string, Promise<OpenPractice>>();
  const proposers = new Map<string, Proposer>();
  const practice = (id: string): Promise<OpenPractice> => {
    const known = open.get(id);
    if (known) return known;
    const opening = (async () => {
      const row = (await backing.practices()).find((one) => one.id === id);
      if (!row) throw new Error(`there is no practice ${id}`);
      return openPractice(row, { backing, tickers, sender, fault, ...(committed && { committed }) });
    })();
    open.set(id, opening);
    opening.catch(() => open.delete(id));
    return opening;
  };
  await Promise.all((await backing.practices()).map((row) => practice(row.id)));
  const opened = () => Promise.all([...open.values()]);
  const tick = async () => {
    const all = await opened();
    for (const one of all) one.wake();
    await Promise.all(
      all.flatMap((one) => [backing.sessions.sweepSessions(one.row.id), watchRules(one, backing)]),
    );
  };
  const stopBackstop = tickers ? startBackstop(() => void tick().catch(fault)) : () => undefined;
  return {
    ...{ backing, personas, practice, opened, proposers, tick },
    sessions: new Sessions(backing.sessions, options.now),
    close: async () => {
      stopBackstop();
      await Promise.all([...proposers.values()].map((one) => one.close()));
      await Promise.all((await opened()).map((one) => one.close()));
    },
  };
}
