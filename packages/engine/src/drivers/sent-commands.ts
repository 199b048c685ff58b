import type { Actor, Command } from "@corridor/domain";
import type { Authority } from "../authority/authority.ts";
import type { Effect } from "../ports/ledger.ts";
import type { Claimed } from "../ports/outbox.ts";
import { messageIn } from "../step/effects.ts";
import type { Delivery, Reply } from "./sender.ts";

/** A command for another subject: through the same door, under the effect's key, so that it happens once. */
export async function follow(
  practice: string,
  authority: Authority,
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
export function answer(
  practice: string,
  authority: Authority,
  claimed: Told,
  reply: Reply | null,
  error: string | null,
): Promise<unknown> {
  const command = {
    type: "answer",
    effect: claimed.effect.key,
    reply: reply as Record<string, string> | null,
    error,
  };
  return tell(practice, authority, claimed, "answer", command as Command);
}

/**
 * What will not be sent any more is told to its card: whoever asked a connector hears that there is no answer, and a
 * patient who is not reached starts the rules that mind.
 */
export async function giveUp(
  practice: string,
  authority: Authority,
  claimed: Told,
  error: string,
  channel: string | null,
): Promise<void> {
  const { effect } = claimed;
  if (effect.kind === "call") await answer(practice, authority, claimed, null, error);
  const message = messageIn(effect);
  if (!message) return;
  const data = {
    effect: effect.key,
    template: message.template,
    error,
    ...(channel !== null && { channel }),
  };
  await tell(practice, authority, claimed, "failed", { type: "raise", name: "message.failed", data });
}

/** What was sent, and how often it was begun anew: each time something may be told of it once. */
type Told = Pick<Claimed, "effect" | "turn">;

const connector: Actor = { kind: "api", id: "connector", role: "system" };

/** From outside, caused by what was sent: once, however often it is told. */
function tell(
  practice: string,
  authority: Authority,
  { effect, turn }: Told,
  what: string,
  command: Command,
): Promise<unknown> {
  return authority.execute(practice, {
    id: turn === 0 ? `${effect.key}/${what}` : `${effect.key}/${what}/${turn}`,
    subject: effect.subject,
    actor: connector,
    ask: { command },
    cause: effect.event,
    // What comes from outside begins a new way, but not a new count: a loop through a connector ends too.
    depth: effect.depth,
    keyed: true,
  });
}
