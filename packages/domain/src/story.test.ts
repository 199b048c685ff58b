import { describe, expect, it } from "vitest";
import { fold } from "./card.ts";
import type { CardCommand } from "./commands.ts";
import { isRejection } from "./rejection.ts";
import { byRank } from "./rank.ts";
import { Clinic, manager } from "./testing/index.ts";

const NINE = "2026-11-10T09:00:00.000Z";
const TEN = "2026-11-10T10:00:00.000Z";
const newCard = { type: "create", card: "referral", location: "main", patient: "p-1", fields: {} } as const;
const book = (start: string): CardCommand => ({
  type: "appointment.book",
  start,
  minutes: 30,
  provider: "ben",
});

/** Asks and reads the answer as a person would: the sentence where it was refused. */
function asking(clinic: Clinic, id: string) {
  return (command: CardCommand): string => {
    const answer = clinic.ask(id, command);
    return isRejection(answer) ? answer.because : "done";
  };
}
const place = (clinic: Clinic, id: string) => {
  const card = clinic.cards.get(id);
  return `${card?.stage}.${card?.state}`;
};
const column = (clinic: Clinic, stage: string) =>
  [...clinic.column(stage)].sort(byRank).map((card) => card.id);

describe("a patient's way through the practice", () => {
  it("goes from intake to closed, and is told why not on the way", () => {
    const clinic = new Clinic();
    const ask = asking(clinic, "c-1");
    expect(ask(newCard)).toBe("done");
    expect(ask({ type: "move", to: "scheduling" })).toBe("The guard says no");
    expect(ask({ type: "move", to: "intake.ready" })).toBe("done");
    expect(ask({ type: "move", to: "scheduling" })).toBe("done");
    expect(ask({ type: "move", to: "treatment" })).toBe("The guard says no");
    expect(ask(book(NINE))).toBe("done");
    expect(ask({ type: "move", to: "scheduling.booked" })).toBe("done");
    expect(ask({ type: "appointment.confirm" })).toBe("done");
    expect(ask({ type: "move", to: "treatment" })).toBe("done");
    expect(ask({ type: "move", to: "billing" })).toBe("The guard says no");
    expect(ask({ type: "set", fields: { "documentation.complete": true } })).toBe("done");
    expect(ask({ type: "move", to: "billing.submitted" })).toBe("done");
    expect(ask({ type: "move", to: "closed" })).toBe("The guard says no");
    expect(ask({ type: "set", fields: { "claim.status": "paid" } })).toBe("done");
    expect(ask({ type: "move", to: "closed" })).toBe("done");
    expect(ask({ type: "move", to: "billing" })).toBe("Closed is the end of the way; nothing leaves it");
    expect(place(clinic, "c-1")).toBe("closed.closed");
    expect(clinic.cards.get("c-1")?.final).toBe(true);
  });

  it("can be read again at every moment of it", () => {
    const clinic = new Clinic();
    const ask = asking(clinic, "c-1");
    const seen: string[] = [];
    for (const command of [
      newCard,
      { type: "move", to: "intake.ready" },
      { type: "move", to: "scheduling" },
    ] as const) {
      ask(command);
      seen.push(place(clinic, "c-1"));
    }
    const versions = [1, 2, 3].map((version) => {
      const card = fold(
        null,
        clinic.events.filter((event) => event.version <= version),
      );
      return `${card?.stage}.${card?.state}`;
    });
    expect(versions).toEqual(seen);
    expect(seen).toEqual(["intake.new", "intake.ready", "scheduling.unscheduled"]);
  });
});

describe("two people and one provider", () => {
  const clinic = () => {
    const made = new Clinic();
    for (const id of ["c-1", "c-2"]) made.ask(id, { ...newCard, at: "scheduling" });
    return { made, first: asking(made, "c-1"), second: asking(made, "c-2") };
  };

  it("do not get the same half hour", () => {
    const { first, second } = clinic();
    expect(first(book(NINE))).toBe("done");
    expect(second(book(NINE))).toBe("The provider already has a visit at that time");
    expect(second(book("2026-11-10T09:15:00.000Z"))).toBe("The provider already has a visit at that time");
    expect(second(book("2026-11-10T09:30:00.000Z"))).toBe("done");
  });

  it("get what the other one gave back, and then it is theirs", () => {
    const { made, first, second } = clinic();
    first(book(NINE));
    expect(first({ type: "appointment.cancel" })).toBe("done");
    const cancelled = made.events.findLast((event) => event.type === "appointment.cancelled");
    expect(second(book(NINE))).toBe("done");
    expect(first({ type: "undo", event: cancelled?.id ?? "" })).toBe(
      "The provider already has a visit at that time",
    );
    expect(second({ type: "appointment.move", start: TEN })).toBe("done");
    expect(first({ type: "undo", event: cancelled?.id ?? "" })).toBe("done");
  });

  it("get what a card that was cancelled had, until somebody takes that back", () => {
    const { made, first, second } = clinic();
    first(book(NINE));
    const had = made.cards.get("c-1")?.appointment;
    expect(first({ type: "move", to: "cancelled" })).toBe("done");
    const moved = made.events.findLast((event) => event.type === "card.moved");
    const undo = { type: "undo", event: moved?.id ?? "" } as const;
    expect(second(book(NINE))).toBe("done");
    expect(first(undo)).toBe("The provider already has a visit at that time");
    expect(second({ type: "appointment.move", start: TEN })).toBe("done");
    expect(first(undo)).toBe("done");
    expect(made.cards.get("c-1")).toMatchObject({ stage: "scheduling", appointment: had });
  });

  it("do not get the same slot", () => {
    const { first, second } = clinic();
    const inSlot = { ...book(NINE), slot: "s-1" } as CardCommand;
    expect(first(inSlot)).toBe("done");
    expect(second({ ...book(TEN), slot: "s-1" } as CardCommand)).toBe(
      "Somebody else has just taken this slot",
    );
  });
});

