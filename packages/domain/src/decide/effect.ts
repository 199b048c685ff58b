import type { Card } from "../card.ts";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { reject } from "../rejection.ts";
import type { Decided } from "../world.ts";

/** What leaves the house is first an event; the outbox is filled from these. */
export function message({ type: _type, ...said }: CommandOf<"message">): Decided {
  return [event("message.queued", said)];
}

export function notify({ effect, to, via, text, notBefore, group }: CommandOf<"notify">): Decided {
  return [event("notice.queued", { effect, to, via, text, notBefore, group })];
}

export function call({ effect, connector, op, with: values }: CommandOf<"call">): Decided {
  return [event("call.requested", { effect, connector, op, with: values })];
}

/** A connector's answer, or its silence after the last try. Only the first answer to a call counts. */
export function answer(card: Card, { effect, reply, error }: CommandOf<"answer">): Decided {
  const asked = Object.hasOwn(card.calls, effect) ? card.calls[effect] : undefined;
  if (!asked) return reject("call_unknown", "Nothing waits for this answer");
  if (reply !== null) return [event("call.succeeded", { effect, ...asked, reply })];
  return [event("call.failed", { effect, ...asked, error: error ?? "no answer" })];
}
