import type { Instant } from "@corridor/domain";
import { fromEpochMs, toEpochMs } from "@corridor/time";
import type { Authority } from "../authority/authority.ts";
import type { Worklist } from "../ports/history.ts";
import type { Claimed, Judge, Settled } from "../ports/outbox.ts";
import { noticeIn } from "../step/effects.ts";
import { answer, follow, giveUp } from "./sent-commands.ts";
import type { Delivery, Sender } from "./sender.ts";
import { Settling } from "./settling.ts";
import { waitBefore } from "./waits.ts";

/** Longer than any transport lets one delivery take, waiting for its turn included. */
const LEASE_MS = 60_000;
const BATCH = 50;
/** Tries of a call or a message: the first, then after at most 5 s, 10 s, 20 s … up to an hour between them. */
export const MAX_TRIES = 8;
/** So often its sender may die while it has it: more, and it is what kills them. */
const MAX_LAPSES = 20;

export interface DispatchPorts {
  readonly authority: Authority;
  readonly worklist: Worklist;
  readonly sender: Sender;
  /** Who judges messages to patients at an instant, by the rules of then; left out, all may leave. */
  readonly judge?: (now: Instant) => Judge | undefined;
  /** A number from 0 up to 1, by chance: how much of the longest wait is waited. Left out, all of it. */
  readonly chance?: () => number;
}

/** Sends what may be sent now. Returns how many effects were claimed; call again until it is none. */
export async function dispatch(practice: string, ports: DispatchPorts): Promise<number> {
  const { worklist, judge } = ports;
  const now = await worklist.now();
  const claimed = await worklist.claim(practice, now, BATCH, LEASE_MS, judge?.(now));
  const settling = new Settling((outcomes) => worklist.settle(practice, now, outcomes));
  const toDo = claimed.filter(({ verdict }) => verdict?.leave !== "later");
  // What came of some is noted while others are still on their way: whoever dies meanwhile sends little again.
  for (const bundle of bundled(toDo)) settling.add(deliver(practice, ports, bundle));
  await settling.end();
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
async function deliver(practice: string, ports: DispatchPorts, bundle: Bundle): Promise<readonly Settled[]> {
  const [first, ...others] = bundle;
  const { effect, attempts, verdict } = first;
  const delivery = await attempt(practice, ports, first, others.length).catch(broken);
  if (delivery.sent) {
    const { provider = null, address = null, inbox } = delivery;
    return bundle.map(({ effect: { key } }) => {
      return { key, how: "sent", provider, address, ...(key === effect.key && inbox ? { inbox } : {}) };
    });
  }
  const { error } = delivery;
  if ("retry" in delivery && !(delivery.retry && attempts < MAX_TRIES)) {
    // Told first: whoever dies before that is noted claims it again, and tells it under the same name.
    await giveUp(practice, ports.authority, first, error, verdict?.leave === "now" ? verdict.via : null);
    return bundle.map(({ effect: { key } }) => ({ key, how: "dead", error }));
  }
  const [how, ms] =
    "heldMs" in delivery
      ? (["held", delivery.heldMs] as const)
      : (["again", waitBefore(attempts, delivery.afterMs ?? 0, ports.chance)] as const);
  const at = fromEpochMs(toEpochMs(await ports.worklist.now()) + Math.ceil(ms));
  return bundle.map(({ effect: { key }, lease }) => ({ key, how, lease, at, error }));
}

/** A fault of ours is a try that failed; what it says may hold values, so only its name is kept. */
const broken = (fault: unknown): Delivery => ({
  ...{ sent: false, retry: true },
  error: fault instanceof Error ? fault.name : "fault",
});

async function attempt(
  practice: string,
  { authority, sender }: DispatchPorts,
  claimed: Claimed,
  more: number,
): Promise<Delivery> {
  const { effect, queuedAt, attempts, verdict, lapses } = claimed;
  if (lapses >= MAX_LAPSES) return { sent: false, retry: false, error: "lapsed" };
  if (verdict?.leave === "never") return { sent: false, retry: false, error: verdict.because };
  const { body } = effect;
  if ("command" in body) return follow(practice, authority, effect, body);
  const { event } = body;
  const cleared = verdict?.leave === "now" ? verdict : null;
  const made = { queuedAt, again: attempts > 1 || lapses > 0, cleared };
  switch (event.type) {
    case "message.queued":
      return sender.message(effect.key, event, made);
    case "notice.queued":
      return sender.notice(effect.key, event, more);
    case "call.requested": {
      const delivery = await sender.call(effect.key, event, made);
      if (delivery.sent && delivery.reply) await answer(practice, authority, claimed, delivery.reply, null);
      return delivery;
    }
    default:
      return { sent: false, retry: false, error: `nothing is sent for ${event.type}` };
  }
}
