import { describe, it } from "vitest";
import { event } from "../events.ts";
import { given, standing } from "../testing/index.ts";

const labelled = (...labels: string[]) => [
  ...standing(),
  event("card.labelled", { added: labels, removed: [] }),
];

describe("labels", () => {
  it("are added", () => {
    given(standing())
      .when({ type: "label", add: ["vip"] })
      .then([event("card.labelled", { added: ["vip"], removed: [] })]);
  });

  it("are removed", () => {
    given(labelled("vip", "new"))
      .when({ type: "label", remove: ["vip"] })
      .thenState({ labels: ["new"] });
  });

  it("are added and removed in one event", () => {
    given(labelled("vip"))
      .when({ type: "label", add: ["late"], remove: ["vip"] })
      .then([event("card.labelled", { added: ["late"], removed: ["vip"] })]);
  });

  it("stand in the order of the alphabet, whoever came first", () => {
    given(labelled("vip"))
      .when({ type: "label", add: ["late", "asap"] })
      .thenState({ labels: ["asap", "late", "vip"] });
  });

  it("are a set: one added twice is added once", () => {
    given(standing())
      .when({ type: "label", add: ["vip", "vip"] })
      .then([event("card.labelled", { added: ["vip"], removed: [] })]);
  });

  it("only say what really changes", () => {
    given(labelled("vip"))
      .when({ type: "label", add: ["vip", "late"], remove: ["new"] })
      .then([event("card.labelled", { added: ["late"], removed: [] })]);
  });

  it("that are both added and removed are removed", () => {
    given(labelled("vip"))
      .when({ type: "label", add: ["vip"], remove: ["vip"] })
      .then([event("card.labelled", { added: [], removed: ["vip"] })]);
  });

  it.each([
    { type: "label", add: ["vip"] },
    { type: "label", remove: ["late"] },
    { type: "label", add: ["late"], remove: ["late"] },
    { type: "label" },
  ] as const)("that change nothing are no event: add $add, remove $remove", ({ type, ...rest }) => {
    const lists = Object.fromEntries(Object.entries(rest).map(([key, list]) => [key, [...list]]));
    given(labelled("vip"))
      .when({ type, ...lists })
      .thenNothing();
  });
});