describe("a column", () => {
  const filled = () => {
    const clinic = new Clinic();
    for (const id of ["c-1", "c-2", "c-3", "c-4"]) clinic.ask(id, newCard);
    return clinic;
  };

  it("fills from the top", () => {
    expect(column(filled(), "intake")).toEqual(["c-1", "c-2", "c-3", "c-4"]);
  });

  it("is put in order by hand", () => {
    const clinic = filled();
    clinic.ask("c-4", { type: "move", to: "intake", before: "c-1" });
    clinic.ask("c-1", { type: "move", to: "intake", after: "c-3" });
    clinic.ask("c-2", { type: "move", to: "intake", after: "c-4", before: "c-3" });
    expect(column(clinic, "intake")).toEqual(["c-4", "c-2", "c-3", "c-1"]);
  });

  it("takes a card whose neighbour has gone by the other one", () => {
    const clinic = filled();
    clinic.ask("c-2", { type: "move", to: "cancelled" });
    clinic.ask("c-4", { type: "move", to: "intake", after: "c-2", before: "c-3" });
    expect(column(clinic, "intake")).toEqual(["c-1", "c-4", "c-3"]);
  });

  it("takes a card back to where it was", () => {
    const clinic = filled();
    clinic.ask("c-2", { type: "move", to: "cancelled" });
    const moved = clinic.events.findLast((event) => event.type === "card.moved");
    clinic.ask("c-2", { type: "undo", event: moved?.id ?? "" });
    expect(column(clinic, "intake")).toEqual(["c-1", "c-2", "c-3", "c-4"]);
  });

  it("that blocks when full opens as soon as one leaves", () => {
    const clinic = new Clinic();
    for (let n = 1; n <= 12; n++) clinic.ask(`c-${n}`, { ...newCard, at: "treatment" });
    clinic.ask("c-13", { ...newCard, at: "scheduling.booked" });
    const ask = asking(clinic, "c-13");
    expect(ask({ type: "move", to: "treatment" })).toBe("Treatment is full: 12 of 12");
    clinic.ask("c-1", { type: "move", to: "scheduling" });
    expect(ask({ type: "move", to: "treatment" })).toBe("done");
  });
});

