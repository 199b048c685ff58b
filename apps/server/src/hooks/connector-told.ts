import { type Actor, PlainFields, type Rejection } from "@corridor/domain";
import type { Executed } from "@corridor/engine";
import * as z from "zod";
import { refuse } from "../errors/problem.ts";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { unstorable } from "../plugins/app/json-bodies.ts";

const Told = z.object({ type: z.string().min(1).max(100), data: z.record(z.string(), z.unknown()) });
const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Answered = z.object({
  effect: z.string().min(1).max(200),
  reply: z.record(z.string(), Scalar).nullish(),
  error: z.string().max(200).nullish(),
});
const Event = z.object({ card: z.string().min(1).max(200) }).catchall(z.unknown());

/** No answer is waited for, or the card is not there: said by the domain, and the same on every repeat. */
type Outcome = Executed | (Rejection & { readonly ok: false });

/**
 * What a connector tells: the answer to a call (`call.answered`), or an event of a card, by a name the practice knows.
 * The message's id makes it one input: told twice, it happens once.
 * @throws Refusal when it cannot be read.
 */
export async function connectorTold(
  practice: OpenPractice,
  { worklist }: Backing,
  connector: string,
  messageId: string,
  body: Buffer,
): Promise<Outcome> {
  const { type, data } = read(Told, parsed(body.toString("utf8")));
  const actor: Actor = { kind: "api", id: connector, role: "system" };
  const id = `hook:${connector}:${encodeURIComponent(messageId).slice(0, 200)}`;
  if (type === "call.answered") {
    const { effect, reply = null, error = null } = read(Answered, data);
    const [row] = await worklist.outbox(practice.row.id, { keys: [effect], limit: 1 });
    const asked = row && "event" in row.effect.body ? row.effect.body.event : null;
    // Nobody answers what another was asked.
    if (!row || asked?.type !== "call.requested" || asked.data.connector !== connector)
      return { rejected: true, ok: false, code: "call_unknown", because: "Nothing waits for this answer" };
    const { subject, event: cause, depth } = row.effect;
    const command = {
      type: "answer" as const,
      effect,
      reply,
      error: reply === null ? (error ?? "no answer") : null,
    };
    return practice.execute({ id, subject, actor, ask: { command }, cause, depth, keyed: true });
  }
  const { card, ...says } = read(Event, data);
  const fields = read(PlainFields as unknown as z.ZodType<Record<string, never>>, says);
  const command = { type: "raise" as const, name: type, data: fields };
  return practice.execute({ id, subject: { kind: "card", id: card }, actor, ask: { command }, keyed: true });
}

function parsed(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("body_unreadable", "The body is not JSON.");
  }
  const fault = unstorable(value, text);
  if (fault !== null) throw refuse("body_unreadable", fault);
  return value;
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw refuse("request_invalid", "The body says no event, or not of what.");
  return result.data;
}
