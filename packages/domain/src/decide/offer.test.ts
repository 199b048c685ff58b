import { describe, expect, it } from "vitest";
import type { Appointment } from "../card.ts";
import type { CardCommand } from "../commands.ts";
import { event, type NewEvent } from "../events.ts";
import { isRejection } from "../rejection.ts";
import { Clinic, EARLIER, fact, given, NOW, slot, standing, TOMORROW } from "../testing/index.ts";

const HALF_PAST = "2026-11-09T15:30:00.000Z";
const AFTER = "2026-11-12T09:00:00.000Z";
const visit = { id: "v-1", start: AFTER, minutes: 30, provider: "ben", slot: null };
const wanted = { id: "new-1", start: TOMORROW, minutes: 30, provider: "ben", slot: "s-1" };
const offer = { slot: "s-1", appointment: wanted, location: "main", at: EARLIER, until: HALF_PAST };
const made = event("offer.made", { offer });
const waits = [...standing("scheduling.waitlisted"), made];
const make = { type: "offer.make", slot: "s-1", until: HALF_PAST } as const;
const yes = { type: "offer.accept" } as const;
const no = { type: "offer.decline" } as const;
const freed = (appointment: Appointment = wanted) =>
  event("appointment.freed", { appointment, location: "main" });
const held = (offered: boolean) => ({ card: "c-7", offered });

describe("offering a time", () => {
  it("keeps the slot for the card until then", () => {
    given(standing("scheduling.waitlisted"))
      .when(make)
      .then([event("offer.made", { offer: { ...offer, at: NOW } })]);
  });

  it("needs no slot: a time can be said whole, and is spent where the card is", () => {
    const name = `${TOMORROW}/30/ben`;
    given(standing("scheduling", { location: "north" }))
      .when({ ...make, slot: name })
      .then([
        event("offer.made", {
          offer: { ...offer, slot: name, appointment: { ...wanted, slot: null }, location: "north", at: NOW },
        }),
      ]);
  });

  it("is over when the time begins, however long it was meant to stand", () => {
    given(standing())
      .when({ ...make, until: AFTER })
      .then([event("offer.made", { offer: { ...offer, at: NOW, until: TOMORROW } })]);
  });

  it.each<[string, string, object]>([
    ["that somebody has", "slot_taken", { facts: [fact("slot", { slot, takenBy: held(false) }, "s-1")] }],
    [
      "that is offered to somebody",
      "slot_offered",
      { facts: [fact("slot", { slot, takenBy: held(true) }, "s-1")] },
    ],
    [
      "in which the provider has a visit",
      "double_booked",
      { facts: [fact("booked", held(false), "ben", TOMORROW, "30", "")] },
    ],
    [
      "that overlaps one which is offered",
      "slot_offered",
      { facts: [fact("booked", held(true), "ben", TOMORROW, "30", "")] },
    ],
    ["that has begun", "offer_over", { now: TOMORROW }],
  ])("is refused for one %s", (_, code, sketch) => {
    given(standing())
      .when(make, sketch)
      .thenRefused(code as "slot_taken");
  });

  it("is refused for a slot there is not, and for a card whose way has ended", () => {
    given(standing())
      .when({ ...make, slot: "s-9" })
      .thenRefused("record_unknown", "There is no such slot");
    given(standing("closed")).when(make).thenRefused("not_allowed");
  });

  it.each([no, { type: "offer.expire", slot: "s-1" } as const])(
    "is refused for one that was offered before: $type",
    (answer) => {
      const clinic = new Clinic();
      const ask = (command: CardCommand) => clinic.ask("c-1", command);
      ask({ type: "create", card: "referral", location: "main", patient: "p-1", fields: {} });
      expect(isRejection(ask(make))).toBe(false);
      ask(answer);
      expect(ask({ ...make, until: TOMORROW })).toMatchObject({ code: "offer_repeated" });
    },
  );
});

