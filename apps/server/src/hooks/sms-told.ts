import { type Actor, openOffers } from "@corridor/domain";
import type { OutboxRow, Receipt } from "@corridor/engine/ports";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { tell } from "../rulesets/tell.ts";
import { cut } from "../senders/plain-text.ts";

type Form = Readonly<Record<string, string>>;

const provider: Actor = { kind: "api", id: "sms", role: "system" };

/** What the provider calls what we keep of a message's way; all else is before it left. */
const WORDS: Readonly<Record<string, Receipt["word"]>> = {
  ...{ sent: "sent", delivered: "delivered", read: "read" },
  ...{ undelivered: "failed", failed: "failed" },
};

/** What became of a message: kept beside it, and one that will not arrive is told to its card, once. */
export async function smsStatus(
  practice: OpenPractice,
  { worklist }: Backing,
  effect: string,
  form: Form,
): Promise<void> {
  const word = WORDS[form["MessageStatus"] ?? form["SmsStatus"] ?? ""];
  if (word === undefined) return;
  const [row] = await worklist.outbox(practice.row.id, { keys: [effect], limit: 1 });
  const message = messageOf(row);
  if (!row || !message || (row.provider !== null && row.provider !== form["MessageSid"])) return;
  const code = /^\d{1,9}$/.test(form["ErrorCode"] ?? "") ? form["ErrorCode"] : "undelivered";
  const error = word === "failed" ? `sms_${code}` : null;
  // Told first: should we end in between, the provider tells again, and it is the same input.
  if (error !== null)
    await practice.execute({
      id: `${effect}/failed/${row.provider ?? row.turn}`,
      ...{ subject: row.effect.subject, actor: provider, cause: row.effect.event, depth: row.effect.depth },
      ask: {
        command: {
          type: "raise",
          name: "message.failed",
          data: { effect, template: message.template, channel: row.via ?? "sms", error },
        },
      },
      keyed: true,
    });
  await worklist.receive(practice.row.id, effect, { word, error });
}

/** What a patient writes back goes to the card of the last message that went to that number. */
export async function smsReplied(practice: OpenPractice, backing: Backing, form: Form): Promise<void> {
  const { From: from = "", Body: said = "", MessageSid: sid = "" } = form;
  const row = await backing.worklist.lastTo(practice.row.id, practice.fingerprint(`sms|${from}`));
  const message = messageOf(row ?? undefined);
  if (!/^\w{1,64}$/.test(sid)) return;
  // Whoever it is, somebody should look: the text itself stays with the provider.
  if (!row || !message)
    return tell(
      practice,
      backing,
      { effect: `sms:${sid}`, roles: ["front_desk"] },
      `Somebody wrote from a number that none of our texts went to. The provider keeps it as ${sid}.`,
    );
  const { subject, event: cause, depth } = row.effect;
  const answer = answerIn(said);
  const text = cut(said.replaceAll("\0", ""), 1_600);
  const raise = (what: string, name: string, data: Record<string, string>) =>
    practice.execute({
      id: `sms:${sid}${what}`,
      ...{ subject, actor: provider, cause, depth, keyed: true },
      ask: { command: { type: "raise", name, data } },
    });
  // First of all: whatever goes wrong after it, nobody is written to who wants no more.
  if (answer === "stop") await stop(practice, backing, subject.id, sid);
  await raise("", "message.replied", {
    ...{ template: message.template, channel: "sms", answer },
    ...(text !== "" && { text }),
  });
  // Yes or no to a message that told of one offer is an answer to that.
  if ((answer === "yes" || answer === "no") && toldOfOffer(practice, row))
    await raise("/offer", answer === "yes" ? "offer.accepted" : "offer.declined", {});
}

/**
 * Whoever says stop is not written to any more. A number may be a family's, and the wish is that of whoever holds the
 * telephone: the front desk is told to look for others who have it, and that it must, where it could not be noted.
 */
async function stop(practice: OpenPractice, backing: Backing, card: string, sid: string): Promise<void> {
  const patient = practice.mirror.rows.get(card)?.card.patient;
  const done =
    patient !== undefined &&
    (await practice.execute({
      id: `sms:${sid}/stop`,
      ...{ subject: { kind: "patient", id: patient }, actor: provider, keyed: true },
      ask: { command: { type: "patient.update", fields: { sms_ok: false } } },
    }));
  const noted = done !== false && done.ok;
  const sentence = noted
    ? "A patient wants no more texts; that is noted. If others have the same number, please note it for them too."
    : "A patient wants no more texts, and that could not be noted: please do.";
  const effect = `sms:${sid}/stop`;
  return tell(
    practice,
    backing,
    { effect, roles: ["front_desk"] },
    `${sentence} The provider keeps it as ${sid}.`,
  );
}

/** An offer and the message that tells of it are made within a moment. */
const TOGETHER_MS = 10_000;

function toldOfOffer(practice: OpenPractice, { queuedAt, effect }: OutboxRow): boolean {
  const card = practice.mirror.rows.get(effect.subject.id)?.card;
  const open = card ? openOffers(card) : [];
  const [one] = open;
  return (
    open.length === 1 &&
    one !== undefined &&
    Math.abs(Date.parse(one.at) - Date.parse(queuedAt)) < TOGETHER_MS
  );
}

const messageOf = (row: OutboxRow | undefined) => {
  const body = row?.effect.body;
  return body && "event" in body && body.event.type === "message.queued" ? body.event.data : null;
};

const MEANT: Readonly<Record<"yes" | "no" | "stop", readonly string[]>> = {
  yes: ["yes", "y", "yeah", "yep", "ok", "okay", "si", "sí"],
  no: ["no", "n", "nope"],
  // The words every network knows.
  stop: ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"],
};

/** What a text means when it says no more than that. */
export function answerIn(said: string): "yes" | "no" | "stop" | "other" {
  const word = said
    .trim()
    .toLowerCase()
    .replace(/[.!\s]+$/u, "");
  for (const [answer, words] of Object.entries(MEANT))
    if (words.includes(word)) return answer as keyof typeof MEANT;
  return "other";
}
