import { type EventData, type FieldValue, isRef, type Text } from "@corridor/domain";
import type { Attempt, Delivery, Sender } from "@corridor/engine";
import type { InboxItem } from "@corridor/engine/ports";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import type { Connectors } from "./connector.ts";
import { filled, letterOf, spoken } from "./plain-text.ts";
import { noTransports, type Transports } from "./transports/transports.ts";

/**
 * How effects leave. Messages go by the way that was cleared, where one is set up; a copy stays in the house. Notices go
 * into inboxes and, by `push`, to the chat. Texts are unsealed here, at the last moment, and kept nowhere.
 */
export function createSender(
  practice: OpenPractice,
  backing: Backing,
  connectors: Connectors,
  transports: Transports = noTransports,
): Sender {
  const { worklist } = backing;
  const { id } = practice.row;
  const plain = async (...texts: readonly Text[]) => {
    const known = await backing.history.unseal(id, texts.flat().filter(isRef));
    return texts.map((text) => spoken(text, known));
  };

  /** Sends to the patient's own address, which is unsealed for it. */
  const leave = async (
    key: string,
    { queuedAt, again, cleared }: Attempt,
    subject: Text,
    text: Text,
  ): Promise<Delivery> => {
    const transport = cleared ? transports.byChannel[cleared.via] : undefined;
    if (!cleared || !transport) return { sent: true };
    const address = await addressOf(practice, backing, cleared.patient, cleared.via);
    const to = address === null ? null : transport.addressOf(address);
    if (to === null) return { sent: false, retry: false, error: "bad_address" };
    const [line = "", words = ""] = await plain(subject, text);
    const letter = { key, practice: id, to, subject: line, text: words, queuedAt, again };
    const delivery = await transport.send(letter);
    return delivery.sent ? { ...delivery, address: practice.fingerprint(`${cleared.via}|${to}`) } : delivery;
  };

  return {
    message: async (effect, { subject, data }, attempt) => {
      const body = practice.shelf.active?.practice.templates[data.template]?.body;
      if (!body) return { sent: false, retry: false, error: "no_text" };
      const words = letterOf(body);
      const text = filled(words.text, data.with);
      const line = filled(words.subject ?? `A message from ${practice.row.name}`, data.with);
      const delivery = await leave(effect, attempt, line, text);
      if (!delivery.sent) return delivery;
      const to = { role: null, person: null, patient: attempt.cleared?.patient ?? null };
      return { ...delivery, inbox: { effect, at: await worklist.now(), to, card: subject.id, text } };
    },

    notice: async (effect, { subject, data }, more) => {
      const card = subject.kind === "card" ? subject.id : null;
      const text = more === 0 ? data.text : [...data.text, ` (and ${more} more)`];
      const to = { ...data.to, patient: null };
      const inbox: InboxItem = { effect, at: await worklist.now(), to, card, text };
      if (!transports.chat || !data.via.includes("push")) return { sent: true, inbox };
      // Told in the house first: that must not wait for a chat which is not there.
      await worklist.deliver(id, inbox);
      const link =
        transports.publicUrl !== null && card !== null ? `${transports.publicUrl}/?card=${card}` : null;
      return transports.chat.tell(effect, nameless(text), link);
    },

    call: async (effect, { subject, data }, { queuedAt }) => {
      const all = { ...connectors, ...transports.connectors };
      const ask = Object.hasOwn(all, data.connector) ? all[data.connector] : undefined;
      if (!ask) return { sent: false, retry: false, error: `there is no connector ${data.connector}` };
      const values = await resolved(practice, backing, data.with);
      return ask(data.op, effect, values, { card: subject.id, queuedAt });
    },
  };
}

/** For those who may be anybody: nothing that is protected. */
const nameless = (text: Text): string =>
  text.map((part) => (typeof part === "string" ? part : "a patient")).join("");

const ADDRESSES: Readonly<Record<string, string>> = { sms: "phone", email: "email" };

async function addressOf(
  { row }: OpenPractice,
  { history }: Backing,
  patient: string,
  channel: string,
): Promise<string | null> {
  const record = await history.record(row.id, { kind: "patient", id: patient });
  const value = record && "fields" in record ? record.fields[ADDRESSES[channel] ?? ""] : null;
  if (typeof value === "string") return value;
  return isRef(value) ? ((await history.unseal(row.id, [value])).get(value.ref) ?? null) : null;
}

async function resolved(
  { row }: OpenPractice,
  { history }: Backing,
  values: EventData["call.requested"]["with"],
) {
  const texts = await history.unseal(row.id, Object.values(values).filter(isRef));
  const plain = (value: FieldValue) =>
    isRef(value) ? (texts.get(value.ref) ?? null) : Array.isArray(value) ? value.join(", ") : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
}
