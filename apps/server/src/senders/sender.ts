import type { EventData, FieldValue, Text } from "@corridor/domain";
import { isRef } from "@corridor/domain";
import type { Delivery, Reply, Sender } from "@corridor/engine";
import type { Template } from "@corridor/rules";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { isText } from "../live/names.ts";

/** Asks another system. What it is handed is plain: pointers are resolved here, at the last moment. */
export type Connector = (
  op: string,
  key: string,
  values: Readonly<Record<string, string | number | boolean | null>>,
) => Promise<Delivery & { readonly reply?: Reply }>;

export type Connectors = Readonly<Record<string, Connector>>;

/** How effects leave: notices and copies of patients' messages into inboxes, calls to the connectors there are. */
export function createSender(practice: OpenPractice, backing: Backing, connectors: Connectors): Sender {
  const { worklist } = backing;
  return {
    message: async (effect, { subject, data }, cleared) => {
      const known = practice.shelf.active?.practice.templates[data.template];
      if (!known?.body) return { sent: false, retry: false, error: "no_text" };
      const to = { role: null, person: null, patient: cleared?.patient ?? null };
      const text = filled(known, data.with);
      return { sent: true, inbox: { effect, at: await worklist.now(), to, card: subject.id, text } };
    },
    notice: async (effect, { subject, data }, more) => {
      const card = subject.kind === "card" ? subject.id : null;
      const text = more === 0 ? data.text : [...data.text, ` (and ${more} more)`];
      const to = { ...data.to, patient: null };
      return { sent: true, inbox: { effect, at: await worklist.now(), to, card, text } };
    },
    call: async (effect, event) => {
      const { connector, op, with: values } = event.data;
      const ask = Object.hasOwn(connectors, connector) ? connectors[connector] : undefined;
      if (!ask) return { sent: false, retry: false, error: `there is no connector ${connector}` };
      return ask(op, effect, await resolved(practice, backing, values));
    },
  };
}

/** A template's text with its holes filled: what is protected stays a pointer in the inbox too. */
function filled({ body }: Template, values: EventData["message.queued"]["with"]): Text {
  return (body ?? "").split(/(\{\w+\})/).flatMap((part): Text => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part === "" ? [] : [part];
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined || value === null
      ? []
      : isText(value)
        ? value
        : isRef(value)
          ? [value]
          : [String(value)];
  });
}

async function resolved(
  { row }: OpenPractice,
  { history }: Backing,
  values: Readonly<Record<string, FieldValue>>,
) {
  const texts = await history.unseal(row.id, Object.values(values).filter(isRef));
  const plain = (value: FieldValue) =>
    isRef(value) ? (texts.get(value.ref) ?? null) : Array.isArray(value) ? value.join(", ") : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
}
