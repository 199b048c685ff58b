import { describe, expect, it } from "vitest";
import { event } from "../events.ts";
import {
  EARLIER,
  fact,
  frontDesk,
  given,
  journey,
  manager,
  NOW,
  standing,
  TOMORROW,
  worldOf,
} from "../testing/index.ts";
import { cardOf } from "../testing/index.ts";
import { decide } from "./decide.ts";

const clockThen = { stage: EARLIER, state: EARLIER };
const clockNow = { stage: NOW, state: NOW };
const visit = { id: "v-1", start: TOMORROW, minutes: 30, provider: "ben", slot: null };
const moveTo = (to: string) => ({ type: "move", to }) as const;

describe("a drop into another column", () => {
  it("moves the card and lets it enter at the first state", () => {
    given(standing("intake.ready"))
      .when(moveTo("scheduling"))
      .then([
        event("card.moved", {
          from: { stage: "intake", state: "ready", rank: "a0" },
          to: { stage: "scheduling", state: "unscheduled", rank: "a0" },
          reason: [],
        }),
        event("card.entered", {
          stage: "scheduling",
          state: "unscheduled",
          final: false,
          from: { stage: "intake", state: "ready" },
          clock: clockNow,
          stopped: clockThen,
        }),
      ]);
  });

  it("keeps why the card was moved, as the pointer it was sealed to", () => {
    const { decided } = given(standing("intake.ready")).when({
      ...moveTo("scheduling"),
      reason: [{ ref: "why" }],
    });
    expect(decided).toMatchObject([{ data: { reason: [{ ref: "why" }] } }, { type: "card.entered" }]);
  });

  it("starts both clocks anew and says who placed the card", () => {
    given(standing("intake.ready"))
      .when(moveTo("scheduling"))
      .thenState({
        enteredStageAt: NOW,
        enteredStateAt: NOW,
        createdAt: EARLIER,
        movedBy: { kind: "user", id: "ana" },
      });
  });

  it("enters at a listed state that is named", () => {
    given(standing("treatment.documentation"))
      .when(moveTo("billing.submitted"))
      .thenState({ stage: "billing", state: "submitted" });
  });

  it("does not enter at a state that is not listed", () => {
    given(standing("treatment.documentation"))
      .when(moveTo("billing.paid"))
      .thenRefused("not_reachable", "From Treatment, Billing is not entered at paid");
  });

  it("ends the card's way in a final stage", () => {
    given(standing("follow_up")).when(moveTo("closed")).thenState({ stage: "closed", final: true });
  });

  it("gives back the time of a visit that is still to come", () => {
    const confirmed = event("card.changed", { field: "appointment.confirmed", from: false, to: true });
    const { decided } = given([...standing("follow_up"), event("appointment.booked", visit), confirmed])
      .when(moveTo("closed"))
      .thenState({ final: true, appointment: null, fields: { "appointment.confirmed": false } });
    expect(decided).toEqual([
      expect.objectContaining({ type: "card.moved" }),
      expect.objectContaining({ type: "card.entered" }),
      event("appointment.cancelled", { appointment: visit, reason: [] }),
      event("appointment.freed", { appointment: visit, location: "main" }),
      event("card.changed", { field: "appointment.confirmed", from: true, to: false }),
    ]);
  });

  it.each([NOW, EARLIER])("keeps the visit that has been: %s", (start) => {
    const been = { ...visit, start };
    given([...standing("follow_up"), event("appointment.booked", been)])
      .when(moveTo("closed"))
      .thenTypes("card.moved", "card.entered")
      .thenState({ appointment: been });
  });

  it("keeps the visit that is still to come in any other stage", () => {
    given([...standing("intake.ready"), event("appointment.booked", visit)])
      .when(moveTo("scheduling"))
      .thenState({ appointment: visit });
  });

  it("asks for the guard's verdict and repeats its sentence", () => {
    given(standing("intake.new"))
      .when(moveTo("scheduling"), {
        refusing: { "intake->scheduling": "Finish the intake checklist first" },
      })
      .thenRefused("guard_refused", "Finish the intake checklist first");
  });

  it("tells a guard that could not be judged from one that refused", () => {
    const verdict = () => ({ ok: false, because: "The claim is not known", unknown: true }) as const;
    given(standing("intake.new"))
      .when(moveTo("scheduling"), { verdict })
      .thenRefused("guard_unknown", "The claim is not known");
  });

  it("hands the guard the card as it stands", () => {
    const seen: string[] = [];
    given(standing("intake.ready")).when(moveTo("scheduling"), {
      verdict: (guard, card) => {
        seen.push(`${guard} ${card.id} ${card.state}`);
        return { ok: true };
      },
    });
    expect(new Set(seen)).toEqual(new Set(["intake->scheduling c-1 ready"]));
  });

  it("finds no way where the lifecycle has none", () => {
    given(standing("intake.ready"))
      .when(moveTo("billing"))
      .thenRefused("not_reachable", "There is no way from Intake to Billing");
  });

  it("lets nothing leave the end of the way", () => {
    given(standing("closed"))
      .when(moveTo("intake"))
      .thenRefused("not_reachable", "Closed is the end of the way; nothing leaves it");
  });
});

