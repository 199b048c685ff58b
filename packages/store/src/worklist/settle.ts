import type { Instant } from "@corridor/domain";
import { RECEIPTS, type Receipt, type Settled } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";
import { deliver } from "./inbox.ts";

const sent: Statement = {
  name: "settle-sent",
  text: `UPDATE outbox SET status = 'sent', sent_at = $3, lease_until = NULL, error = NULL, provider = $4, address = $5
    WHERE practice = $1 AND effect_key = $2 AND status <> 'sent'`,
};

/** Whoever no longer has the lease says nothing: somebody else has it in hands. */
const again: Statement = {
  name: "settle-again",
  text: `UPDATE outbox SET next_at = $4, error = $5, lease_until = NULL
    WHERE practice = $1 AND effect_key = $2 AND status = 'pending' AND lease_until = $3`,
};

const held: Statement = {
  name: "settle-held",
  text: `UPDATE outbox SET next_at = $4, error = $5, lease_until = NULL, attempts = attempts - 1,
      recipient = NULL, via = NULL, released_at = NULL
    WHERE practice = $1 AND effect_key = $2 AND status = 'pending' AND lease_until = $3`,
};

const dead: Statement = {
  name: "settle-dead",
  text: `UPDATE outbox SET status = 'dead', error = $3, lease_until = NULL
    WHERE practice = $1 AND effect_key = $2 AND status <> 'sent'`,
};

/** Notes what became of effects, in the order of their keys, which is the order in which everybody locks them. */
export async function settle(
  client: ClientBase,
  practice: string,
  now: Instant,
  outcomes: readonly Settled[],
): Promise<void> {
  const sorted = outcomes.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  await Promise.all(
    sorted.flatMap((outcome): Promise<unknown>[] => {
      const { key } = outcome;
      if (outcome.how === "dead") return [run(client, dead, [practice, key, outcome.error])];
      if (outcome.how !== "sent") {
        const statement = outcome.how === "held" ? held : again;
        return [run(client, statement, [practice, key, outcome.lease, outcome.at, outcome.error])];
      }
      const told = outcome.inbox ? [deliver(client, practice, outcome.inbox)] : [];
      return [
        ...told,
        run(client, sent, [practice, key, now, outcome.provider ?? null, outcome.address ?? null]),
      ];
    }),
  );
}

const received: Statement = {
  name: "receive",
  text: `UPDATE outbox SET receipt = $3, error = $4, status = CASE WHEN $4::text IS NULL THEN status ELSE 'dead' END
    WHERE practice = $1 AND effect_key = $2 AND status = 'sent'
      AND coalesce(array_position($5::text[], receipt), 0) < array_position($5::text[], $3::text)`,
};

/** See `Outbox.receive`. */
export async function receive(
  client: ClientBase,
  practice: string,
  key: string,
  { word, error }: Receipt,
): Promise<void> {
  await run(client, received, [practice, key, word, error, RECEIPTS]);
}
