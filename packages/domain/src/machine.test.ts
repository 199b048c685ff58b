import { describe, expect, it } from "vitest";
import { adjacencyMapToArray, getAdjacencyMap } from "xstate/graph";
import type { Place } from "./lifecycle.ts";
import { parsePlace, placeName } from "./lifecycle.ts";
import { machineOf, moved } from "./machine.ts";
import { deadEnds, unreachedStages } from "./reach.ts";
import { journey } from "./testing/index.ts";

const place = (name: string): Place => parsePlace(journey, name) as Place;
const places = journey.stages.flatMap((stage) => stage.states.map((state) => ({ stage: stage.id, state })));
const guards = journey.stages.flatMap((stage) => stage.moves.flatMap((move) => move.guard ?? []));
const allAgree = Object.fromEntries(guards.map((guard) => [guard, true]));

describe("the machine of a lifecycle", () => {
  it("is built once for each lifecycle", () => {
    expect(machineOf(journey)).toBe(machineOf(journey));
    expect(machineOf({ ...journey })).not.toBe(machineOf(journey));
  });

  it("has a state for every place and no other", () => {
    const machine = machineOf(journey);
    const nodes = Object.values(machine.states).flatMap((stage) =>
      Object.keys(stage.states).map((state) => `${stage.key}.${state}`),
    );
    expect(nodes).toEqual(places.map(placeName));
  });

  it("goes where it is asked to and nowhere else", () => {
    expect(moved(journey, place("intake.ready"), place("scheduling"), allAgree)).toEqual(place("scheduling"));
  });

  it("goes nowhere without the guard's verdict", () => {
    expect(moved(journey, place("intake.ready"), place("scheduling"), {})).toBeUndefined();
    expect(
      moved(journey, place("intake.ready"), place("scheduling"), { "intake->scheduling": false }),
    ).toBeUndefined();
  });

  it("does not take another guard's verdict for it", () => {
    const others = { ...allAgree, "intake->scheduling": false };
    expect(moved(journey, place("intake.ready"), place("scheduling"), others)).toBeUndefined();
  });

  it("enters only where an arrow says", () => {
    const entries = places.filter(
      (to) => to.stage === "billing" && moved(journey, place("treatment.in_room"), to, allAgree),
    );
    expect(entries.map(placeName)).toEqual(["billing.charge_capture", "billing.submitted"]);
  });

  it("remembers nothing between two questions", () => {
    moved(journey, place("intake.ready"), place("scheduling"), allAgree);
    expect(moved(journey, place("intake.new"), place("intake.ready"), {})).toEqual(place("intake.ready"));
  });

  it("says no from a place that is none", () => {
    expect(moved(journey, { stage: "triage", state: "new" }, place("intake"), allAgree)).toBeUndefined();
    expect(moved(journey, { stage: "intake", state: "old" }, place("intake"), allAgree)).toBeUndefined();
  });

  it("agrees with the lifecycle's arrows from every place to every place", () => {
    for (const from of places)
      for (const to of places) {
        const stage = journey.stages.find(({ id }) => id === from.stage);
        const arrow = stage?.moves.some((move) => move.to === to.stage && move.enter.includes(to.state));
        const legal = from.stage === to.stage || arrow === true;
        expect([placeName(from), placeName(to), moved(journey, from, to, allAgree) !== undefined]).toEqual([
          placeName(from),
          placeName(to),
          legal,
        ]);
      }
  });
});

/** The graph XState itself walks when every guard agrees: place to the places after it. */
function graphOf(lifecycle: typeof journey): ReadonlyMap<string, readonly string[]> {
  const events = places.map((to) => ({ type: "move" as const, to, verdicts: allAgree }));
  const nameOf = (value: unknown) => Object.entries(value as Record<string, string>)[0]?.join(".") ?? "";
  const graph = new Map<string, string[]>();
  for (const step of adjacencyMapToArray(getAdjacencyMap(machineOf(lifecycle), { events }))) {
    const from = nameOf(step.state.value);
    graph.set(from, [...(graph.get(from) ?? []), nameOf(step.nextState.value)]);
  }
  return graph;
}

describe("the graph of the test lifecycle, walked by XState", () => {
  const graph = graphOf(journey);

  it("reaches every place", () => {
    expect([...graph.keys()].sort()).toEqual(places.map(placeName).sort());
  });

  it("leads from every place to an end", () => {
    const ends = journey.stages.filter((stage) => stage.final).map((stage) => stage.id);
    const isEnd = (name: string) => ends.includes(name.split(".")[0] ?? "");
    for (const start of graph.keys()) {
      const seen = new Set([start]);
      for (const name of seen) for (const next of graph.get(name) ?? []) seen.add(next);
      expect([start, [...seen].some(isEnd)]).toEqual([start, true]);
    }
  });

  it("leaves no end", () => {
    expect(new Set(graph.get("closed.closed"))).toEqual(new Set(["closed.closed"]));
  });

  it("begins where the lifecycle says, also inside a stage", () => {
    expect(graphOf({ ...journey, initial: "intake.ready" }).size).toBe(places.length);
  });

  it("says the same as the search over plain data", () => {
    expect(unreachedStages(journey)).toEqual([]);
    expect(deadEnds(journey)).toEqual([]);
  });
});
