import { describe, expect, it } from "vitest";
import { event, type NewEvent } from "../events.ts";
import type { Holder } from "../facts.ts";
import { cardOf, fact, given, slot, standing, TOMORROW, worldOf } from "../testing/index.ts";
import { decide } from "./decide.ts";

const LATER = "2026-11-10T11:00:00.000Z";
const visit = { id: "v-1", start: TOMORROW, minutes: 30, provider: "ben", slot: null };
const booked = [...standing("scheduling"), event("appointment.booked", visit)];
const flagged = (field: string): NewEvent => event("card.changed", { field, from: false, to: true });
const unflagged = (field: string): NewEvent => event("card.changed", { field, from: true, to: false });
const book = { type: "appointment.book", start: TOMORROW, minutes: 30, provider: "ben" } as const;
const bookedAt = (start: string, by: Holder) => fact("booked", by, "ben", start, "30", "c-1");

describe("booking", () => {
  it("gives the card an appointment under a new name", () => {
    given(standing("scheduling"))
      .when(book)
      .then([event("appointment.booked", { ...visit, id: "new-1" })]);
  });

  it("takes a slot with it", () => {
    given(standing("scheduling"))
      .when({ ...book, slot: "s-1" })
      .thenState({ appointment: { ...visit, id: "new-1", slot: "s-1" } });
  });

  it("forgets what was said of an older one", () => {
    given([...standing("scheduling"), flagged("appointment.no_show"), flagged("appointment.confirmed")])
      .when(book)
      .then([
        event("appointment.booked", { ...visit, id: "new-1" }),
        unflagged("appointment.confirmed"),
        unflagged("appointment.no_show"),
      ]);
  });

  it("asks for provider, time and slot in one question", () => {
    const world = worldOf();
    decide("c-1", cardOf(standing()), { ...book, slot: "s-1" }, world);
    expect(world.facts.asked).toEqual(["person|ben", `booked|ben|${TOMORROW}|30|c-1`, "slot|s-1"]);
  });

  it("is refused where there is one already", () => {
    given(booked)
      .when(book)
      .thenRefused("appointment_exists", "This card already has an appointment; move that one");
  });

  it("is refused for a provider nobody knows", () => {
    given(standing())
      .when({ ...book, provider: "zoe" })
      .thenRefused("person_unknown", "There is no such provider at this practice");
  });

  it("is refused for a provider who has left", () => {
    given(standing())
      .when({ ...book, provider: "cleo" })
      .thenRefused("person_unknown");
  });

  it("is refused where the provider already has a visit", () => {
    given(standing())
      .when(book, { facts: [bookedAt(TOMORROW, { card: "c-7", offered: false })] })
      .thenRefused("double_booked", "The provider already has a visit at that time");
  });

  it("is refused for a slot somebody else has", () => {
    given(standing())
      .when(
        { ...book, slot: "s-1" },
        { facts: [fact("slot", { slot, takenBy: { card: "c-7", offered: false } }, "s-1")] },
      )
      .thenRefused("slot_taken", "Somebody else has just taken this slot");
  });

  it("is refused for a slot there is not", () => {
    given(standing())
      .when({ ...book, slot: "s-9" })
      .thenRefused("record_unknown", "There is no such slot");
  });

  it.each([{ provider: "ana" }, { start: LATER }, { minutes: 15 }, { minutes: 45 }])(
    "is refused where it is not what the slot says: %j",
    (other) => {
      given(standing())
        .when({ ...book, slot: "s-1", ...other })
        .thenRefused("slot_mismatch", "The slot is another time than this, or another provider's");
    },
  );
});

describe("moving an appointment", () => {
  it("keeps its name, frees the old time and leaves the slot", () => {
    const from = { ...visit, slot: "s-1" };
    const to = { ...visit, start: LATER };
    given([...standing(), event("appointment.booked", from)])
      .when({ type: "appointment.move", start: LATER })
      .then([
        event("appointment.moved", { from, to }),
        event("appointment.freed", { appointment: from, location: "main" }),
      ]);
  });

  it("may change length and provider", () => {
    given(booked)
      .when({ type: "appointment.move", start: LATER, minutes: 60, provider: "ana" })
      .thenState({ appointment: { ...visit, start: LATER, minutes: 60, provider: "ana" } });
  });

  it("asks for a new confirmation", () => {
    given([...booked, flagged("appointment.confirmed")])
      .when({ type: "appointment.move", start: LATER })
      .thenTypes("appointment.moved", "appointment.freed", "card.changed")
      .thenState({ fields: { "appointment.confirmed": false } });
  });

  it("to where it is is no event", () => {
    given(booked).when({ type: "appointment.move", start: TOMORROW }).thenNothing();
  });

  it("is refused where the provider already has a visit", () => {
    given(booked)
      .when(
        { type: "appointment.move", start: LATER },
        { facts: [bookedAt(LATER, { card: "c-7", offered: false })] },
      )
      .thenRefused("double_booked");
  });

  it("is refused where there is none", () => {
    given(standing())
      .when({ type: "appointment.move", start: LATER })
      .thenRefused("appointment_missing", "This card has no appointment to move");
  });
});

describe("cancelling", () => {
  it("says why and frees the time", () => {
    given(booked)
      .when({ type: "appointment.cancel", reason: [{ ref: "why" }] })
      .then([
        event("appointment.cancelled", { appointment: visit, reason: [{ ref: "why" }] }),
        event("appointment.freed", { appointment: visit, location: "main" }),
      ]);
  });

  it("needs no reason", () => {
    given(booked).when({ type: "appointment.cancel" }).thenState({ appointment: null });
  });

  it("takes the confirmation along", () => {
    given([...booked, flagged("appointment.confirmed")])
      .when({ type: "appointment.cancel" })
      .thenState({ fields: { "appointment.confirmed": false } });
  });

  it("is refused where there is none", () => {
    given(standing())
      .when({ type: "appointment.cancel" })
      .thenRefused("appointment_missing", "This card has no appointment to cancel");
  });
});

describe("confirming", () => {
  it("is noted on the card", () => {
    given(booked)
      .when({ type: "appointment.confirm" })
      .then([flagged("appointment.confirmed")]);
  });

  it("twice is no event", () => {
    given([...booked, flagged("appointment.confirmed")])
      .when({ type: "appointment.confirm" })
      .thenNothing();
  });

  it("is refused where there is none", () => {
    given(standing())
      .when({ type: "appointment.confirm" })
      .thenRefused("appointment_missing", "This card has no appointment to confirm");
  });
});

describe("not showing up", () => {
  it("is an event of its own and noted on the card", () => {
    given(booked)
      .when({ type: "appointment.no-show" })
      .then([event("appointment.missed", { appointment: visit }), flagged("appointment.no_show")]);
  });

  it("leaves the appointment where it was", () => {
    given(booked).when({ type: "appointment.no-show" }).thenState({ appointment: visit });
  });

  it("twice is no event", () => {
    given([...booked, flagged("appointment.no_show")])
      .when({ type: "appointment.no-show" })
      .thenNothing();
  });

  it("is refused where there is none", () => {
    given(standing())
      .when({ type: "appointment.no-show" })
      .thenRefused("appointment_missing", "This card has no appointment that could be missed");
  });
});
