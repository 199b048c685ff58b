import type { Event } from "@corridor/protocol";
import { expect, test } from "vitest";
import { stepsOf } from "./steps.ts";

const event = (seq: number, type: string, root: string, by: string): Event => ({
  ...{
    seq,
    id: `${root}/${seq}`,
    subject: { kind: "card", id: "c1" },
    version: 1,
    type,
    data: {},
    root,
    cause: null,
  },
  ...{
    actor: { kind: by === "jo" ? "user" : "rule", id: by, role: "x" },
    ruleset: "r",
    at: "2026-11-22T12:00:00.000Z",
  },
});

test("what a person did and what a rule did about it are two steps, newest first", () => {
  const steps = stepsOf([
    event(4, "task.added", "k", "rule-a"),
    event(3, "card.labelled", "k", "rule-a"),
    event(2, "card.entered", "k", "jo"),
    event(1, "card.moved", "k", "jo"),
  ]);
  expect(steps.map((step) => step.events.map((e) => e.seq))).toEqual([[3, 4], [1]]);
});

test("the same rule at another time is another step", () => {
  expect(stepsOf([event(1, "card.labelled", "k", "r"), event(2, "card.labelled", "m", "r")]).length).toBe(2);
});

test("entering without a move is told", () => {
  expect(stepsOf([event(1, "card.entered", "k", "jo")]).length).toBe(1);
});