describe("a drop where there is no place", () => {
  it.each([
    ["nowhere", "There is no stage called nowhere"],
    ["nowhere.new", "There is no stage called nowhere"],
    ["intake.gone", "Intake has no state called gone"],
    ["intake.", "Intake has no state called "],
    ["intake.ready.now", "There is no place called intake.ready.now"],
    ["constructor", "There is no stage called constructor"],
  ])("refuses %s", (to, sentence) => {
    given(standing()).when(moveTo(to)).thenRefused("place_unknown", sentence);
  });
});

describe("a drop in the same column", () => {
  it("reorders: the rank changes, nothing is entered, the clocks go on", () => {
    given(standing("treatment.in_room", { rank: "a5" }))
      .when(
        { type: "move", to: "treatment", after: "c-2", before: "c-3" },
        { facts: [fact("gap", { after: "a0", before: "a1" }, "treatment", "c-2", "c-3", "c-1")] },
      )
      .thenTypes("card.moved")
      .thenState({ rank: "a0V", state: "in_room", enteredStageAt: EARLIER, enteredStateAt: EARLIER });
  });

  it("changes the state when one is named, and only the state's clock starts anew", () => {
    given(standing("treatment.checked_in"))
      .when(moveTo("treatment.in_room"))
      .thenTypes("card.moved", "card.entered")
      .thenState({ state: "in_room", enteredStageAt: EARLIER, enteredStateAt: NOW });
  });

  it("leaves the card where people see it when only the state is named", () => {
    given(standing("treatment.checked_in", { rank: "a5" }))
      .when(moveTo("treatment.in_room"), {
        facts: [fact("gap", { after: "a9", before: null }, "treatment", "", "", "c-1")],
      })
      .thenState({ state: "in_room", rank: "a5" });
  });

  it.each(["treatment", "treatment.in_room"])("is no event where nothing is named that differs: %s", (to) => {
    given(standing("treatment.in_room")).when(moveTo(to)).thenNothing();
  });

  it("goes from any state to any other, backwards too", () => {
    given(standing("billing.paid"))
      .when(moveTo("billing.charge_capture"))
      .thenState({ state: "charge_capture" });
  });

  it("goes only where the stage's steps lead, where it has any, and may be reordered where it stands", () => {
    const steps = { charge_capture: ["submitted"], submitted: ["denied", "paid"] };
    const lifecycle = {
      ...journey,
      stages: journey.stages.map((stage) => (stage.id === "billing" ? { ...stage, steps } : stage)),
    };
    const from = (state: string) => given(standing(`billing.${state}`));
    from("charge_capture").when(moveTo("billing.submitted"), { lifecycle }).thenState({ state: "submitted" });
    from("charge_capture")
      .when(moveTo("billing.paid"), { lifecycle })
      .thenRefused("not_reachable", "In Billing, paid does not follow charge_capture");
    from("paid")
      .when(moveTo("billing.charge_capture"), { lifecycle })
      .thenRefused("not_reachable", "In Billing, charge_capture does not follow paid");
    from("paid").when(moveTo("follow_up"), { lifecycle }).thenState({ stage: "follow_up" });
    from("paid").when(moveTo("billing.paid"), { lifecycle }).thenNothing();
  });

  it("asks no guard and no limit", () => {
    given(standing("treatment.checked_in"))
      .when(moveTo("treatment.documentation"), {
        facts: [fact("wip", 99, "treatment", "main")],
        verdict: () => ({ ok: false, because: "never asked" }),
      })
      .thenState({ state: "documentation" });
  });
});

