import { describe, expect, it } from "vitest";
import type { Lifecycle } from "./lifecycle.ts";
import { deadEnds, unreachedStages, unreachedStates } from "./reach.ts";
import { journey } from "./testing/index.ts";

/** `{ a: ["b"], b: [] }`: a leads to b, b is an end unless it is named as none. */
function ways(
  arrows: Readonly<Record<string, readonly string[]>>,
  notEnds: readonly string[] = [],
): Lifecycle {
  const stages = Object.entries(arrows).map(([id, targets]) => ({
    ...{ id, name: id, states: [id], wip: null },
    final: targets.length === 0 && !notEnds.includes(id),
    moves: targets.map((to) => ({ to, enter: [to], guard: null, because: null })),
  }));
  return { id: "ways", version: 1, initial: Object.keys(arrows)[0] ?? "", stages };
}

describe("a stage nobody reaches", () => {
  it("has no arrow that leads to it", () => {
    expect(unreachedStages(ways({ a: ["c"], b: ["c"], c: [] }))).toEqual(["b"]);
  });

  it("is reached only from another that nobody reaches", () => {
    expect(unreachedStages(ways({ a: ["z"], b: ["c"], c: ["b", "z"], z: [] }))).toEqual(["b", "c"]);
  });

  it("is not the one where the way begins", () => {
    expect(unreachedStages(ways({ a: ["z"], z: [] }))).toEqual([]);
  });

  it("is not asked for by the state where the way begins", () => {
    expect(unreachedStages({ ...journey, initial: "intake.ready" })).toEqual([]);
  });

  it("is every stage where the way begins nowhere", () => {
    expect(unreachedStages({ ...ways({ a: ["z"], z: [] }), initial: "nowhere" })).toEqual(["a", "z"]);
  });

  it("depends on where the way begins", () => {
    expect(unreachedStages({ ...ways({ a: ["b"], b: ["z"], z: [] }), initial: "b" })).toEqual(["a"]);
  });
});

describe("a dead end", () => {
  it("is a stage that nothing leaves and that is no end", () => {
    expect(deadEnds(ways({ a: ["b", "z"], b: [], z: [] }, ["b"]))).toEqual(["b"]);
  });

  it("is a circle that never ends", () => {
    expect(deadEnds(ways({ a: ["b", "z"], b: ["c"], c: ["b"], z: [] }))).toEqual(["b", "c"]);
  });

  it("is everything where there is no end at all", () => {
    expect(deadEnds(ways({ a: ["b"], b: ["a"] }))).toEqual(["a", "b"]);
  });

  it("is not a circle that can be left", () => {
    expect(deadEnds(ways({ a: ["b"], b: ["a", "z"], z: [] }))).toEqual([]);
  });

  it("is not an end, even one that nobody reaches", () => {
    expect(deadEnds(ways({ a: ["z"], y: [], z: [] }))).toEqual([]);
  });
});

describe("the test lifecycle", () => {
  it("has neither", () => {
    expect(unreachedStages(journey)).toEqual([]);
    expect(deadEnds(journey)).toEqual([]);
  });
});

it("finds the states that no move enters and no step leads to", () => {
  const stage = (id: string) => {
    const found = journey.stages.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return found;
  };
  const billing = { ...stage("billing"), steps: { charge_capture: ["submitted"], paid: ["denied"] } };
  expect(unreachedStates(journey, billing)).toEqual(
    billing.states.filter((state) => state !== "charge_capture" && state !== "submitted"),
  );
  expect(unreachedStates(journey, stage("billing"))).toEqual([]);
});
