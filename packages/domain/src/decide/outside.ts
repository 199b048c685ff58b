import type { Card } from "../card.ts";
import { event } from "../events.ts";
import type { FieldType, FieldTypes } from "../fields.ts";
import { type Fields, isRef, type Ref } from "../values.ts";
import type { Decided, World } from "../world.ts";
import { accept, decline } from "./offer.ts";

/** Something that may be told from outside at every practice: what it may say, and what of that it has to. */
export interface OutsideEvent {
  readonly says: FieldTypes;
  readonly needs: readonly string[];
}

interface Told extends OutsideEvent {
  readonly decide: (card: Card, data: Fields, world: World) => Decided;
}

const plain: FieldType = { type: "string", enum: null, phi: false, default: null };
const protectedText: FieldType = { ...plain, phi: true };
const answer: FieldType = { ...plain, enum: ["yes", "no", "stop", "other"] };

const text = (data: Fields, name: string): string | null =>
  typeof data[name] === "string" ? data[name] : null;
const ref = (data: Fields, name: string): Ref | null => {
  const value = data[name];
  return isRef(value) ? value : null;
};
const slotIn = (data: Fields) => (typeof data["slot"] === "string" ? { slot: data["slot"] } : {});

/** The practice's own transports and other systems tell of these through one door. */
export const outsideEvents: Readonly<Record<string, Told>> = {
  "offer.accepted": {
    ...{ says: { slot: plain }, needs: [] },
    decide: (card, data, world) => accept(card, slotIn(data), world),
  },
  "offer.declined": {
    ...{ says: { slot: plain }, needs: [] },
    decide: (card, data, world) => decline(card, slotIn(data), world),
  },
  /** A message will not reach the patient: the last way by which it was tried, and why in a word without anything of theirs. */
  "message.failed": {
    says: { effect: plain, template: plain, channel: plain, error: plain },
    needs: ["effect", "template", "error"],
    decide: (_card, data) => [
      event("message.failed", {
        effect: String(data["effect"]),
        template: String(data["template"]),
        channel: text(data, "channel"),
        error: String(data["error"]),
      }),
    ],
  },
  /** The patient wrote back. What they meant is told beside their words, which no rule may look into. */
  "message.replied": {
    says: { template: plain, channel: plain, answer, text: protectedText },
    needs: ["channel"],
    decide: (_card, data) => {
      const said = ref(data, "text");
      return [
        event("message.replied", {
          template: text(data, "template"),
          channel: String(data["channel"]),
          answer: (text(data, "answer") ?? "other") as "yes" | "no" | "stop" | "other",
          text: said ? [said] : [],
        }),
      ];
    },
  },
  /** A document of the card's is there: what it is, and where it is kept, for Corridor keeps none. */
  "document.received": {
    says: { kind: plain, link: protectedText },
    needs: ["kind"],
    decide: (_card, data) => [
      event("document.received", { kind: String(data["kind"]), link: ref(data, "link") }),
    ],
  },
};
