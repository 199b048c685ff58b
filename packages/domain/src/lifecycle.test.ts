import { describe, expect, it } from "vitest";
import { isFinal, parsePlace, placeName, stageOf } from "./lifecycle.ts";
import { journey } from "./testing/index.ts";

describe("a place by name", () => {
  it.each([
    ["intake", { stage: "intake", state: "new" }],
    ["billing.rework", { stage: "billing", state: "rework" }],
    ["closed", { stage: "closed", state: "closed" }],
    ["closed.closed", { stage: "closed", state: "closed" }],
  ])("%s is a place", (name, place) => {
    expect(parsePlace(journey, name)).toEqual(place);
  });

  it.each(["", ".", "recovery", "intake.", ".new", "intake.gone", "intake.new.now", "constructor", "Intake"])(
    "%j is none",
    (name) => {
      expect(parsePlace(journey, name)).toBeUndefined();
    },
  );

  it("reads back as it was written, for every place", () => {
    for (const stage of journey.stages)
      for (const state of stage.states) {
        const place = { stage: stage.id, state };
        expect(parsePlace(journey, placeName(place))).toEqual(place);
      }
  });
});

describe("a stage", () => {
  it("is found by its id", () => {
    expect(stageOf(journey, "follow_up")?.name).toBe("Follow-up");
    expect(stageOf(journey, "recovery")).toBeUndefined();
  });

  it("is an end, or not", () => {
    expect(journey.stages.filter((stage) => isFinal(journey, stage.id)).map((stage) => stage.id)).toEqual([
      "closed",
      "cancelled",
    ]);
    expect(isFinal(journey, "recovery")).toBe(false);
  });
});
