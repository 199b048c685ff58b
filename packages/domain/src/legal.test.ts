import { describe, expect, it } from "vitest";
import { entryOf, legalMoves, mayMove, wipVerdict } from "./legal.ts";
import { type Place, type Stage, stageOf, type Verdict } from "./lifecycle.ts";
import { journey } from "./testing/index.ts";

const yes = (): Verdict => ({ ok: true });
const no = (): Verdict => ({ ok: false, because: "Not yet" });
const at = (stage: string, state: string): Place => ({ stage, state });
const stage = (id: string): Stage => stageOf(journey, id) as Stage;
const ready = at("intake", "ready");
const unscheduled = at("scheduling", "unscheduled");

describe("the lifecycle lets a card go", () => {
  it("where an arrow leads and its guard agrees", () => {
    expect(mayMove(journey, ready, unscheduled, yes)).toBeNull();
  });

  it("where an arrow has no guard, whatever guards say", () => {
    expect(mayMove(journey, ready, at("cancelled", "cancelled"), no)).toBeNull();
  });

  it("to any state of its own stage, whatever guards say", () => {
    expect(mayMove(journey, at("billing", "paid"), at("billing", "rework"), no)).toBeNull();
  });

  it("to where it is", () => {
    expect(mayMove(journey, ready, ready, no)).toBeNull();
  });

  it("asking only the one guard on its way", () => {
    const asked: string[] = [];
    mayMove(journey, ready, unscheduled, (guard) => {
      asked.push(guard);
      return { ok: true };
    });
    expect(asked).toEqual(["intake->scheduling"]);
  });
});

describe("the lifecycle holds a card back", () => {
  it.each<[string, Place, Place, Verdict, string, string]>([
    ["the guard refuses", ready, unscheduled, no(), "guard_refused", "Not yet"],
    [
      "the guard could not be judged",
      ready,
      unscheduled,
      { ok: false, because: "No claim", unknown: true },
      "guard_unknown",
      "No claim",
    ],
    [
      "there is no arrow",
      ready,
      at("billing", "paid"),
      yes(),
      "not_reachable",
      "There is no way from Intake to Billing",
    ],
    [
      "the arrow does not enter there",
      at("follow_up", "pending"),
      at("billing", "paid"),
      yes(),
      "not_reachable",
      "From Follow-up, Billing is not entered at paid",
    ],
    [
      "it is at its end",
      at("closed", "closed"),
      ready,
      yes(),
      "not_reachable",
      "Closed is the end of the way; nothing leaves it",
    ],
    [
      "it stands in a state that is no more",
      at("intake", "waiting_for_forms"),
      unscheduled,
      yes(),
      "not_reachable",
      "From Intake, Scheduling is not entered at unscheduled",
    ],
    [
      "it stands in a stage that is no more",
      at("triage", "new"),
      unscheduled,
      yes(),
      "not_reachable",
      "There is no way from triage to Scheduling",
    ],
  ])("when %s", (_, from, to, verdict, code, because) => {
    expect(mayMove(journey, from, to, () => verdict)).toEqual({ rejected: true, code, because });
  });
});

describe("a stage's limit", () => {
  it("is none where none is set", () => {
    expect(wipVerdict(stage("intake"), 1000)).toEqual({ fits: true, refused: null });
  });

  it.each([0, 11])("that blocks has room at %i of 12", (count) => {
    expect(wipVerdict(stage("treatment"), count)).toEqual({ fits: true, refused: null });
  });

  it.each([12, 13])("that blocks refuses at %i of 12", (count) => {
    const because = `Treatment is full: ${count} of 12`;
    expect(wipVerdict(stage("treatment"), count)).toEqual({
      fits: false,
      refused: { rejected: true, code: "wip_limit", because },
    });
  });

  it("that warns refuses nobody, but does not fit", () => {
    expect(wipVerdict(stage("scheduling"), 40)).toEqual({ fits: false, refused: null });
  });
});

describe("the columns a card may be dropped on", () => {
  const card = { ...ready, location: "main", refused: {} };
  const quiet = () => 0;

  it("are those its lifecycle leads to, and its own; the others say why not", () => {
    expect(legalMoves(journey, card, quiet)).toEqual({
      intake: null,
      scheduling: null,
      treatment: "There is no way from Intake to Treatment",
      follow_up: "There is no way from Intake to Follow-up",
      billing: "There is no way from Intake to Billing",
      closed: "There is no way from Intake to Closed",
      cancelled: null,
    });
  });

  it("are not those the server refused this viewer", () => {
    const refused = { scheduling: "Finish the intake checklist first" };
    expect(legalMoves(journey, { ...card, refused }, quiet)["scheduling"]).toBe(refused.scheduling);
  });

  it("are not those that are full, counted at the card's location", () => {
    const booked = { ...card, ...at("scheduling", "booked") };
    const count = (full: Stage, location: string) =>
      full.id === "treatment" && location === "main" ? 12 : 0;
    expect(legalMoves(journey, booked, count)["treatment"]).toBe("Treatment is full: 12 of 12");
    expect(legalMoves(journey, { ...booked, location: "north" }, count)["treatment"]).toBeNull();
  });

  it("are still those that only warn", () => {
    expect(legalMoves(journey, card, () => 999)["scheduling"]).toBeNull();
  });

  it("are its own even when it is full: that is a reorder", () => {
    const inRoom = { ...card, ...at("treatment", "in_room") };
    expect(legalMoves(journey, inRoom, () => 999)["treatment"]).toBeNull();
  });

  it("are none but its own at the end of the way", () => {
    const closed = { ...card, ...at("closed", "closed") };
    const open = Object.entries(legalMoves(journey, closed, quiet)).filter(([, because]) => because === null);
    expect(open).toEqual([["closed", null]]);
  });

  it("are none where the lifecycle has no place for it any more", () => {
    const stranded = { ...card, ...at("triage", "new") };
    const open = Object.values(legalMoves(journey, stranded, quiet)).filter((because) => because === null);
    expect(open).toEqual([]);
  });
});

describe("the state a card enters at", () => {
  it("is the arrow's first", () => {
    expect(entryOf(journey, "treatment", stage("billing"))).toBe("charge_capture");
  });

  it("is the stage's first where no arrow leads", () => {
    expect(entryOf(journey, "intake", stage("treatment"))).toBe("checked_in");
  });
});
