import { describe, expect, it } from "vitest";
import type { Card } from "../card.ts";
import type { CardCommand, CommandOf } from "../commands.ts";
import { event } from "../events.ts";
import { isRejection } from "../rejection.ts";
import { cardOf, EARLIER, fact, manager, recorded, standing, TOMORROW, worldOf } from "../testing/index.ts";
import { decide } from "./decide.ts";

const text = [{ ref: "x" }];
const visit = { id: "v-1", start: TOMORROW, minutes: 30, provider: "ben", slot: null };
const LATER = "2026-11-10T11:00:00.000Z";
const labelled = event("card.labelled", { added: ["vip"], removed: [] });

/** A card on which every command has something to do. */
const busy = [
  ...standing("scheduling.booked", { fields: { reason: "knee" } }),
  event("task.added", { task: "k-1", title: text, due: null, role: null, checklist: null }),
  event("appointment.booked", visit),
  event("escalation.started", { policy: "denial", reason: text, level: 0, since: EARLIER, pinned: null }),
  event("call.requested", { effect: "e-1", connector: "x", op: "y", with: {} }),
  labelled,
];
const offered = (slot: string, until: string) =>
  event("offer.made", {
    offer: {
      ...{ slot, appointment: { ...visit, id: "v-2", start: LATER }, location: "main" },
      ...{ at: EARLIER, until },
    },
  });
const waiting = [...busy, offered("s-2", TOMORROW), offered("s-3", EARLIER)];
const free = busy.filter((told) => told.type !== "appointment.booked");

/** One of each kind. A kind that is missing here does not compile. */
const one: { [T in CardCommand["type"]]: CommandOf<T> } = {
  move: { type: "move", to: "treatment", after: "c-2", reason: text },
  set: { type: "set", fields: { reason: "hip", note: { ref: "n" } } },
  assign: { type: "assign", to: "ana" },
  label: { type: "label", add: ["late"], remove: ["vip"] },
  "task.add": { type: "task.add", title: text, due: TOMORROW, role: "nurse" },
  "task.done": { type: "task.done", task: "k-1" },
  comment: { type: "comment", text },
  "appointment.book": {
    type: "appointment.book",
    start: TOMORROW,
    minutes: 30,
    provider: "ben",
    slot: "s-1",
  },
  "appointment.move": { type: "appointment.move", start: LATER },
  "appointment.cancel": { type: "appointment.cancel", reason: text },
  "appointment.confirm": { type: "appointment.confirm" },
  "appointment.no-show": { type: "appointment.no-show" },
  "offer.make": { type: "offer.make", slot: `${LATER}/30/ben`, until: TOMORROW },
  "offer.accept": { type: "offer.accept", slot: "s-2" },
  "offer.decline": { type: "offer.decline", slot: "s-2" },
  "offer.expire": { type: "offer.expire", slot: "s-3" },
  migrate: { type: "migrate", lifecycle: 3, to: "intake.ready" },
  ack: { type: "ack", policy: "denial" },
  undo: { type: "undo", event: "in-1/0" },
  press: { type: "press", rule: "greet" },
  "timer.skip": { type: "timer.skip", timer: "while:greet/c-1" },
  "timer.ring": { type: "timer.ring", timer: "while:greet/c-1" },
  raise: { type: "raise", name: "x.lab", data: {} },
  emit: { type: "emit", name: "chart-checked" },
  cancel: { type: "cancel", rule: "greet" },
  select: { type: "select", effect: "e-5", rule: "greet", selection: "s", given: {} },
  create: { type: "create", card: "referral", location: "main", patient: "p-1", fields: {} },
  message: {
    type: "message",
    effect: "e-2",
    template: "t",
    via: ["sms"],
    with: {},
    notBefore: null,
    notAfter: null,
  },
  notify: {
    ...{ type: "notify", effect: "e-3", to: { role: "lead", person: null }, via: ["inbox"], text },
    ...{ notBefore: null, group: null },
  },
  redrive: { type: "redrive", effect: "e-6" },
  call: { type: "call", effect: "e-4", connector: "x", op: "y", with: { plan: "b" } },
  answer: { type: "answer", effect: "e-1", reply: { ok: true }, error: null },
  escalate: { type: "escalate", policy: "call-back", reason: text, pinned: null },
  resolve: { type: "resolve", policy: "denial", outcome: "resolved" },
  "patient-changed": { type: "patient-changed", changes: [{ field: "language", from: "en", to: "es" }] },
  import: {
    ...{ type: "import", card: "referral", location: "main", patient: "p-1", at: "billing" },
    fields: { visits: 2 },
    appointment: { ...visit, start: LATER, slot: null },
    claims: [{ id: "cl-1", kind: "claim", status: "active", amount: 1 }],
  },
};

const sketch = {
  actor: manager,
  events: { "x.lab": {} },
  facts: [
    fact("delivery", { status: "dead", subject: { kind: "card", id: "c-1" }, call: null }, "e-6"),
    fact("decision", { events: recorded([labelled]), touchedSince: [], effects: [] }, "in-1/0"),
  ],
};
function startOf(type: string): Card | null {
  if (type === "create") return null;
  const history = type.startsWith("offer.") ? waiting : busy;
  const card = cardOf(type === "appointment.book" ? free : history) as Card;
  return type === "migrate" ? { ...card, lifecycle: 2 } : card;
}
const run = (command: CardCommand, card: Card | null) => decide("c-1", card, command, worldOf(sketch));
const eventsOf = (command: CardCommand) => {
  const decided = run(command, startOf(command.type));
  return isRejection(decided) ? [] : decided;
};

/** Any write into what is handed in throws. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

describe.each(Object.values(one))("$type", (command) => {
  it("does something to the card it is made for", () => {
    expect(eventsOf(command).length).toBeGreaterThan(0);
  });

  it("says the same when asked again", () => {
    expect(run(command, startOf(command.type))).toEqual(run(command, startOf(command.type)));
  });

  it("leaves the card and the command as they were", () => {
    const card = frozen(startOf(command.type));
    expect(() => run(frozen(structuredCopy(command)), card)).not.toThrow();
  });

  it("makes events that a database gives back as they were", () => {
    const events = eventsOf(command);
    expect(structuredCopy(events)).toStrictEqual(events);
  });

  it("needs a card, unless it makes one", () => {
    const decided = run(command, null);
    const makes = command.type === "create" || command.type === "import";
    expect(isRejection(decided)).toBe(!makes);
  });
});

function structuredCopy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

describe("the words of the engine's instant and actor", () => {
  it("come from the world, never from elsewhere", () => {
    const at = "2031-01-01T00:00:00.000Z";
    const world = { ...worldOf(sketch), now: at };
    const [, entered] = decide("c-1", startOf("move"), one.move, world) as readonly { data: unknown }[];
    expect(entered?.data).toMatchObject({ clock: { stage: at, state: at } });
    expect(decide("c-1", startOf("ack"), one.ack, world)).toMatchObject([{ data: { by: "mia", at } }]);
  });

  it("new names come from the world, one for each thing that is new", () => {
    const world = { ...worldOf(sketch), newId: () => "given" };
    expect(decide("c-1", startOf("comment"), one.comment, world)).toMatchObject([
      { data: { comment: "given" } },
    ]);
  });
});
