import type { Instant, PlannedEvent } from "@corridor/domain";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { Authority } from "../authority/authority.ts";
import type { Claimed, Worklist } from "../ports/history.ts";
import type { Effect } from "../ports/ledger.ts";
import { noticeIn } from "../step/effects.ts";

type Queued<T extends PlannedEvent["type"]> = Extract<PlannedEvent, { type: T }>;

/** How a delivery went. `retry` comes back later; after the last try a call is answered with its failure. */
export type Delivery =
  | { readonly sent: true }
  | { readonly sent: false; readonly retry: boolean; readonly error: string };

/** The outside world, one room per kind. Each gets the effect's key, which is the same on every try. */
export interface Sender {
  message(key: string, event: Queued<"message.queued">): Promise<Delivery>;
  /** `more` others are told with it. */
  notice(key: string, event: Queued<"notice.queued">, more: number): Promise<Delivery>;
  /** Asks a connector. An answer is handed back through `answered`, at once or later; `sent` means it was asked. */
  call(key: string, event: Queued<"call.requested">): Promise<Delivery & { readonly reply?: Reply }>;
}

export type Reply = Readonly<Record<string, string | number | boolean | null>>;

const LEASE_MS = 30_000;
const BATCH = 50;
/** Tries of a call or a message: the first, then after 5 s, 10 s, 20 s … up to an hour between them. */
export const MAX_TRIES = 8;

export interface DispatchPorts {
  readonly authority: Authority;
  readonly worklist: Worklist;
  readonly sender: Sender;
}

/** Sends what may be sent now. Returns how many effects were claimed; call again until it is none. */
export async function dispatch(practice: string, ports: DispatchPorts): Promise<number> {
  const now = await ports.worklist.now();
  const claimed = await ports.worklist.claim(practice, now, BATCH, LEASE_MS);
  await Promise.all(bundled(claimed).map((some) => deliver(practice, ports, some, now)));
  return claimed.length;
}

/** What is sent as one: notices of a group, when there are enough of them. Everything else goes by itself. */
function bundled(claimed: readonly Claimed[]): readonly Bundle[] {
  const groups = new Map<string, Bundle>();
  for (const one of claimed) {
    const key = noticeIn(one.effect)?.group?.key ?? one.effect.key;
    groups.set(key, [...(groups.get(key) ?? []), one] as Bundle);
  }
  return [...groups.values()].flatMap((bundle) => {
    const apart = noticeIn(bundle[0].effect)?.group?.apart ?? 1;
    return bundle.length > apart ? [bundle] : bundle.map((one): Bundle => [one]);
  });
}

type Bundle = readonly [Claimed, ...Claimed[]];

/** The first speaks for all: whatever becomes of it becomes of the others. */
async function deliver(practice: string, ports: DispatchPorts, bundle: Bundle, now: Instant) {
  const { worklist } = ports;
  const [{ effect, attempts }, ...others] = bundle;
  const delivery = await attempt(practice, ports, effect, others.length).catch(
    (fault: unknown): Delivery => ({
      sent: false,
      retry: true,
      error: fault instanceof Error ? fault.name : "fault",
    }),
  );
  // It is noted last: whoever dies before that tells it again under its own key, which an inbox knows.
  const keys = [...others.map((one) => one.effect.key), effect.key];
  if (delivery.sent) {
    for (const key of keys) await worklist.sent(practice, key, now);
    return;
  }
  const again = delivery.retry && attempts < MAX_TRIES;
  if (!again && effect.kind === "call") await answer(practice, ports, effect, null, delivery.error);
  for (const key of keys)
    await worklist.failed(practice, key, again ? after(now, attempts) : null, delivery.error);
}

async function attempt(
  practice: string,
  ports: DispatchPorts,
  effect: Effect,
  more: number,
): Promise<Delivery> {
  const { body } = effect;
  if ("command" in body) return follow(practice, ports, effect, body);
  const { event } = body;
  switch (event.type) {
    case "message.queued":
      return ports.sender.message(effect.key, event);
    case "notice.queued":
      return ports.sender.notice(effect.key, event, more);
    case "call.requested": {
      const delivery = await ports.sender.call(effect.key, event);
      if (delivery.sent && delivery.reply) await answer(practice, ports, effect, delivery.reply, null);
      return delivery;
    }
    default:
      return { sent: false, retry: false, error: `nothing is sent for ${event.type}` };
  }
}

/** A command for another subject: through the same door, under the effect's key, so that it happens once. */
async function follow(
  practice: string,
  { authority }: DispatchPorts,
  { key, event, path, depth }: Effect,
  { subject, command, actor }: Extract<Effect["body"], { command: unknown }>,
): Promise<Delivery> {
  await authority.execute(practice, {
    id: key,
    subject: subject.kind === "practice" ? { kind: "practice", id: practice } : subject,
    actor,
    ask: { command },
    cause: event,
    path,
    depth,
    keyed: true,
  });
  return { sent: true };
}

/** A connector's answer, or its silence, becomes a command like any other. */
async function answer(
  practice: string,
  { authority }: DispatchPorts,
  effect: Effect,
  reply: Reply | null,
  error: string | null,
) {
  await authority.execute(practice, {
    id: `${effect.key}/answer`,
    subject: effect.subject,
    actor: { kind: "api", id: "connector", role: "system" },
    ask: {
      command: { type: "answer", effect: effect.key, reply: reply as Record<string, string> | null, error },
    },
    cause: effect.event,
    // An answer from outside begins a new way, but not a new count: a loop through a connector ends too.
    depth: effect.depth,
    keyed: true,
  });
}

const after = (now: Instant, attempts: number): Instant =>
  fromEpochMs(toEpochMs(now) + Math.min(5_000 * 2 ** (attempts - 1), 3_600_000));
