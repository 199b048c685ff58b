import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Card, fold } from "./card.ts";
import type { CardCommand } from "./commands.ts";
import { eventData, type NewEvent } from "./events.ts";
import { isFinal, parsePlace, placeName, stageOf } from "./lifecycle.ts";
import { timesOf } from "./offers.ts";
import { isRejection } from "./rejection.ts";
import { Clinic, journey, journeyFields, journeyGuards, NOW } from "./testing/index.ts";
import { touchedBy, touches } from "./touches.ts";

/** The journey with so little room that its limit is met all the time. */
const narrow = {
  ...journey,
  stages: journey.stages.map((stage) => (stage.id === "treatment" ? { ...stage, wip: narrowWip() } : stage)),
};
function narrowWip() {
  return { limit: 2, per: "location", policy: "block" } as const;
}

const IDS = ["c-1", "c-2", "c-3", "c-4", "c-5", "c-6"];
const places = journey.stages.flatMap((s) => [s.id, ...s.states.map((state) => `${s.id}.${state}`)]);
const place = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...places) },
  // The nth way the lifecycle has from where the card stands.
  { weight: 9, arbitrary: fc.nat(99).map((n) => `#${n}`) },
  { weight: 1, arbitrary: fc.constantFrom("", "recovery", "intake.gone", "intake.new.now", "constructor") },
);
const cardId = fc.constantFrom(...IDS);
/** The nth of what is there when the command is given. */
const nth = fc.nat(99).map((n) => `#${n}`);
const neighbour = fc.oneof(fc.constantFrom(...IDS, "c-gone", null), nth);
const label = fc.array(fc.constantFrom("vip", "late", "new", "asap"), { maxLength: 3 });
const policy = fc.constantFrom("call-back", "denial");
/** An effect's name is its own. */
const effect = fc.nat(1_000_000).map((n) => `e-${n}`);
const start = fc.constantFrom(..."09:00 09:15 09:30 10:00".split(" ").map((t) => `2026-11-10T${t}:00.000Z`));
const minutes = fc.constantFrom(15, 30, 45);
const provider = fc.constantFrom("ben", "ben", "ben", "ben", "ana", "cleo", "zoe");
const text = fc.constant([{ ref: "x" }]);
const fields = fc.dictionary(
  fc.constantFrom(...Object.keys(journeyFields), "stage", "colour", "constructor"),
  fc.constantFrom(null, "normal", "high", "paid", "knee", true, false, 0, 2, 1.5, ["a"], { ref: "n" }, "en"),
  { maxKeys: 3, noNullPrototype: true },
);
/** Fields that fit, so that imports and writing do something often enough. */
const fitting = fc.record(
  {
    priority: fc.constantFrom("normal", "high", null),
    "documentation.complete": fc.boolean(),
    "claim.status": fc.constantFrom("open", "paid"),
    visits: fc.nat(3),
    note: fc.constantFrom({ ref: "n" }, null),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const appointment = fc.record({
  ...{ id: fc.constantFrom("v-1", "v-2"), start, minutes, provider },
  slot: fc.constant(null),
});
const claim = fc.record({
  ...{ id: fc.constantFrom("cl-1", "cl-2"), kind: fc.constantFrom("claim" as const, "explanation" as const) },
  ...{ status: fc.constantFrom("active", "denied"), amount: fc.nat(3) },
});

const of = <T extends CardCommand["type"], R extends object>(
  type: T,
  rest: { [K in keyof R]: fc.Arbitrary<R[K]> },
) => fc.record(rest).map((parts) => ({ type, ...parts }) as unknown as CardCommand);
const written = fc.oneof(fields, fitting, fitting);

const imported = of("import", {
  ...{ card: fc.constant("referral"), location: fc.constantFrom("main", "north") },
  ...{ patient: fc.constantFrom("p-1", "p-1", "p-9"), at: place, fields: written },
  ...{ appointment: fc.option(appointment, { nil: null }), claims: fc.array(claim, { maxLength: 3 }) },
});

const slot = fc.oneof(
  fc.constantFrom("s-1", "s-9"),
  fc.tuple(start, minutes, provider).map(([from, length, by]) => `${from}/${length}/${by}`),
);
const appointments = [
  of("appointment.book", { start, minutes, provider, slot: fc.constantFrom("s-1", "s-9", null, null) }),
  of("appointment.move", { start, minutes, provider }),
  of("appointment.cancel", {}),
  of("offer.make", { slot, until: fc.constantFrom(NOW, "2026-11-10T08:00:00.000Z") }),
  of("offer.accept", { slot }),
  of("offer.decline", { slot }),
  of("offer.expire", { slot }),
];

/** Any command, legal or not: what a hurried practice, a rule or a mad program might send. */
const anyCommand: fc.Arbitrary<CardCommand> = fc.oneof(
  {
    weight: 8,
    arbitrary: of("move", { to: place, after: neighbour, before: neighbour }),
  },
  { weight: 3, arbitrary: of("set", { fields: written }) },
  { weight: 2, arbitrary: of("undo", { event: nth }) },
  imported,
  of("create", {
    ...{ card: fc.constant("referral"), location: fc.constantFrom("main", "north"), at: place },
    ...{ patient: fc.constantFrom("p-1", "p-9"), fields: written },
  }),
  of("assign", {
    to: fc.constantFrom("ana", "ben", "cleo", null, null),
    role: fc.constantFrom("nurse", "surgeon", null),
  }),
  of("label", { add: label, remove: label }),
  of("task.add", { title: text, due: fc.constant(null), role: fc.constantFrom("nurse", "surgeon", null) }),
  of("task.done", { task: nth }),
  of("comment", { text }),
  ...appointments,

  of("appointment.confirm", {}),
  of("appointment.no-show", {}),
  of("escalate", { policy, reason: text, pinned: fc.constantFrom(null, "levels") }),
  of("resolve", { policy, outcome: fc.constantFrom("resolved", "done") }),
  of("ack", { policy }),
  of("call", { effect, connector: fc.constant("x"), op: fc.constant("y"), with: fc.constant({}) }),
  of("answer", { effect: nth, reply: fc.constantFrom({}, null), error: fc.constant(null) }),
  of("message", {
    ...{ effect, template: fc.constant("t"), via: fc.constant(["sms"]) },
    ...{ with: fc.constant({}), notBefore: fc.constant(null), notAfter: fc.constant(null) },
  }),
  of("patient-changed", { changes: fc.constant([{ field: "language", from: "en", to: "es" }]) }),
);
const asked = fc.array(fc.tuple(cardId, anyCommand), { maxLength: 80, size: "max" });

/** Puts what is there in the place of every `#n`. */
function resolved(clinic: Clinic, id: string, command: CardCommand): CardCommand {
  const card = clinic.cards.get(id);
  const pick = <T>(of: readonly T[], name: string): T | undefined =>
    of[Number(name.slice(1)) % (of.length || 1)];
  const named = (name: string, of: readonly { id: string }[]) =>
    name.startsWith("#") ? (pick(of, name)?.id ?? "none") : name;
  switch (command.type) {
    case "move": {
      const ways = stageOf(journey, card?.stage ?? "")?.moves.map((move) => ({ id: move.to })) ?? [];
      const to = named(command.to, ways);
      const column = clinic.column(to.split(".")[0] ?? "").filter((other) => other.id !== id);
      const beside = (name: string | null | undefined) => (name ? named(name, column) : null);
      return { ...command, to, after: beside(command.after), before: beside(command.before) };
    }
    case "create":
    case "import":
      return { ...command, at: named(command.at ?? "intake", journey.stages) };
    case "undo": {
      const late = clinic.events.filter((event) => event.subject.id === id).slice(-6);
      return { ...command, event: named(command.event, late) };
    }
    case "answer": {
      const waiting = Object.keys(card?.calls ?? {}).map((call) => ({ id: call }));
      return { ...command, effect: named(command.effect, waiting) };
    }
    case "task.done":
      return { ...command, task: named(command.task, card?.tasks ?? []) };
    default:
      return command;
  }
}

/** A clinic with four cards already on their way. */
function opened(): Clinic {
  const clinic = new Clinic(narrow);
  const card = { type: "create", card: "referral", location: "main", patient: "p-1", fields: {} } as const;
  clinic.ask("c-1", card);
  clinic.ask("c-2", { ...card, at: "scheduling.booked" });
  clinic.ask("c-4", { ...card, at: "scheduling.confirmed" });
  clinic.ask("c-3", { ...card, at: "treatment.documentation", fields: { "documentation.complete": true } });
  return clinic;
}

interface Step {
  readonly clinic: Clinic;
  readonly id: string;
  readonly command: CardCommand;
  /** The card before, and how many cards stood where. */
  readonly before: Card | null;
  readonly room: ReadonlyMap<string, number>;
  /** None where the command was refused. */
  readonly events: readonly NewEvent[];
  readonly refused: boolean;
}

/** Runs any sequence of commands and looks after each of them. */
function always(look: (step: Step) => void, commands = asked): void {
  fc.assert(
    fc.property(commands, (sequence) => {
      const clinic = opened();
      for (const [id, raw] of sequence) {
        const command = resolved(clinic, id, raw);
        const before = clinic.cards.get(id) ?? null;
        const room = new Map(
          journey.stages.map(({ id: stage }) => [
            stage,
            clinic.column(stage).filter((card) => card.location === before?.location).length,
          ]),
        );
        const decided = clinic.ask(id, command);
        const refused = isRejection(decided);
        look({ clinic, id, command, before, room, refused, events: refused ? [] : decided });
      }
    }),
    { numRuns: 150 },
  );
}

const cardsOf = ({ clinic }: Step) => [...clinic.cards.values()];

describe("whatever anybody asks, in whatever order", () => {
  it("every card stands in exactly one place of the lifecycle", () => {
    always((step) => {
      for (const card of cardsOf(step)) {
        expect(parsePlace(journey, placeName(card))).toEqual({ stage: card.stage, state: card.state });
        expect(card.final).toBe(isFinal(journey, card.stage));
      }
    });
  });

  it("a card moves only where the lifecycle, its guard and its limit let it", () => {
    always(({ command, before, events, room }) => {
      const to = events.find((event) => event.type === "card.moved")?.data.to;
      if (command.type !== "move" || !to || !before || to.stage === before.stage) return;
      const arrow = stageOf(journey, before.stage)?.moves.find((move) => move.to === to.stage);
      expect(arrow?.enter).toContain(to.state);
      if (arrow?.guard) expect(journeyGuards[arrow.guard]?.(before)).toBe(true);
      if (to.stage === "treatment") expect(room.get("treatment")).toBeLessThan(2);
    });
  });

  it("a card that is put into a column has a rank of its own there", () => {
    always(({ clinic, id, command, events }) => {
      if (
        command.type === "undo" ||
        !events.some((e) => e.type === "card.moved" || e.type === "card.created")
      )
        return;
      const card = clinic.cards.get(id);
      const sharing = clinic.column(card?.stage ?? "").filter((other) => other.rank === card?.rank);
      expect(sharing.map((other) => other.id)).toEqual([id]);
    });
  });

  it("a card that is dropped after another stands right after it", () => {
    always(({ clinic, id, command, events }) => {
      if (command.type !== "move" || !command.after || events.length === 0) return;
      const [card, above] = [clinic.cards.get(id), clinic.cards.get(command.after)];
      if (!card || !above || above.id === id || above.stage !== card.stage) return;
      expect(above.rank < card.rank).toBe(true);
      const between = clinic.column(card.stage).filter((c) => above.rank < c.rank && c.rank < card.rank);
      expect(between).toEqual([]);
    });
  });

  it("folding the history gives the cards that stand there", () => {
    always(({ clinic, id }) => {
      const history = clinic.events.filter((event) => event.subject.id === id);
      expect(fold(null, history)).toEqual(clinic.cards.get(id) ?? null);
    });
  });

  it("a refusal leaves everything as it was", () => {
    always(({ clinic, id, before, refused }) => {
      if (refused) expect(clinic.cards.get(id) ?? null).toBe(before);
    });
  });

  it("every event says what its schema says", () => {
    always(({ events }) => {
      for (const { type, data } of events) expect(eventData[type].safeParse(data).error).toBeUndefined();
    });
  });

  it("no provider is ever in two places, and no slot taken twice", () => {
    const onlyThese = fc.oneof(...appointments, imported, of("undo", { event: nth }));
    const booking = fc.array(fc.tuple(cardId, onlyThese), { maxLength: 80, size: "max" });
    always((step) => {
      const visits = cardsOf(step).flatMap((card) => timesOf(card).map(({ appointment: visit }) => visit));
      const minuteOf = (at: string) => Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16));
      for (const [n, a] of visits.entries())
        for (const b of visits.slice(n + 1)) {
          const apart =
            minuteOf(a.start) + a.minutes <= minuteOf(b.start) ||
            minuteOf(b.start) + b.minutes <= minuteOf(a.start);
          expect(a.provider !== b.provider || apart).toBe(true);
          expect(a.slot === null || a.slot !== b.slot).toBe(true);
        }
    }, booking);
  });

  it("no card that is moved to its end keeps a time that is still to come", () => {
    always(({ clinic, id, command, events }) => {
      if (command.type !== "move" && command.type !== "import") return;
      if (!events.some((event) => event.type === "card.entered" && event.data.final)) return;
      expect(timesOf(clinic.cards.get(id) as Card)).toEqual([]);
    });
  });

  it("labels stay a sorted set, tasks and claims have one name each, a policy escalates once", () => {
    always((step) => {
      for (const { labels, tasks, claims, escalations } of cardsOf(step)) {
        expect(labels).toEqual([...new Set(labels)].sort());
        for (const names of [
          tasks.map((t) => t.id),
          claims.map((c) => c.id),
          escalations.map((e) => e.policy),
        ])
          expect(new Set(names).size).toBe(names.length);
      }
    });
  });

  it("a command touches no more than it says", () => {
    always(({ command, events }) => {
      if (["undo", "import", "create", "patient-changed", "label"].includes(command.type)) return;
      // A card that has come to its end gives its appointment back, whatever has become of that meanwhile.
      const said = [...touches(command), ...(command.type === "move" ? ["appointment"] : [])];
      expect(events.flatMap(touchedBy).filter((what) => !said.includes(what))).toEqual([]);
    });
  });

  it("asking the same again changes nothing, where the command says how things shall be", () => {
    always(({ clinic, id, command, refused }) => {
      if (refused || !["set", "assign", "label", "resolve", "escalate", "import"].includes(command.type))
        return;
      expect(clinic.consider(id, command)).toEqual([]);
    });
  });

  it("the same world gives the same decision", () => {
    fc.assert(
      fc.property(asked, cardId, anyCommand, (sequence, id, command) => {
        const [one, other] = [opened(), opened()];
        for (const [card, raw] of sequence)
          for (const clinic of [one, other]) clinic.ask(card, resolved(clinic, card, raw));
        const wanted = resolved(one, id, command);
        expect(one.events).toEqual(other.events);
        expect(one.consider(id, wanted)).toEqual(other.consider(id, wanted));
        expect(one.consider(id, wanted)).toEqual(one.consider(id, wanted));
      }),
      { numRuns: 60 },
    );
  });
});

