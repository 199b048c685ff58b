import { describe, it } from "vitest";
import { event } from "../events.ts";
import { given, standing, TOMORROW } from "../testing/index.ts";

const asked = [
  ...standing("billing"),
  event("call.requested", { effect: "e-1", connector: "clearinghouse", op: "status", with: {} }),
];

describe("what leaves the house is first an event", () => {
  it("a message", () => {
    const letter = {
      effect: "e-1",
      template: "reminder",
      via: ["sms", "email"],
      with: { start: TOMORROW },
      notBefore: TOMORROW,
      notAfter: TOMORROW,
    };
    given(standing())
      .when({ type: "message", ...letter })
      .then([event("message.queued", letter)]);
  });

  it("a notice to a role", () => {
    const notice = {
      effect: "e-2",
      to: { role: "lead", person: null },
      via: ["inbox"],
      text: ["Waiting: ", { ref: "n" }],
      notBefore: TOMORROW,
      group: { key: "lead", until: TOMORROW, quietUntil: null, apart: 1 },
    };
    given(standing())
      .when({ type: "notify", ...notice })
      .then([event("notice.queued", notice)]);
  });

  it("a call, which then waits for its answer", () => {
    given(standing())
      .when({ type: "call", effect: "e-3", connector: "eligibility", op: "check", with: { plan: "b" } })
      .thenTypes("call.requested")
      .thenState({ calls: { "e-3": { connector: "eligibility", op: "check" } } });
  });

  it("a message and a notice leave the card as it is", () => {
    given(standing())
      .when({
        type: "message",
        effect: "e",
        template: "t",
        via: ["sms"],
        with: {},
        notBefore: null,
        notAfter: null,
      })
      .thenState({ calls: {}, comments: 0, stage: "intake" });
  });
});

describe("a connector's answer", () => {
  it("says whom and what was asked", () => {
    given(asked)
      .when({ type: "answer", effect: "e-1", reply: { status: "paid" }, error: null })
      .then([
        event("call.succeeded", {
          effect: "e-1",
          connector: "clearinghouse",
          op: "status",
          reply: { status: "paid" },
        }),
      ]);
  });

  it("may be a failure", () => {
    given(asked)
      .when({ type: "answer", effect: "e-1", reply: null, error: "timeout" })
      .then([
        event("call.failed", { effect: "e-1", connector: "clearinghouse", op: "status", error: "timeout" }),
      ]);
  });

  it("may be silence after the last try", () => {
    given(asked)
      .when({ type: "answer", effect: "e-1", reply: null, error: null })
      .then([
        event("call.failed", { effect: "e-1", connector: "clearinghouse", op: "status", error: "no answer" }),
      ]);
  });

  it("ends the waiting", () => {
    given(asked).when({ type: "answer", effect: "e-1", reply: {}, error: null }).thenState({ calls: {} });
  });

  it("counts once", () => {
    const answered = event("call.failed", {
      effect: "e-1",
      connector: "clearinghouse",
      op: "status",
      error: "x",
    });
    given([...asked, answered])
      .when({ type: "answer", effect: "e-1", reply: {}, error: null })
      .thenRefused("call_unknown", "Nothing waits for this answer");
  });

  it.each(["e-9", "constructor"])("to %s, which nobody asked, is refused", (effect) => {
    given(asked).when({ type: "answer", effect, reply: {}, error: null }).thenRefused("call_unknown");
  });
});
