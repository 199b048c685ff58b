import { describe, it } from "vitest";
import { event } from "../events.ts";
import { climbing, EARLIER, given, manager, NOW, standing } from "../testing/index.ts";

const reason = ["Nobody called back"];
const pinned = "levels as they were written then";
const started = (policy: string) =>
  event("escalation.started", { policy, reason, level: 0, since: EARLIER, pinned: null });
const living = climbing("call-back", { reason });
const escalated = [...standing(), started("call-back")];

describe("an escalation", () => {
  it("starts at the bottom, now", () => {
    given(standing())
      .when({ type: "escalate", policy: "call-back", reason, pinned })
      .then([event("escalation.started", { policy: "call-back", reason, level: 0, since: NOW, pinned })]);
  });

  it("lives on the card", () => {
    given(standing())
      .when({ type: "escalate", policy: "call-back", reason, pinned })
      .thenState({ escalations: [climbing("call-back", { reason, since: NOW, pinned })] });
  });

  it("does not start again while it lives", () => {
    given(escalated).when({ type: "escalate", policy: "call-back", reason, pinned }).thenNothing();
  });

  it("lives beside one of another policy", () => {
    given(escalated)
      .when({ type: "escalate", policy: "denial", reason, pinned: null })
      .thenState({ escalations: [living, climbing("denial", { reason, since: NOW })] });
  });

  it("ends, and says how it was", () => {
    given(escalated)
      .when({ type: "resolve", policy: "call-back", outcome: "resolved" })
      .then([event("escalation.ended", { escalation: living, outcome: "resolved" })]);
  });

  it("ends alone", () => {
    given([...escalated, started("denial")])
      .when({ type: "resolve", policy: "call-back", outcome: "done" })
      .thenState({ escalations: [{ ...living, policy: "denial" }] });
  });

  it("that does not live does not end", () => {
    given(escalated).when({ type: "resolve", policy: "denial", outcome: "done" }).thenNothing();
  });
});

describe("acknowledging", () => {
  it("names who has it, and since when", () => {
    given(escalated)
      .when({ type: "ack", policy: "call-back" }, { actor: manager })
      .then([event("escalation.acknowledged", { policy: "call-back", by: "mia", at: NOW })]);
  });

  it("leaves the escalation living", () => {
    given(escalated)
      .when({ type: "ack", policy: "call-back" }, { actor: manager })
      .thenState({ escalations: [{ ...living, acknowledgedBy: "mia", progressAt: NOW, turn: 1 }] });
  });

  it("is the first one's: the second changes nothing", () => {
    given([...escalated, event("escalation.acknowledged", { policy: "call-back", by: "ana", at: EARLIER })])
      .when({ type: "ack", policy: "call-back" }, { actor: manager })
      .thenNothing();
  });

  it("concerns one policy only", () => {
    given([...escalated, started("denial")])
      .when({ type: "ack", policy: "denial" })
      .thenState({
        escalations: [
          living,
          { ...living, policy: "denial", acknowledgedBy: "ana", progressAt: NOW, turn: 1 },
        ],
      });
  });

  it("is refused where nothing is escalated", () => {
    given(escalated)
      .when({ type: "ack", policy: "denial" })
      .thenRefused("escalation_unknown", "Nothing is escalated here under that name");
  });
});