/** All that undoing promises to give back. Who moved the card, the comments on it and what was offered stay; clocks are new ones. */
function promised(card: Card) {
  const { version: _v, movedBy: _m, comments: _c, claims: _l, offers: _o, fields: noted, ...rest } = card;
  const values = Object.entries(journeyFields).map(([name, type]) => [name, noted[name] ?? type.default]);
  const byPolicy = card.escalations
    .map(({ turn: _turn, ...escalation }) => escalation)
    .sort((a, b) => (a.policy < b.policy ? -1 : 1));
  return { ...rest, fields: Object.fromEntries(values), escalations: byPolicy };
}

/** Without a connector's answer: that has been heard, whoever undoes what. */
const several = fc.array(
  anyCommand.filter((command) => command.type !== "answer"),
  { minLength: 1, maxLength: 5, size: "max" },
);

describe("undo right after any decision", () => {
  it("gives back place, rank, clocks, fields, person, labels, tasks, appointment, escalations and calls", () => {
    let taken = 0;
    const sequence = fc.array(fc.tuple(cardId, several), { maxLength: 30, size: "max" });
    const property = fc.property(sequence, (decisions) => {
      const clinic = opened();
      for (const [id, raw] of decisions) {
        const before = clinic.cards.get(id);
        const commands = raw.map((command) => resolved(clinic, id, command));
        const decided = clinic.askAll(id, commands);
        if (!before || isRejection(decided) || !decided[0]) continue;
        if (decided.some((event) => event.type === "card.undone")) continue;
        const undone = clinic.consider(id, { type: "undo", event: decided[0].id });
        if (isRejection(undone)) {
          expect(undone.because).toBe("There is nothing in this step that could be taken back");
          expect(promised(clinic.cards.get(id) as Card)).toEqual(promised(before));
          continue;
        }
        taken += 1;
        // Half of the decisions stay, so that the clinic gets on.
        if (taken % 2 === 0) continue;
        clinic.ask(id, { type: "undo", event: decided[0].id });
        expect(promised(clinic.cards.get(id) as Card)).toEqual(promised(before));
      }
    });
    fc.assert(property, { numRuns: 200 });
    expect(taken).toBeGreaterThan(500);
  });

  it("goes back step by step to where a card began", () => {
    const steps = fc.array(several, { maxLength: 12, size: "max" });
    const property = fc.property(steps, (decisions) => {
      const clinic = opened();
      const before = clinic.cards.get("c-1") as Card;
      const mine: string[] = [];
      for (const raw of decisions) {
        const commands = raw.filter((command) => command.type !== "undo");
        const decided = clinic.askAll(
          "c-1",
          commands.map((command) => resolved(clinic, "c-1", command)),
        );
        if (!isRejection(decided) && decided[0]) mine.push(decided[0].id);
      }
      for (const event of mine.toReversed()) {
        const undone = clinic.ask("c-1", { type: "undo", event });
        if (isRejection(undone)) expect(undone.code).toBe("undo_not_possible");
      }
      expect(promised(clinic.cards.get("c-1") as Card)).toEqual(promised(before));
    });
    fc.assert(property, { numRuns: 150 });
  });

  it("is not done twice", () => {
    always(({ clinic, id, command, events }) => {
      const undone = clinic.events.at(-1);
      if (command.type !== "undo" || events.length === 0 || undone?.type !== "card.undone") return;
      const again = clinic.consider(id, { type: "undo", event: undone.data.event });
      expect(again).toMatchObject({ code: "undo_not_possible" });
    });
  });
});

describe("an import", () => {
  it("that is told twice changes nothing, whatever happened before", () => {
    fc.assert(
      fc.property(asked, cardId, imported, (sequence, id, command) => {
        const clinic = opened();
        for (const [card, raw] of sequence) clinic.ask(card, resolved(clinic, card, raw));
        if (isRejection(clinic.ask(id, command))) return;
        expect(clinic.consider(id, command)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
