import { describe, it } from "vitest";
import type { CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { EARLIER, fact, given, NOW, standing, TOMORROW } from "../testing/index.ts";

type Import = CommandOf<"import">;

const told: Import = {
  ...{ type: "import", card: "referral", location: "main", patient: "p-1", at: "scheduling" },
  ...{ fields: {}, appointment: null, claims: [] },
};
const visit = { id: "v-1", start: TOMORROW, minutes: 30, provider: "dr-elsewhere", slot: null };
/** As the card has it: named after where it comes from. */
const imported = { ...visit, id: "import/v-1" };
const claim = { id: "cl-1", kind: "claim", status: "active", amount: 120 } as const;
const LATER = "2026-11-10T11:00:00.000Z";

describe("a card another system tells of for the first time", () => {
  it("is created where it is said to stand", () => {
    given([])
      .when({ ...told, at: "billing" })
      .thenTypes("card.created", "card.entered")
      .thenState({ stage: "billing", state: "charge_capture" });
  });

  it("brings its appointment and its claims", () => {
    given([])
      .when({ ...told, appointment: visit, claims: [claim] })
      .thenTypes("card.created", "card.entered", "appointment.booked", "claim.recorded")
      .thenState({ appointment: imported, claims: [claim] });
  });

  it("may name a provider who is not among this practice's people", () => {
    given([])
      .when({ ...told, appointment: visit })
      .thenState({ appointment: imported });
  });

  it("books no time for a card that is told to be at its end", () => {
    given([])
      .when({ ...told, at: "closed", appointment: visit })
      .thenTypes("card.created", "card.entered");
  });

  it("keeps at its end the visit that has been", () => {
    given([])
      .when({ ...told, at: "closed", appointment: { ...visit, start: EARLIER } })
      .thenState({ stage: "closed", appointment: { ...imported, start: EARLIER } });
  });

  it("is refused at a place there is not", () => {
    given([])
      .when({ ...told, at: "recovery" })
      .thenRefused("place_unknown", "There is no place called recovery");
  });

  it("is refused with a field there is not", () => {
    given([])
      .when({ ...told, fields: { colour: "red" } })
      .thenRefused("field_unknown");
  });

  it("is refused for a patient nobody knows", () => {
    given([])
      .when({ ...told, patient: "p-9" })
      .thenRefused("record_unknown");
  });

  it("is refused with a visit at a time that another card has", () => {
    given([])
      .when(
        { ...told, appointment: visit },
        { facts: [fact("booked", { card: "c-7", offered: false }, "dr-elsewhere", TOMORROW, "30", "c-1")] },
      )
      .thenRefused("double_booked", "The provider already has a visit at that time");
  });
});

describe("a card another system tells of again", () => {
  it("is moved where it is said to stand now, past guards and limits", () => {
    given(standing("intake.new"))
      .when(
        { ...told, at: "treatment" },
        {
          verdict: () => ({ ok: false, because: "never asked" }),
          facts: [
            fact("wip", 99, "treatment", "main"),
            fact("gap", { after: "a3", before: null }, "treatment", "", "", "c-1"),
          ],
        },
      )
      .then([
        event("card.moved", {
          from: { stage: "intake", state: "new", rank: "a0" },
          to: { stage: "treatment", state: "checked_in", rank: "a4" },
          reason: [],
        }),
        event("card.entered", {
          stage: "treatment",
          state: "checked_in",
          final: false,
          from: { stage: "intake", state: "new" },
          clock: { stage: NOW, state: NOW },
          stopped: { stage: EARLIER, state: EARLIER },
        }),
      ]);
  });

  it("may come back from its end", () => {
    given(standing("closed"))
      .when({ ...told, at: "billing" })
      .thenState({ stage: "billing", final: false });
  });

  it("keeps the state that staff gave it inside the stage", () => {
    given(standing("scheduling.confirmed")).when(told).thenNothing();
  });

  it("has only the difference written", () => {
    given(standing("scheduling", { fields: { reason: "knee", visits: 1 } }))
      .when({ ...told, fields: { reason: "knee", visits: 2 } })
      .then([event("card.changed", { field: "visits", from: 1, to: 2 })]);
  });

  it("gets a claim's new status, and keeps the others", () => {
    const other = { ...claim, id: "cl-2" };
    given([...standing("scheduling"), ...[claim, other].map((c) => event("claim.recorded", { claim: c }))])
      .when({ ...told, claims: [{ ...claim, status: "denied" }, other] })
      .thenTypes("claim.recorded")
      .thenState({ claims: [other, { ...claim, status: "denied" }] });
  });

  it("believes the last word on a claim that is told twice at once", () => {
    given(standing("scheduling"))
      .when({ ...told, claims: [claim, { ...claim, status: "denied" }] })
      .then([event("claim.recorded", { claim: { ...claim, status: "denied" } })]);
  });

  it("is refused at a place there is not", () => {
    given(standing("intake"))
      .when({ ...told, at: "recovery" })
      .thenRefused("place_unknown");
  });

  it("is refused with a field that does not fit", () => {
    given(standing("scheduling"))
      .when({ ...told, fields: { visits: "two" } })
      .thenRefused("field_type", "visits must be a whole number");
  });
});

describe("an appointment another system tells of again", () => {
  const booked = [...standing("scheduling"), event("appointment.booked", visit)];

  it("is moved and keeps the name it has here", () => {
    given(booked)
      .when({ ...told, appointment: { ...visit, id: "v-2", start: LATER } })
      .then([event("appointment.moved", { from: visit, to: { ...visit, start: LATER } })]);
  });

  it("has to be confirmed again at its new time", () => {
    const confirmed = event("card.changed", { field: "appointment.confirmed", from: false, to: true });
    given([...booked, confirmed])
      .when({ ...told, appointment: { ...visit, start: LATER } })
      .thenState({ fields: { "appointment.confirmed": false } });
  });

  it("is cancelled when nothing is said of it any more, and its time is free", () => {
    given([...standing("scheduling"), event("appointment.booked", imported)])
      .when(told)
      .then([
        event("appointment.cancelled", { appointment: imported, reason: [] }),
        event("appointment.freed", { appointment: imported, location: "main" }),
      ]);
  });

  it("is left alone when it has been and nothing is said of it any more", () => {
    const past = { ...imported, start: EARLIER };
    given([...standing("scheduling"), event("appointment.booked", past)])
      .when(told)
      .thenNothing();
  });

  it("is left alone when staff have booked it and nothing is said of it", () => {
    given(booked).when(told).thenNothing();
  });

  it.each([visit, imported])("is cancelled with the card's way: $id", (appointment) => {
    const known = [...standing("scheduling"), event("appointment.booked", appointment)];
    for (const said of [null, visit, { ...visit, start: LATER }])
      given(known)
        .when({ ...told, at: "cancelled", appointment: said })
        .thenTypes("card.moved", "card.entered", "appointment.cancelled", "appointment.freed")
        .thenState({ stage: "cancelled", appointment: null });
  });

  it("is not moved to a time that another card has", () => {
    given(booked)
      .when(
        { ...told, appointment: { ...visit, start: LATER } },
        { facts: [fact("booked", { card: "c-7", offered: false }, "dr-elsewhere", LATER, "30", "c-1")] },
      )
      .thenRefused("double_booked");
  });
});

describe("telling the same twice", () => {
  it.each<[string, Partial<Import>]>([
    ["a bare card", {}],
    ["a card inside a stage", { at: "scheduling.booked" }],
    ["a card with fields", { fields: { reason: "knee", tags: ["a"], note: { ref: "n" } } }],
    ["fields that are their default", { fields: { priority: "normal", visits: 0 } }],
    ["fields that are absent", { fields: { priority: null, reason: null } }],
    ["an appointment", { appointment: visit }],
    ["claims", { claims: [claim, { ...claim, id: "cl-2" }] }],
    ["one claim twice", { claims: [claim, { ...claim, status: "denied" }] }],
    ["all of it", { at: "billing", fields: { visits: 2 }, appointment: visit, claims: [claim] }],
  ])("changes nothing: %s", (_, part) => {
    const once = given([]).when({ ...told, ...part }).decided;
    given(Array.isArray(once) ? once : [])
      .when({ ...told, ...part })
      .thenNothing();
  });
});
