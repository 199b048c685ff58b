import type { Event } from "../events.ts";
import { type FactKey, factKey, factParts, type FactKind, type FactValues, type Holder } from "../facts.ts";
import { type HeldTime, timesOf } from "../offers.ts";
import { byRank, gapFor } from "../rank.ts";
import { touchedInTheEnd } from "../touches.ts";
import type { Clinic } from "./clinic.ts";
import { FactTable } from "./fact-table.ts";

const quiet = new FactTable();

/** A fact counted from the clinic's cards and history; people and patients are those of a quiet day. */
export function clinicFact(clinic: Clinic, key: FactKey): FactValues[FactKind] {
  const [kind, ...args] = factParts(key);
  const [first = "", second = "", third = "", fourth = ""] = args;
  switch (kind) {
    case "wip":
      return clinic.column(first).filter((card) => second === "*" || card.location === second).length;
    case "gap": {
      const column = clinic.column(first).filter((card) => card.id !== fourth);
      return gapFor([...column].sort(byRank), second || null, third || null);
    }
    case "booked":
      return overlapping(clinic, first, second, Number(third), fourth);
    case "slot": {
      const takenBy = held(clinic).find(({ appointment }) => appointment.slot === first) ?? null;
      return { ...quiet.read(factKey("slot", first)), takenBy: takenBy && holder(takenBy) };
    }
    case "decision":
      return pastDecision(clinic, first);
    default:
      return quiet.read(key);
  }
}

type Held = HeldTime & { readonly card: string };

const held = ({ cards }: Clinic): readonly Held[] =>
  [...cards.values()].flatMap((card) => timesOf(card).map((time) => ({ ...time, card: card.id })));
const holder = ({ card, offered }: Held): Holder => ({ card, offered });

function overlapping(clinic: Clinic, provider: string, start: string, minutes: number, self: string) {
  const begin = minuteOf(start);
  const clashes = ({ card, appointment }: Held) =>
    card !== self &&
    appointment.provider === provider &&
    minuteOf(appointment.start) < begin + minutes &&
    begin < minuteOf(appointment.start) + appointment.minutes;
  const found = held(clinic).find(clashes);
  return found ? holder(found) : null;
}

/** Minutes within the one day on which a clinic books. */
const minuteOf = (instant: string) => Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16));

type Delivery = Extract<Event, { type: "message.queued" | "notice.queued" | "call.requested" }>;
const isDelivery = (event: Event): event is Delivery =>
  event.type === "message.queued" || event.type === "notice.queued" || event.type === "call.requested";

function pastDecision({ events }: Clinic, id: string): FactValues["decision"] {
  const found = events.find((event) => event.id === id);
  if (!found) return null;
  const own = events.filter((event) => event.root === found.root);
  const last = own.at(-1)?.seq ?? 0;
  const since = events.filter((event) => event.seq > last && event.subject.id === found.subject.id);
  // Nothing ever leaves a clinic: it has no senders.
  const effects = own.flatMap((event) =>
    isDelivery(event) ? [{ key: event.data.effect, sent: false }] : [],
  );
  return { events: own, touchedSince: touchedInTheEnd(since), effects };
}
