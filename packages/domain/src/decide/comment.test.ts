import { describe, expect, it } from "vitest";
import { Bug } from "../assert.ts";
import { event } from "../events.ts";
import { given, standing } from "../testing/index.ts";
import { sealed } from "./sealed.ts";

describe("a comment", () => {
  it("is kept under a new name, as the pointers it came as", () => {
    given(standing())
      .when({ type: "comment", text: ["Called ", { ref: "x" }] })
      .then([event("card.commented", { comment: "new-1", text: ["Called ", { ref: "x" }] })]);
  });

  it("is only counted on the card", () => {
    given(standing())
      .when({ type: "comment", text: [{ ref: "x" }] })
      .thenState({ comments: 1 });
  });

  it("may be left on a card that has come to its end", () => {
    given(standing("closed"))
      .when({ type: "comment", text: [{ ref: "x" }] })
      .thenTypes("card.commented");
  });
});

describe("text that nobody sealed", () => {
  it("is a fault of the house, never a refusal", () => {
    expect(() => sealed("Mrs Smith called")).toThrow(Bug);
  });

  it("is not repeated in the fault's own words", () => {
    expect(() => sealed("Mrs Smith called")).not.toThrow(/Smith/);
  });

  it("that was left out is no text", () => {
    expect(sealed(undefined)).toEqual([]);
  });
});
