import { describe, expect, test } from "vitest";
import { failureOf } from "./testing/small.ts";

const NEW = "card: { id: c1, stage: intake, state: new }\n";

describe("a test of rules", () => {
  test("finds its cards where it says, and nothing has happened", async () => {
    expect(
      await failureOf(`card: { id: c1, stage: visit, state: seen, assignee: bo, labels: [a, b], count: 3, patient.first_name: Rosa, appointment.start: 2026-11-09T10:00, appointment.confirmed: true }
steps:
  - expect:
      none: true
      card: { place: visit.seen, assignee: bo, labels: [b, a], count: 3, patient.first_name: Rosa, appointment.start: 2026-11-09T10:00, appointment.confirmed: true, tasks: [] }
      timers: [{ rule: remind, due: 2026-11-08T10:00 }, { rule: remind, due: 2026-11-09T08:00 }]`),
    ).toBeNull();
  });

  test("lets a card that enters start rules, as the first thing there is", async () => {
    expect(
      await failureOf(`card: { id: c1, enter: true }
steps:
  - expect: { fired: [welcome], card: { assignee: ana }, not_fired: [slow] }
  - expect: { none: true, fired_count: { welcome: 1 } }`),
    ).toBeNull();
  });

  test("counts in what its people have in hand, and who is at work", async () => {
    expect(
      await failureOf(`start: 2026-11-02T13:00
card: { id: c1, enter: true }
steps: [{ expect: { card: { assignee: bo } } }]`),
    ).toBeNull();
    expect(
      await failureOf(`start: 2026-11-01T13:00
card: { id: c1, enter: true }
steps: [{ expect: { card: { assignee: null, labels: [nobody] } } }]`),
    ).toBeNull();
  });

  test("moves the clock only by at and wait, and rings what comes due on the way, in order", async () => {
    expect(
      await failureOf(`${NEW}steps:
  - { at: 2026-11-02T10:59, expect: { none: true } }
  - { wait: 2m, expect: { fired: [slow], escalation: { help: 0 } } }
  - { wait: 1 business hour, expect: { escalation: { help: 1 }, not_fired: [slow] } }
  - { do: { set: { ready: true } }, expect: { escalation: { help: done } } }`),
    ).toBeNull();
  });

  test("shows the actions with their texts, in any order or in this one", async () => {
    const steps = (expectation: string) => `${NEW}steps: [{ wait: 3h, expect: ${expectation} }]`;
    const [label, escalate] = [
      "{ label: { add: [slow] } }",
      "{ escalate: { policy: help, reason: Too long in intake } }",
    ];
    expect(await failureOf(steps(`{ actions: [${escalate}, ${label}] }`))).toBeNull();
    expect(await failureOf(steps(`{ actions: [${label}, ${escalate}], in_order: true }`))).toBeNull();
    expect(await failureOf(steps(`{ actions: [${escalate}, ${label}], in_order: true }`))).toMatchObject({
      expected: "{ label: { add: [slow] } }",
      line: 11,
    });
  });

  test("sends messages when they are due, to nobody it can not name", async () => {
    const steps = (name: string) =>
      `card: { id: c1, stage: visit, ${name}appointment.start: 2026-11-04T10:00 }\nsteps:\n`;
    expect(
      await failureOf(`${steps("patient.first_name: Rosa, ")}  - { at: 2026-11-03T09:59, expect: { no_messages: true } }
  - { at: 2026-11-03T10:01, expect: { messages: [{ template: reminder, card: c1, with: { first_name: Rosa, day: 2026-11-04 } }] } }
  - { do: { appointment.cancel: true }, expect: { timers: [] } }`),
    ).toBeNull();
    expect(
      await failureOf(
        `${steps("")}  - { at: 2026-11-03T10:01, expect: { no_messages: true, trace: { rule: remind, outcome: condition-false, if: [false] } } }`,
      ),
    ).toBeNull();
  });

  test("does as a person whatever a person can do, and is refused as a person is", async () => {
    expect(
      await failureOf(`${NEW}steps:
  - { do: { move: visit }, expect: { refused: Finish the intake, card: { stage: intake } } }
  - { do: { move: visit, as: mia }, expect: { card: { stage: visit } } }
  - { do: { assign: bo }, expect: { card: { assignee: bo } } }
  - { do: { label: { add: [x] } }, expect: { card: { labels: [x] } } }
  - { do: { task.add: { title: Call back, due: 2026-11-03T10:00, role: billing } }, expect: { card: { tasks: [{ title: Call back, due: 2026-11-03T10:00, done: false }] } } }
  - { do: { task.done: Call back }, expect: { card: { tasks: [{ title: Call back, done: true }] } } }
  - { do: { comment: Left a word }, expect: { card: { comments: 1 } } }
  - { do: { appointment.book: { start: 2026-11-20T10:00 } }, expect: { card: { appointment.start: 2026-11-20T10:00 } } }
  - { do: { appointment.move: { start: 2026-11-21T10:00 } }, expect: { card: { appointment.start: 2026-11-21T10:00 } } }
  - { do: { appointment.confirm: true }, expect: { card: { appointment.confirmed: true } } }
  - { do: { set: { patient.first_name: Lee, count: 1 } }, expect: { card: { patient.first_name: Lee, count: 1 } } }
  - { do: { appointment.no-show: true }, expect: { card: { appointment.no_show: true } } }
  - { do: { create: { id: c2 } }, expect: { fired: [welcome], cards: { c2: { assignee: ana }, c1: { assignee: bo } } } }
  - { do: { staff: { id: bo, active: false } }, expect: { none: true } }`),
    ).toBeNull();
  });

  test("hears from other systems what the practice says they tell, in the role their account has", async () => {
    expect(
      await failureOf(`${NEW}steps:
  - { do: { event: { x.lab.result: { status: late, at: 2026-11-02T08:30 } } }, expect: { fired: [lab-told], card: { labels: [late], tasks: [{ title: Asked by system, due: 2026-11-02T08:30 }] } } }
  - { do: { event: { x.lab.result: { status: ready, at: 2026-11-02T08:30 } }, as: billing }, expect: { none: true } }
  - { do: { event: x.lab.closed }, expect: { none: true } }`),
    ).toBeNull();
  });

  test("hears what every practice is told: an answer, a message that did not arrive", async () => {
    expect(
      await failureOf(`${NEW}steps:
  - { do: { event: { message.replied: { channel: sms, answer: "no", text: Not me } } }, expect: { fired: [patient-answered], card: { tasks: [{ title: "Answered by sms: Not me" }] } } }
  - { do: { event: { message.replied: { channel: sms } } }, expect: { none: true } }
  - { do: { event: { message.failed: { effect: e, template: reminder, error: no such number } } }, expect: { fired: [not-reached] } }`),
    ).toBeNull();
  });

  test("starts rules when a stage gets too full", async () => {
    const cards = ["c2", "c3"].map((id) => `{ id: ${id}, stage: visit, state: booked }`).join(", ");
    expect(
      await failureOf(`${NEW.replace(" }", ", ready: true }")}other_cards: [${cards}]
steps:
  - { do: { move: visit }, expect: { fired: [too-full], card: { tasks: [{ title: 3 of 2 in America/New_York }] } } }`),
    ).toBeNull();
  });

  test("knows which task is done, and when a checklist is", async () => {
    expect(
      await failureOf(`${NEW}steps:
  - { do: { press: papers }, expect: { card: { tasks: [{ title: Ask for the form, checklist: papers }, { title: Ask for the card }] } } }
  - { do: { task.done: Ask for the form }, expect: { fired: [form-there], not_fired: [papers-there] } }
  - { do: { task.add: { title: Ask again, checklist: papers } } }
  - { do: { task.done: Ask for the card }, expect: { none: true } }
  - { do: { task.done: Ask again }, expect: { fired: [papers-there], card: { labels: [form, papers] } } }`),
    ).toBeNull();
  });

  test("presses a button of those who have it", async () => {
    expect(
      await failureOf(`${NEW}steps:
  - { do: { press: call-back, as: ana }, expect: { refused: Only manager may do this, none: true } }
  - { do: { press: call-back, as: mia }, expect: { fired: [call-back], card: { count: 9 } } }`),
    ).toBeNull();
  });

  test("says where a step was refused that nobody expected to be", async () => {
    expect(await failureOf(`${NEW}steps:\n  - { do: { move: visit } }`)).toMatchObject({
      actual: "refused: Finish the intake first",
      line: 12,
    });
  });

  test("hears from connectors at once, later, after failures, or never", async () => {
    const asks = (answer: string, steps: string) =>
      failureOf(
        `${NEW}connectors: { payer.ask: ${answer} }\nsteps:\n  - { do: { set: { count: 7 } }, expect: { fired: [ask-payer] } }\n${steps}`,
      );
    expect(
      await asks("{ reply: { status: ok } }", "  - { expect: { card: { labels: [answered] } } }"),
    ).toBeNull();
    expect(
      await asks(
        "{ after: 10s, reply: { status: ok } }",
        "  - { wait: 9s, expect: { none: true } }\n  - { wait: 1s, expect: { fired: [payer-said] } }",
      ),
    ).toBeNull();
    expect(
      await asks(
        "{ fail: 503 x2, reply: { status: ok } }",
        "  - { wait: 14s, expect: { none: true } }\n  - { wait: 1s, expect: { fired: [payer-said] } }",
      ),
    ).toBeNull();
    expect(await asks("{ fail: 404 }", "  - { expect: { card: { paid: no_answer } } }")).toBeNull();
    expect(
      await asks(
        "{}",
        "  - { wait: 3 days, expect: { not_fired: [payer-said] } }\n  - { do: { reply: { payer.ask: fail } }, expect: { fired: [payer-said] } }",
      ),
    ).toBeNull();
  });

  test("goes on after a restart with what the store knows, clocks too", async () => {
    expect(
      await failureOf(`${NEW}steps:
  - { at: 2026-11-02T10:30, do: restart, expect: { none: true } }
  - { at: 2026-11-02T11:00, expect: { fired: [slow] } }`),
    ).toBeNull();
  });

  test("takes up other rules in mid-flight, and keeps since when a state holds", async () => {
    const slower = `{ id: slow, name: Slower, when: [{ while: 'card.stage == "intake"', for: 4 business hours, calendar: office }], then: [] }`;
    expect(
      await failureOf(`${NEW}steps:
  - { at: 2026-11-02T10:30, do: { activate: { rules: [${slower}] } }, expect: { timers: [{ rule: slow, due: 2026-11-02T13:00 }] } }
  - { at: 2026-11-02T12:59, expect: { none: true } }
  - { at: 2026-11-02T13:00, expect: { fired: [slow], card: { labels: [] } } }`),
    ).toBeNull();
    expect(
      await failureOf(`${NEW}steps:
  - { do: { activate: { without: [slow] } }, expect: { timers: [] } }
  - { wait: 1 day, expect: { none: true } }`),
    ).toBeNull();
  });
});

