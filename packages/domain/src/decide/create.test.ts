import { describe, expect, it } from "vitest";
import type { CardCommand } from "../commands.ts";
import { event } from "../events.ts";
import { fact, given, journey, NOW, standing, worldOf } from "../testing/index.ts";
import { decide } from "./decide.ts";

const referral = { type: "create", card: "referral", location: "main", patient: "p-1", fields: {} } as const;

describe("a new card", () => {
  it("begins at the lifecycle's first place, at the end of the column", () => {
    given([])
      .when(referral, { facts: [fact("gap", { after: "a4", before: null }, "intake", "", "", "c-1")] })
      .then([
        event("card.created", {
          type: "referral",
          location: "main",
          patient: "p-1",
          fields: {},
          lifecycle: 3,
          stage: "intake",
          state: "new",
          rank: "a5",
          since: NOW,
        }),
        event("card.entered", {
          stage: "intake",
          state: "new",
          final: false,
          from: null,
          clock: { stage: NOW, state: NOW },
          stopped: null,
        }),
      ]);
  });

  it("has nothing on it yet", () => {
    given([]).when(referral).thenState({
      assignee: null,
      role: null,
      labels: [],
      tasks: [],
      appointment: null,
      claims: [],
      escalations: [],
      calls: {},
      comments: 0,
      final: false,
      createdAt: NOW,
    });
  });

  it("begins where it is told to", () => {
    given([])
      .when({ ...referral, at: "scheduling.waitlisted" })
      .thenState({ stage: "scheduling", state: "waitlisted" });
  });

  it("begins at the state that the lifecycle names", () => {
    given([])
      .when(referral, { lifecycle: { ...journey, initial: "intake.ready" } })
      .thenState({ stage: "intake", state: "ready" });
  });

  it("may begin at its end, and then is final", () => {
    given([])
      .when({ ...referral, at: "closed" })
      .thenState({ stage: "closed", final: true });
  });

  it("carries its fields", () => {
    given([])
      .when({ ...referral, fields: { priority: "high" } })
      .thenState({ fields: { priority: "high" } });
  });

  it("asks for the patient and the gap in one question", () => {
    const world = worldOf();
    decide("c-1", null, referral, world);
    expect(world.facts.asked).toEqual(["patient|p-1", "gap|intake|||c-1"]);
  });
});

describe("no new card", () => {
  it("where there is already one", () => {
    given(standing()).when(referral).thenRefused("card_exists", "There is already such a card");
  });

  it("of a patient nobody knows", () => {
    given([])
      .when({ ...referral, patient: "p-9" })
      .thenRefused("record_unknown", "There is no such patient");
  });

  it("at a place that does not exist", () => {
    given([])
      .when({ ...referral, at: "recovery" })
      .thenRefused("place_unknown", "There is no place called recovery");
  });

  it("when the lifecycle itself begins nowhere", () => {
    given([])
      .when(referral, { lifecycle: { ...journey, initial: "recovery" } })
      .thenRefused("place_unknown", "There is no place called recovery");
  });

  it("with a field that does not fit", () => {
    given([])
      .when({ ...referral, fields: { priority: "soon" } })
      .thenRefused("field_type", "priority must be one of normal, high, urgent");
  });
});

describe("a card that does not exist", () => {
  it("is told nothing", () => {
    given([]).when({ type: "move", to: "scheduling" }).thenRefused("card_unknown", "There is no such card");
  });

  it.each<CardCommand>([
    { type: "comment", text: [] },
    { type: "set", fields: {} },
    { type: "undo", event: "in-1/0" },
  ])("refuses $type", (command) => {
    given([]).when(command).thenRefused("card_unknown");
  });
});
