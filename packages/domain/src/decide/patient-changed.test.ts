import { describe, it } from "vitest";
import { event } from "../events.ts";
import { given, standing } from "../testing/index.ts";

const told = {
  type: "patient-changed" as const,
  changes: [
    { field: "language", from: "en", to: "es" },
    { field: "phone", from: null, to: { ref: "ph" } },
  ],
};

describe("a change of the patient's record", () => {
  it("is told in the card's own history", () => {
    given(standing())
      .when(told)
      .then([
        event("card.changed", { field: "patient.language", from: "en", to: "es" }),
        event("card.changed", { field: "patient.phone", from: null, to: { ref: "ph" } }),
      ]);
  });

  it("is kept in the record alone, not twice", () => {
    given(standing()).when(told).thenState({ fields: {} });
  });

  it("of nothing is told nobody", () => {
    given(standing()).when({ type: "patient-changed", changes: [] }).thenNothing();
  });
});