describe("a change of mind", () => {
  const opened = () => {
    const clinic = new Clinic();
    clinic.ask("c-1", newCard);
    return { clinic, ask: asking(clinic, "c-1") };
  };
  const lastStep = (clinic: Clinic) =>
    clinic.events.findLast((event) => event.type !== "card.undone")?.id ?? "";

  it("takes back a person's step with all that rules made of it", () => {
    const { clinic } = opened();
    const before = clinic.cards.get("c-1");
    clinic.askAll("c-1", [
      { type: "move", to: "intake.ready" },
      { type: "label", add: ["ready"] },
      { type: "task.add", title: [{ ref: "x" }] },
      { type: "assign", role: "nurse" },
      { type: "move", to: "scheduling" },
    ]);
    expect(place(clinic, "c-1")).toBe("scheduling.unscheduled");
    clinic.ask("c-1", { type: "undo", event: lastStep(clinic) });
    expect(clinic.cards.get("c-1")).toEqual({ ...before, version: 3 });
  });

  it("does not take from a colleague what she did since", () => {
    const { clinic, ask } = opened();
    ask({ type: "set", fields: { priority: "high" } });
    const step = lastStep(clinic);
    clinic.ask("c-1", { type: "set", fields: { priority: "urgent" } }, manager);
    expect(ask({ type: "undo", event: step })).toBe("Somebody has changed priority since");
  });

  it("is possible where she did something else", () => {
    const { clinic, ask } = opened();
    ask({ type: "set", fields: { priority: "high" } });
    const step = lastStep(clinic);
    clinic.ask("c-1", { type: "set", fields: { visits: 2 } }, manager);
    expect(ask({ type: "undo", event: step })).toBe("done");
    expect(clinic.cards.get("c-1")?.fields).toEqual({ priority: "normal", visits: 2 });
  });

  it("happens once", () => {
    const { clinic, ask } = opened();
    ask({ type: "label", add: ["vip"] });
    const step = lastStep(clinic);
    expect(ask({ type: "undo", event: step })).toBe("done");
    expect(ask({ type: "label", add: ["vip"] })).toBe("done");
    expect(ask({ type: "undo", event: step })).toBe("This step has already been undone");
    expect(clinic.cards.get("c-1")?.labels).toEqual(["vip"]);
  });

  it("goes back step by step as far as somebody likes", () => {
    const { clinic, ask } = opened();
    const steps = ["intake.forms_sent", "intake.forms_received", "intake.ready", "scheduling"].map((to) => {
      ask({ type: "move", to });
      return lastStep(clinic);
    });
    expect(place(clinic, "c-1")).toBe("scheduling.unscheduled");
    const seen = steps.toReversed().map((step) => [ask({ type: "undo", event: step }), place(clinic, "c-1")]);
    expect(seen).toEqual([
      ["done", "intake.ready"],
      ["done", "intake.forms_received"],
      ["done", "intake.forms_sent"],
      ["done", "intake.new"],
    ]);
  });

  it("goes back no further than a colleague's step", () => {
    const { clinic, ask } = opened();
    ask({ type: "move", to: "intake.forms_sent" });
    const mine = lastStep(clinic);
    clinic.ask("c-1", { type: "move", to: "intake.ready" }, manager);
    ask({ type: "label", add: ["vip"] });
    expect(ask({ type: "undo", event: lastStep(clinic) })).toBe("done");
    expect(ask({ type: "undo", event: mine })).toBe("Somebody has changed its place since");
  });
});

describe("another system that tells the same every night", () => {
  const visit = { id: "v-1", start: NINE, minutes: 30, provider: "dr-elsewhere", slot: null };
  const told = (at: string, status = "active"): CardCommand => ({
    ...{ type: "import", card: "referral", location: "main", patient: "p-1", at },
    ...{ fields: { visits: 1 }, appointment: visit },
    claims: [{ id: "cl-1", kind: "claim", status, amount: 120 }],
  });
  const wroteBy = (clinic: Clinic, command: CardCommand) => {
    const before = clinic.events.length;
    clinic.ask("c-1", command);
    return clinic.events.slice(before).map((event) => event.type);
  };

  it("writes once, then only what is new", () => {
    const clinic = new Clinic();
    expect(wroteBy(clinic, told("treatment"))).toEqual([
      "card.created",
      "card.entered",
      "appointment.booked",
      "claim.recorded",
    ]);
    expect(wroteBy(clinic, told("treatment"))).toEqual([]);
    expect(wroteBy(clinic, told("treatment", "denied"))).toEqual(["claim.recorded"]);
    expect(wroteBy(clinic, told("billing", "denied"))).toEqual(["card.moved", "card.entered"]);
    expect(wroteBy(clinic, told("billing", "denied"))).toEqual([]);
  });

  it("leaves what staff did inside the stage", () => {
    const clinic = new Clinic();
    clinic.ask("c-1", told("billing"));
    clinic.ask("c-1", { type: "move", to: "billing.rework" });
    clinic.ask("c-1", { type: "assign", to: "ana" });
    expect(wroteBy(clinic, told("billing"))).toEqual([]);
    expect(place(clinic, "c-1")).toBe("billing.rework");
  });
});

describe("something that waits too long", () => {
  it("is escalated once, taken by one, and may be handed back", () => {
    const clinic = new Clinic();
    const ask = asking(clinic, "c-1");
    const state = () => clinic.cards.get("c-1")?.escalations.map((living) => living.acknowledgedBy);
    ask(newCard);
    expect(ask({ type: "ack", policy: "denial" })).toBe("Nothing is escalated here under that name");
    ask({ type: "escalate", policy: "denial", reason: ["Nobody called"], pinned: null });
    ask({ type: "escalate", policy: "denial", reason: ["Nobody called"], pinned: null });
    expect(state()).toEqual([null]);
    ask({ type: "ack", policy: "denial" });
    clinic.ask("c-1", { type: "ack", policy: "denial" }, manager);
    expect(state()).toEqual(["ana"]);
    const taken = clinic.events.findLast((event) => event.type === "escalation.acknowledged");
    expect(ask({ type: "undo", event: taken?.id ?? "" })).toBe("done");
    expect(state()).toEqual([null]);
    ask({ type: "resolve", policy: "denial", outcome: "resolved" });
    expect(state()).toEqual([]);
  });
});