describe("a patient who says yes", () => {
  it("has the appointment", () => {
    given(waits)
      .when(yes)
      .then([event("offer.accepted", { offer }), event("appointment.booked", wanted)]);
  });

  it("gives back the later one they had, and what was said of it", () => {
    const confirmed = event("card.changed", { field: "appointment.confirmed", from: false, to: true });
    given([...waits, event("appointment.booked", visit), confirmed])
      .when(yes)
      .then([
        event("offer.accepted", { offer }),
        event("appointment.moved", { from: visit, to: { ...wanted, id: "v-1" } }),
        freed(visit),
        event("card.changed", { field: "appointment.confirmed", from: true, to: false }),
      ]);
  });

  it("gives back whatever else they were offered", () => {
    const other = { ...offer, slot: "s-2", appointment: { ...wanted, id: "v-9", start: AFTER, slot: "s-2" } };
    given([...waits, event("offer.made", { offer: other })])
      .when({ ...yes, slot: "s-1" })
      .then([
        event("offer.accepted", { offer }),
        event("offer.withdrawn", { offer: other }),
        freed(other.appointment),
        event("appointment.booked", wanted),
      ]);
  });

  it("says which time is meant where there are two", () => {
    given([...waits, event("offer.made", { offer: { ...offer, slot: "s-2" } })])
      .when(yes)
      .thenRefused("offer_unclear");
  });

  it("twice says nothing more", () => {
    const accepted = [...waits, event("offer.accepted", { offer }), event("appointment.booked", wanted)];
    given(accepted).when(yes).thenNothing();
    given(accepted)
      .when({ ...yes, slot: "s-1" })
      .thenNothing();
  });

  it.each<[string, readonly NewEvent[], object]>([
    ["after the time to answer, even before anybody noted so", waits, { now: HALF_PAST }],
    ["after it has expired", [...waits, event("offer.expired", { offer })], {}],
    ["after they said no", [...waits, event("offer.declined", { offer })], {}],
  ])("too late is told: %s", (_, history, sketch) => {
    given(history).when(yes, sketch).thenRefused("offer_over", "This time is no longer offered");
  });

  it("to nothing is told", () => {
    given(standing()).when(yes).thenRefused("offer_unknown");
    given(waits)
      .when({ ...yes, slot: "s-2" })
      .thenRefused("offer_unknown");
  });

  it("is told where somebody else has the time after all", () => {
    given(waits)
      .when(yes, { facts: [fact("booked", held(false), "ben", TOMORROW, "30", "c-1")] })
      .thenRefused("double_booked");
  });
});

describe("a time is anybody's again", () => {
  it("when the patient says no", () => {
    given(waits)
      .when(no)
      .then([event("offer.declined", { offer }), freed()]);
  });

  it("when nobody has answered in time, and not before", () => {
    const expire = { type: "offer.expire", slot: "s-1" } as const;
    given(waits).when(expire).thenNothing();
    given(waits)
      .when(expire, { now: HALF_PAST })
      .then([event("offer.expired", { offer }), freed()]);
  });

  it("when the card's way ends", () => {
    given(waits)
      .when({ type: "move", to: "cancelled" })
      .thenTypes("card.moved", "card.entered", "offer.withdrawn", "appointment.freed");
  });

  it("when the card is given another one", () => {
    given(waits)
      .when({ type: "appointment.book", start: AFTER, minutes: 30, provider: "ben" })
      .thenTypes("offer.withdrawn", "appointment.freed", "appointment.booked");
  });

  it("but not when the card is given just this one", () => {
    given(waits)
      .when({ type: "appointment.book", start: TOMORROW, minutes: 30, provider: "ben", slot: "s-1" })
      .thenTypes("offer.withdrawn", "appointment.booked");
  });
});

describe("a cancellation that is taken back", () => {
  const at = { start: TOMORROW, minutes: 30, provider: "ben" } as const;
  const name = `${TOMORROW}/30/ben`;
  /** Two cards, and the first event of the cancellation of the first one's visit. */
  function cancelled() {
    const clinic = new Clinic();
    for (const id of ["c-1", "c-2"])
      clinic.ask(id, { type: "create", card: "referral", location: "main", patient: "p-1", fields: {} });
    clinic.ask("c-1", { type: "appointment.book", ...at });
    const done = clinic.ask("c-1", { type: "appointment.cancel" });
    return { clinic, event: isRejection(done) ? "" : (done[0]?.id ?? "") };
  }

  it("waits for whoever is being asked about the time", () => {
    const { clinic, event: undone } = cancelled();
    clinic.ask("c-2", { ...make, slot: name });
    expect(clinic.ask("c-1", { type: "undo", event: undone })).toMatchObject({ code: "slot_offered" });
    clinic.ask("c-2", no);
    expect(isRejection(clinic.ask("c-1", { type: "undo", event: undone }))).toBe(false);
    expect(clinic.cards.get("c-1")?.appointment).toMatchObject(at);
  });

  it("needs no answer to the same time any more", () => {
    const { clinic, event: undone } = cancelled();
    clinic.ask("c-1", { ...make, slot: name });
    const back = clinic.ask("c-1", { type: "undo", event: undone });
    expect(!isRejection(back) && back.map(({ type }) => type)).toEqual([
      "offer.withdrawn",
      "appointment.restored",
      "card.undone",
    ]);
  });
});

it("an offer that is over is remembered until its time has come", () => {
  const later = { ...offer, slot: "s-2", at: AFTER, until: AFTER };
  given([...waits, event("offer.declined", { offer })])
    .when(make, { now: NOW })
    .thenRefused("offer_repeated");
  const card = given([...waits, event("offer.declined", { offer }), event("offer.made", { offer: later })]);
  card.when({ type: "offer.decline", slot: "s-1" }, { now: AFTER }).thenRefused("offer_unknown");
});

it("an answer that comes from outside is the same answer", () => {
  const told = { type: "raise", name: "offer.accepted", data: { slot: "s-1" } } as const;
  given(waits).when(told).thenTypes("offer.accepted", "appointment.booked");
  given(waits)
    .when({ ...told, name: "offer.declined", data: {} })
    .thenTypes("offer.declined", "appointment.freed");
});
