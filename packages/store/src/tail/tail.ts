import { randomUUID } from "node:crypto";
import type { Tail } from "@corridor/engine/ports";
import type { Database } from "../connection/database.ts";
import { head } from "../history/head.ts";
import { Follower } from "./follower.ts";
import { Listener } from "./listener.ts";
import { Pinger, readPing } from "./pinger.ts";

export interface ClosableTail extends Tail {
  /** This node has committed events to the practice, the last of them with this number. */
  committed(practice: string, seq: number): void;
  close(): Promise<void>;
}

export interface TailOptions {
  readonly url: string;
  readonly log: (line: string) => void;
}

/**
 * Says when a practice's history has grown. The counter is the truth and is looked at from time to time; a ping of
 * another node only makes that look happen at once. What this node commits itself is known without looking.
 */
export function createTail(database: Database, { url, log }: TailOptions): ClosableTail {
  const followers = new Map<string, Set<Follower>>();
  const look = (practice: string) => {
    for (const follower of followers.get(practice) ?? []) follower.look();
  };
  const everyone = () => {
    for (const practice of followers.keys()) look(practice);
  };
  const node = randomUUID();
  const heard = (payload: string) => {
    const { from, practice } = readPing(payload);
    if (from !== node) look(practice);
  };
  const listener = new Listener(url, { heard, reconnected: everyone, log });
  const pinger = new Pinger(database.pool, node, log);

  return {
    follow(practice, grown) {
      const readSeq = async () => (await database.read(practice, (client) => head(client, practice))).seq;
      const follower = new Follower(readSeq, grown, () => listener.isListening);
      const own = followers.get(practice) ?? new Set<Follower>();
      followers.set(practice, own.add(follower));
      listener.start();
      follower.look();
      return () => {
        follower.stop();
        own.delete(follower);
        if (own.size === 0) followers.delete(practice);
      };
    },
    committed(practice, seq) {
      for (const follower of followers.get(practice) ?? []) follower.hear(seq);
      pinger.ping(practice);
    },
    async close() {
      for (const own of followers.values()) for (const follower of own) follower.stop();
      followers.clear();
      await Promise.all([listener.stop(), pinger.settled()]);
    },
  };
}