describe("a failed expectation", () => {
  test("tells what was expected, what there was, and the rule's own account", async () => {
    const failure = await failureOf(
      `${NEW.replace(" }", ", count: 3 }")}steps:\n  - { wait: 3h, expect: { fired: [slow] } }`,
    );
    expect(failure).toEqual({
      ...{ line: 12, column: 39, expected: "fired: slow", actual: "fired: []" },
      why: [
        "slow (a.rules.yaml:10) was condition-false at 2026-11-02T11:00",
        '  ✓ card.stage == "intake"   card.stage = intake',
        "  ✗ card.count < 3   card.count = 3",
      ],
    });
  });

  test("says what a rule waits for that nothing has looked at", async () => {
    const failure = await failureOf(`${NEW}steps:\n  - { expect: { fired: [remind] } }`);
    expect(failure?.why).toEqual([
      "nothing has looked at remind: it waits for 1 day, 2h before card.appointment.start",
    ]);
  });

  test.each([
    ["none: true", "none", "fired: [slow, help]"],
    ["not_fired: [slow]", "not_fired: slow", "it fired"],
    ["fired_count: { slow: 2 }", "slow fired 2 times", "fired 1 times: 2026-11-02T11:00"],
    ["card: { labels: [quick] }", "c1: labels: [quick]", "c1: labels: [slow]"],
    ["escalation: { help: done }", "help: done", "help: 1"],
    ["messages: [{ template: reminder }]", "a message { template: reminder }", "nothing"],
    ["notices: [{ role: nobody }]", "a notice { role: nobody }", "role"],
    ["timers: [{ rule: remind }]", "remind at some time", "no timers"],
    ["refused: never", "refused: never", "nothing was refused"],
    ["trace: { rule: slow, if: [false] }", "slow  if: [false]", "slow fired if: [true]"],
  ])("of %s", async (expectation, expected, actual) => {
    const failure = await failureOf(`${NEW}steps:\n  - { wait: 3h, expect: { ${expectation} } }`);
    expect(failure).toMatchObject({ expected, actual: expect.stringContaining(actual) });
  });
});
