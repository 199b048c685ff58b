import { describe, it } from "vitest";
import { event } from "../events.ts";
import { EARLIER, given, NOW, standing } from "../testing/index.ts";

const nobody = { role: null, person: null };
const toAna = [...standing(), event("card.assigned", { from: nobody, to: { role: null, person: "ana" } })];
const toNurses = [
  ...standing(),
  event("card.assigned", { from: nobody, to: { role: "nurse", person: null } }),
];

describe("a card is given", () => {
  it("to a person", () => {
    given(standing())
      .when({ type: "assign", to: "ana" })
      .then([event("card.assigned", { from: nobody, to: { role: null, person: "ana" } })]);
  });

  it("to a role's queue", () => {
    given(standing()).when({ type: "assign", role: "nurse" }).thenState({ role: "nurse", assignee: null });
  });

  it("from a queue to a person, who then owns it alone", () => {
    given(toNurses).when({ type: "assign", to: "ben" }).thenState({ assignee: "ben", role: null });
  });

  it("to the person where both are named", () => {
    given(standing())
      .when({ type: "assign", to: "ben", role: "nurse" })
      .thenState({ assignee: "ben", role: null });
  });

  it("to nobody", () => {
    given(toAna).when({ type: "assign", to: null }).thenState({ assignee: null, role: null });
  });
});

describe("taking a card oneself", () => {
  const policy = "denial";
  const climbs = event("escalation.started", { policy, reason: [], level: 0, since: EARLIER, pinned: null });
  const had = event("escalation.acknowledged", { policy, by: "ana", at: NOW });

  it("acknowledges what climbs on it", () => {
    given([...standing(), climbs])
      .when({ type: "assign", to: "ana" })
      .then([event("card.assigned", { from: nobody, to: { role: null, person: "ana" } }), had]);
  });

  it("acknowledges nothing that somebody has already", () => {
    given([...standing(), climbs, event("escalation.acknowledged", { policy, by: "mia", at: EARLIER })])
      .when({ type: "assign", to: "ana" })
      .thenTypes("card.assigned");
  });

  it("is more than being given it", () => {
    given([...standing(), climbs])
      .when({ type: "assign", to: "ben" })
      .thenTypes("card.assigned");
  });
});

describe("a card is not given", () => {
  it("again to whom it belongs", () => {
    given(toAna).when({ type: "assign", to: "ana" }).thenNothing();
  });

  it("again to the queue it is in", () => {
    given(toNurses).when({ type: "assign", role: "nurse" }).thenNothing();
  });

  it("to nobody when nobody has it", () => {
    given(standing()).when({ type: "assign" }).thenNothing();
  });

  it("to a person nobody knows", () => {
    given(standing())
      .when({ type: "assign", to: "zoe" })
      .thenRefused("person_unknown", "There is no such person at this practice");
  });

  it("to a person who has left", () => {
    given(standing()).when({ type: "assign", to: "cleo" }).thenRefused("person_unknown");
  });

  it("to a role the practice does not have", () => {
    given(standing())
      .when({ type: "assign", role: "surgeon" })
      .thenRefused("role_unknown", "There is no role called surgeon");
  });
});
