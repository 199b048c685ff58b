import { describe, expect, it } from "vitest";
import type { Card } from "../card.ts";
import { event } from "../events.ts";
import { cardOf, standing, worldOf } from "../testing/index.ts";
import type { Fields } from "../values.ts";
import { raise } from "./raise.ts";

const told = (name: string, data: Fields) =>
  raise(cardOf(standing()) as Card, { type: "raise", name, data }, worldOf());
const failed = { effect: "e-1", template: "reminder", error: "no such number" };

describe("what every practice may be told", () => {
  it("a message that will not reach the patient", () => {
    expect(told("message.failed", { ...failed, channel: "sms" })).toEqual([
      event("message.failed", { ...failed, channel: "sms" }),
    ]);
    expect(told("message.failed", failed)).toEqual([event("message.failed", { ...failed, channel: null })]);
  });

  it("what the patient wrote back, with what they meant", () => {
    const text = { ref: "words" };
    expect(told("message.replied", { channel: "sms", template: "reminder", answer: "yes", text })).toEqual([
      event("message.replied", { channel: "sms", template: "reminder", answer: "yes", text: [text] }),
    ]);
    expect(told("message.replied", { channel: "email" })).toEqual([
      event("message.replied", { channel: "email", template: null, answer: "other", text: [] }),
    ]);
  });

  it("a document, and where it is kept", () => {
    const link = { ref: "where" };
    expect(told("document.received", { kind: "referral", link })).toEqual([
      event("document.received", { kind: "referral", link }),
    ]);
    expect(told("document.received", { kind: "referral" })).toEqual([
      event("document.received", { kind: "referral", link: null }),
    ]);
  });

  it.each<[string, Fields, string]>([
    ["message.failed", { template: "t", error: "x" }, "effect must be given"],
    ["message.replied", {}, "channel must be given"],
    ["message.replied", { channel: "sms", answer: "maybe" }, "answer must be one of yes, no, stop, other"],
    ["message.replied", { channel: "sms", text: "I am ill" }, "text must be sealed text"],
    ["document.received", { kind: "referral", link: "https://x" }, "link must be sealed text"],
    ["document.received", { kind: "referral", pages: 3 }, "document.received says no pages"],
  ])("%s of %j is refused", (name, data, because) => {
    expect(told(name, data)).toMatchObject({ because });
  });
});