describe("a column's limit", () => {
  it("that blocks refuses the card that would be one too many", () => {
    given(standing("scheduling.booked"))
      .when(moveTo("treatment"), { facts: [fact("wip", 12, "treatment", "main")] })
      .thenRefused("wip_limit", "Treatment is full: 12 of 12");
  });

  it("that blocks gives way to a role it names, which says why; the others are refused as ever", () => {
    const guarded = {
      ...journey,
      stages: journey.stages.map((stage) =>
        stage.id === "treatment" && stage.wip
          ? { ...stage, wip: { ...stage.wip, override: ["manager"] } }
          : stage,
      ),
    };
    const full = { lifecycle: guarded, facts: [fact("wip", 12, "treatment", "main")] };
    const because = "Treatment is full: 12 of 12";
    const why = { ...moveTo("treatment"), reason: ["A walk-in with chest pain"] };
    const here = () => given(standing("scheduling.booked"));
    here()
      .when(moveTo("treatment"), { ...full, actor: manager })
      .thenRefused("wip_limit", `${because}; say why, and it is let in all the same`);
    here()
      .when(why, { ...full, actor: frontDesk })
      .thenRefused("wip_limit", because);
    const { decided } = here().when(why, { ...full, actor: manager });
    expect(decided).toContainEqual(event("wip.exceeded", { stage: "treatment", limit: 12, count: 13 }));
    expect(decided).toMatchObject([
      { type: "card.moved", data: { reason: ["A walk-in with chest pain"] } },
      { type: "card.entered" },
      { type: "wip.exceeded" },
    ]);
  });

  it("lets the last one in", () => {
    given(standing("scheduling.booked"))
      .when(moveTo("treatment"), { facts: [fact("wip", 11, "treatment", "main")] })
      .thenTypes("card.moved", "card.entered");
  });

  it("is counted for the card's own location", () => {
    given(standing("scheduling.booked", { location: "north" }))
      .when(moveTo("treatment"), { facts: [fact("wip", 12, "treatment", "main")] })
      .thenState({ stage: "treatment" });
  });

  it("that warns lets the card in and says so, counted for the whole practice", () => {
    const { decided } = given(standing("intake.ready")).when(moveTo("scheduling"), {
      facts: [fact("wip", 40, "scheduling", "*")],
    });
    expect(decided).toContainEqual(event("wip.exceeded", { stage: "scheduling", limit: 40, count: 41 }));
  });

  it("gives way to the guard's sentence, which says more", () => {
    given(standing("scheduling.unscheduled"))
      .when(moveTo("treatment"), {
        facts: [fact("wip", 12, "treatment", "main")],
        refusing: { "scheduling->treatment": "Book an appointment first" },
      })
      .thenRefused("guard_refused", "Book an appointment first");
  });
});

describe("a move asks the world", () => {
  it("for the gap and the count in one question", () => {
    const world = worldOf();
    const first: (readonly string[])[] = [];
    const want = world.facts.want.bind(world.facts);
    world.facts.want = (...keys) => {
      first.push(keys);
      want(...keys);
    };
    decide("c-1", cardOf(standing("scheduling.booked")), moveTo("treatment"), world);
    expect(first[0]).toEqual(["gap|treatment|||c-1", "wip|treatment|main"]);
  });

  it("for nothing when the lifecycle already says no", () => {
    const world = worldOf();
    decide("c-1", cardOf(standing("closed")), moveTo("intake"), world);
    expect(world.facts.asked).toEqual([]);
  });
});

describe("a card that stands where the lifecycle no longer has a place", () => {
  const stranded = standing().map((told) =>
    told.type === "card.created" ? event("card.created", { ...told.data, state: "waiting_for_forms" }) : told,
  );
  it("is told no, not met with a fault", () => {
    given([stranded[0] as (typeof stranded)[0]])
      .when(moveTo("scheduling"))
      .thenRefused("not_reachable");
  });
});
