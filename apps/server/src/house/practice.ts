import { createHmac, hash } from "node:crypto";
import {
  type Asked,
  type Authority,
  type Commit,
  createAuthority,
  dispatch,
  type Executed,
  ring,
  type Sender,
} from "@corridor/engine";
import type { CardRow } from "@corridor/engine/ports";
import { toEpochMs } from "@corridor/time";
import { PastBoards } from "../board/past-boards.ts";
import { Crier } from "../live/crier.ts";
import { Listeners } from "../live/listeners.ts";
import { Mirror } from "../live/mirror.ts";
import { Presence } from "../live/presence.ts";
import { Views } from "../live/views.ts";
import { judging } from "../senders/judging.ts";
import { Alarm } from "../tickers/alarm.ts";
import { Outflow } from "../tickers/outflow.ts";
import { Sweeper } from "../tickers/sweeper.ts";
import type { PracticeName } from "@corridor/store";
import type { Backing } from "./backing.ts";
import { RulesetShelf } from "./ruleset-shelf.ts";
import { tzdata } from "./tzdata.ts";

/** Everything this node holds of one practice, wired. */
export interface OpenPractice {
  readonly row: PracticeName;
  readonly shelf: RulesetShelf;
  readonly mirror: Mirror;
  readonly views: Views;
  readonly crier: Crier;
  readonly listeners: Listeners;
  readonly presence: Presence;
  readonly past: PastBoards;
  /** The one way in. */
  execute(asked: Asked): Promise<Executed>;
  /** A pointer's name: keyed with the practice's secret. */
  fingerprint(text: string): string;
  /** Looks at clocks and outbox at once, and at what a sweep has left undone. */
  wake(): void;
  /** Milliseconds since this node last looked at the clocks and knew the next one; null where it does not look. */
  sinceClocks(): number | null;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly backing: Backing;
  /** False for a process that only reads and writes, such as an import beside a running server. */
  readonly tickers: boolean;
  sender(practice: OpenPractice): Sender;
  /** Told of every commit of this node, after it. */
  committed?(practice: string, commit: Commit): void;
  fault(error: unknown): void;
}

/** Loads a practice and starts everything that follows or drives it. */
export async function openPractice(row: PracticeName, options: OpenOptions): Promise<OpenPractice> {
  const { backing, fault } = options;
  const shelf = new RulesetShelf(row.id, backing.history);
  const mirror = new Mirror(row.id, backing.history);
  const [secret] = await Promise.all([backing.secretOf(row.id), shelf.refresh(), mirror.load()]);
  const views = new Views(mirror);
  views.reset(shelf);
  const listeners = new Listeners(views);
  const presence = new Presence((frame) => listeners.all(frame));
  const activated = () => void (options.tickers && sweeper.wake());
  // Another node may have set clocks and left something to send, and it may be one that does neither.
  const heard = (rows: readonly CardRow[]) => {
    clocks.within(untilNext(rows, clockOffset()));
    outbox.wake();
  };
  const told = { activated, heard, fault };
  const crier = new Crier({ mirror, views, listeners, history: backing.history, shelf, ...told });
  const fingerprint = (text: string) =>
    createHmac("sha256", secret).update(text).digest("base64url").slice(0, 32);

  const committed = (commit: Commit): void => {
    crier.committed(commit);
    options.committed?.(row.id, commit);
    if (commit.clocks) clocks.within(untilNext(commit.after, clockOffset()));
    if (commit.effects.length > 0) outbox.wake();
  };
  const authority = authorityOf(backing, shelf, mirror, fingerprint, committed);
  const sweeper = new Sweeper({ practice: row.id, authority, history: backing.history, tzdata, fault });
  const unfollow = backing.tail.follow(row.id, (seq) => crier.hint(seq));
  const practice: OpenPractice = {
    ...{ row, shelf, mirror, views, crier, listeners, presence, fingerprint },
    past: new PastBoards(row.id, backing.history),
    execute: (asked) => authority.execute(row.id, asked),
    wake: () => {
      clocks.wake();
      outbox.wake();
      sweeper.retry();
    },
    sinceClocks: () => (options.tickers ? clocks.sinceWorked() : null),
    close: async () => {
      unfollow();
      presence.close();
      await Promise.all([clocks.close(), outbox.close(), sweeper.close()]);
      await crier.close();
    },
  };
  const { clocks, outbox, clockOffset } = alarms(practice, authority, options);
  if (options.tickers) {
    practice.wake();
    sweeper.wake();
  }
  return practice;
}

function authorityOf(
  { ledger }: Backing,
  shelf: RulesetShelf,
  mirror: Mirror,
  fingerprint: (text: string) => string,
  committed: (commit: Commit) => void,
): Authority {
  return createAuthority({
    ledger,
    rulesetOf: (_practice, hash) => shelf.of(hash),
    activeRuleset: async () => shelf.active,
    fingerprint: (_practice, text) => fingerprint(text),
    tzdata,
    committed,
    sha256: (text) => hash("sha256", text, "hex"),
    glance: (_practice, card) => mirror.rows.get(card)?.card ?? null,
  });
}

/** Rounds of sending that are under way at once, where hosts do not answer. */
const LANES = 6;

function alarms(
  practice: OpenPractice,
  authority: Authority,
  { backing, tickers, sender, fault }: OpenOptions,
) {
  const { worklist } = backing;
  const { id } = practice.row;
  const sends = {
    ...{ authority, worklist, sender: sender(practice) },
    ...{ judge: judging(practice), chance: Math.random },
  };
  let offset = 0;
  const clocks = new Alarm({
    fault,
    work: async () => {
      const next = await ring(id, authority, worklist);
      const now = toEpochMs(await worklist.now());
      offset = now - Date.now();
      return next === null ? null : toEpochMs(next) - now;
    },
  });
  const outbox = new Outflow({
    ...{ fault, lanes: LANES },
    work: () => dispatch(id, sends),
    next: async () => {
      const next = await worklist.nextSend(id);
      return next === null ? null : toEpochMs(next) - toEpochMs(await worklist.now());
    },
  });
  // A process without tickers leaves its clocks and effects to the server.
  if (!tickers) void Promise.all([clocks.close(), outbox.close()]);
  return { clocks, outbox, clockOffset: () => offset };
}

/** Milliseconds until the first of these clocks. `offset`: how far the database's time is ahead of ours. */
function untilNext(of: readonly { readonly timers?: CardRow["timers"] }[], offset: number): number {
  // The practice has clocks too: timetables, and numbers that are past their bounds.
  const dues = of.flatMap(({ timers = [] }) => timers.flatMap(({ due }) => due ?? []));
  const first = dues.reduce<string | null>(
    (least, due) => (least === null || due < least ? due : least),
    null,
  );
  return first === null ? Number.POSITIVE_INFINITY : toEpochMs(first) - (Date.now() + offset);
}
