import { eventData } from "@corridor/domain";
import type { Event } from "@corridor/protocol";
import { expect, test } from "vitest";
import { doerOf, type Names, sentenceOf } from "./sentences.ts";

const names: Names = {
  ...{ zone: "America/New_York", now: Date.parse("2026-11-22T12:00:00.000Z") },
  stage: (id) => ({ intake: "Intake", treatment: "Treatment" })[id] ?? id,
  person: (id) => ({ dana: "Dana Moss" })[id] ?? id,
};

const event = (
  type: string,
  data: Record<string, unknown>,
  kind: Event["actor"]["kind"] = "user",
): Event => ({
  ...{ seq: 1, id: "k/0", subject: { kind: "card", id: "c1" }, version: 1, type, data },
  ...{
    actor: { kind, id: "dana", role: "manager" },
    cause: null,
    root: "k",
    ruleset: "r",
    at: "2026-11-22T12:00:00.000Z",
  },
});

const offer = { appointment: { start: "2026-11-24T15:00:00.000Z", provider: "dana" } };

test.each([
  [
    "card.moved",
    { from: { stage: "intake", state: "ready" }, to: { stage: "treatment", state: "in_room" } },
    "Moved from Intake to Treatment",
  ],
  [
    "card.moved",
    { from: { stage: "intake", state: "new" }, to: { stage: "intake", state: "forms_sent" } },
    "Now forms sent",
  ],
  [
    "card.changed",
    { field: "insurance.status", from: "pending", to: "verified" },
    "Insurance status is verified, was pending",
  ],
  ["card.assigned", { from: {}, to: { person: "dana", role: null } }, "Assigned to Dana Moss"],
  ["card.assigned", { from: {}, to: { person: null, role: "front_desk" } }, "Given to the front desk queue"],
  ["card.commented", { text: "called twice" }, "Comment: “called twice”"],
  ["card.commented", { text: null }, "Comment"],
  [
    "offer.made",
    { offer: { ...offer, until: "2026-11-23T15:00:00.000Z" } },
    "Offered Tue 24 Nov, 10:00 with Dana Moss, until Mon 23 Nov, 10:00",
  ],
  ["offer.declined", { offer }, "Patient does not want Tue 24 Nov, 10:00 with Dana Moss"],
  ["x.from-tomorrow", {}, "X from tomorrow"],
])("%s %j reads: %s", (type, data, sentence) => {
  expect(sentenceOf(event(type, data), names)).toBe(sentence);
});

test("every kind of event a card can have is told in words, even without its contents", () => {
  const told = Object.keys(eventData).map((type) => sentenceOf(event(type, {}), names));
  expect(told.filter((sentence) => sentence.includes("undefined") || sentence === "")).toEqual([]);
});

test("a rule is named as a rule, a clock that is no rule's as the clock", () => {
  expect(doerOf(event("card.moved", {}, "rule"), names).kind).toBe("rule");
  expect(doerOf(event("offer.expired", { offer }, "timer"), names)).toEqual({
    kind: "outside",
    name: "the clock",
  });
  expect(doerOf(event("card.moved", {}), names)).toEqual({ kind: "person", name: "Dana Moss" });
});
