import type { PlannedEvent } from "@corridor/domain";
import { describe, expect, test } from "vitest";
import type { Ruleset } from "../model.ts";
import { acts, card, created, env, happened, NOW, withRules } from "../testing/small.ts";

const clock = { stage: NOW, state: NOW };
const place = (name: string) => {
  const [stage = "", state = ""] = name.split(".");
  return { stage, state };
};
const entered = (to: string, from: string | null) =>
  happened("card.entered", {
    ...place(to),
    final: false,
    from: from === null ? null : place(from),
    clock,
    stopped: null,
  });
const moved = (from: string, to: string) =>
  happened("card.moved", {
    from: { ...place(from), rank: "a" },
    to: { ...place(to), rank: "b" },
    reason: [],
  });
const exceeded = (stage: string) => happened("wip.exceeded", { stage, limit: 3, count: 5 });
const changed = (field: string, from: string | boolean | null, to: string | boolean | null) =>
  happened("card.changed", { field, from, to });

const started = (when: string, event: PlannedEvent): boolean => {
  const rules = withRules(`  - { id: under-test, name: T, when: [${when}], then: [] }\n`);
  return rules.startedBy(event, card()).length === 1;
};

describe("an event trigger", () => {
  test.each([
    ["{ event: card.created }", created, true],
    ["{ event: card.created, state: intake.new }", created, true],
    ["{ event: card.created, state: visit.booked }", created, false],
    ["{ event: card.entered, state: visit }", entered("visit.waiting", "visit.booked"), true],
    ["{ event: card.entered, stage: visit }", entered("visit.waiting", "visit.booked"), false],
    ["{ event: card.entered, stage: visit }", entered("visit.booked", "intake.ready"), true],
    [
      "{ event: card.entered, state: visit.booked, from: intake }",
      entered("visit.booked", "intake.ready"),
      true,
    ],
    [
      "{ event: card.entered, state: visit.booked, from: visit.seen }",
      entered("visit.booked", "intake.ready"),
      false,
    ],
    ["{ event: card.left, stage: intake }", moved("intake.new", "visit.booked"), true],
    ["{ event: card.left, stage: intake }", moved("intake.new", "intake.ready"), false],
    ["{ event: card.left, state: intake.new }", moved("intake.new", "intake.ready"), true],
    ["{ event: card.left, state: intake.new }", moved("intake.new", "intake.new"), false],
    ["{ event: card.left, from: intake }", moved("intake.new", "visit.booked"), true],
    ["{ event: card.left, from: intake, to: visit.booked }", moved("intake.new", "visit.booked"), true],
    ["{ event: card.left, from: intake, to: visit.seen }", moved("intake.new", "visit.booked"), false],
    ["{ event: card.left, from: intake.ready }", moved("intake.new", "visit.booked"), false],
    ["{ event: card.left, from: visit }", moved("intake.new", "visit.booked"), false],
    ["{ event: wip.exceeded }", exceeded("visit"), true],
    ["{ event: wip.exceeded, stage: visit }", exceeded("visit"), true],
    ["{ event: wip.exceeded, stage: intake }", exceeded("visit"), false],
    ["{ event: wip.exceeded, where: event.count > event.limit + 1 }", exceeded("visit"), true],
    ["{ event: card.changed, field: ready, to: true }", changed("ready", false, true), true],
    ["{ event: card.changed, field: ready, to: true }", changed("ready", true, false), false],
    [
      "{ event: card.changed, field: insurance.status, from: none, to: pending }",
      changed("insurance.status", "none", "pending"),
      true,
    ],
    [
      "{ event: card.changed, field: insurance.status, from: pending }",
      changed("insurance.status", "none", "pending"),
      false,
    ],
    ["{ event: card.changed, field: note, to: null }", changed("note", "x", null), true],
    ["{ event: card.changed, field: note }", changed("ready", false, true), false],
    ["{ event: card.changed }", changed("ready", false, true), true],
  ])("%s is started as it should be", (when, event, expected) => expect(started(when, event)).toBe(expected));

  test("is found by what it waits for, in the order of the rules", () => {
    const rules = withRules(`
  - { id: second-kind, name: T, when: [{ event: card.changed, field: note }], then: [] }
  - { id: any-change, name: T, when: [{ event: card.changed }], then: [] }
  - { id: ready-only, name: T, when: [{ event: card.changed, field: ready }], then: [] }
  - { id: also-ready, name: T, when: [{ event: card.changed, field: ready, to: true }], then: [] }
`);
    const names = rules.startedBy(changed("ready", false, true), card()).map(({ rule }) => rule.id);
    expect(names).toEqual(["any-change", "ready-only", "also-ready"]);
  });

  test("starts a rule once, whichever of its triggers are pulled", () => {
    const rules = withRules(`
  - id: under-test
    name: T
    when:
      - { event: card.changed, field: ready, where: card.count > 3 }
      - { event: card.changed }
    then: []
`);
    const event = changed("ready", false, true);
    expect(rules.startedBy(event, card())).toHaveLength(1);
    expect(rules.rules[0]?.judge(env({ event }), 0).outcome).toBe("holds");
  });
});

describe("where", () => {
  const answers = (): Ruleset =>
    withRules(`
  - id: under-test
    name: T
    when: [{ event: call.succeeded, where: 'event.connector == "eligibility" && event.reply.status == "active"' }]
    if: card.ready
    then: [{ label: { add: [yes-done] } }]
    else: [{ label: { add: [not-ready] } }]
`);
  const answered = (connector: string) =>
    happened("call.succeeded", { effect: "f", connector, op: "check", reply: { status: "active" } });

  test("reads what the event says", () => {
    const rule = answers().rules[0];
    const at = (connector: string, ready: boolean) =>
      env({ event: answered(connector), card: card({ fields: { ready } }) });
    expect(rule?.judge(at("eligibility", true), 0).outcome).toBe("holds");
    expect(rule?.judge(at("pharmacy", true), 0).outcome).toBe("fails");
    expect(rule?.judge(at("eligibility", true), 0).leaves.map((leaf) => leaf.read)).toEqual([
      { "event.connector": "eligibility", "event.reply.status": "active" },
      { "card.ready": true },
    ]);
  });

  test.each([
    ["its slot, where it has one", "s-1", "s-1"],
    ["the time itself, where it has none", null, "2026-11-09T15:00:00.000Z/30/dr"],
  ])("names a freed time by %s, and says where it is", (_, slot, called) => {
    const [rule] = withRules(`
  - id: under-test
    name: T
    when: [{ event: appointment.freed, where: 'event.location == "main" && event.slot == "${called}"' }]
    then: []
`).rules;
    const appointment = { id: "a1", start: "2026-11-09T15:00:00.000Z", minutes: 30, provider: "dr", slot };
    const event = happened("appointment.freed", { appointment, location: "main" });
    expect(rule?.judge(env({ event }), 0).outcome).toBe("holds");
  });

  test("is the same whether the place a card leaves is called by `from` or by `state`", () => {
    const both = withRules(`
  - { id: under-test, name: T, when: [{ event: card.left, from: intake, to: visit, where: 'event.stage == "intake" && event.to.stage == "visit"' }], then: [] }
  - { id: the-same, name: T, when: [{ event: card.left, state: intake, to: visit }], then: [] }
`);
    const left = moved("intake.new", "visit.booked");
    expect(both.startedBy(left, card()).map(({ rule }) => rule.id)).toEqual(["under-test", "the-same"]);
    expect(both.rules[0]?.judge(env({ event: left }), 0).outcome).toBe("holds");
  });

  const replied = (answer: "yes" | "no", text: readonly { ref: string }[]) =>
    happened("message.replied", { template: "reminder", channel: "sms", answer, text: [...text] });

  test.each([
    [
      "a message that did not arrive",
      "message.failed",
      'event.template == "reminder" && event.error == "no such number" && has(event.channel)',
      happened("message.failed", {
        ...{ effect: "e", template: "reminder", channel: "sms", error: "no such number" },
      }),
    ],
    [
      "what the patient meant, and whether there are words",
      "message.replied",
      'event.answer == "no" && event.channel == "sms" && has(event.text)',
      replied("no", [{ ref: "words" }]),
    ],
    [
      "which task is done",
      "task.done",
      'event.title == "Call" && event.checklist == "intake"',
      happened("task.done", { task: "k", title: ["Call"], checklist: "intake" }),
    ],
    [
      "a task whose title a person typed",
      "task.done",
      'event.title == "" && event.checklist == ""',
      happened("task.done", { task: "k", title: [{ ref: "typed" }], checklist: null }),
    ],
    [
      "a checklist that is done",
      "checklist.done",
      'event.checklist == "intake"',
      happened("checklist.done", { checklist: "intake" }),
    ],
    [
      "what came",
      "document.received",
      'event.kind == "referral" && !has(event.link)',
      happened("document.received", { kind: "referral", link: null }),
    ],
  ])("tells of %s", (_, name, where, event) => {
    const rules = withRules(`
  - id: under-test
    name: T
    when: [{ event: ${name}, where: '${where}' }]
    then: [{ label: { add: [told] } }]
  - id: writes
    name: So that a message can fail
    when: [{ event: card.created }]
    then: [{ message: { to: patient, template: reminder, via: [sms], with: { first_name: there, day: soon } } }]
`);
    expect(rules.rules[0]?.judge(env({ event }), 0).outcome).toBe("holds");
  });

  test("passes on a patient's words whole, and compares none", () => {
    const rules = (then: string) =>
      withRules(`  - { id: under-test, name: T, when: [{ event: message.replied }], then: [${then}] }\n`);
    const [rule] = rules('{ task: { title: "Answered: ${event.text}" } }').rules;
    expect(rule && acts(rule, env({ event: replied("yes", [{ ref: "words" }]) }))).toMatchObject([
      { command: { type: "task.add", title: ["Answered: ", { ref: "words" }] } },
    ]);
    expect(() => rules(`{ task: { title: '\${event.text == "yes"}' } }`)).toThrow(/cel-phi/);
  });

  test("that fails is no case for else: the rule was not started", () => {
    const rule = answers().rules[0];
    if (!rule) throw new Error("no rule");
    expect(acts(rule, env({ event: answered("eligibility") }), "else")).toHaveLength(1);
    expect(acts(rule, env({ event: answered("pharmacy") }), "else")).toHaveLength(0);
  });

  test("that asks for what the answer does not hold can not be told", () => {
    const event = happened("call.succeeded", {
      effect: "f",
      connector: "eligibility",
      op: "check",
      reply: {},
    });
    const judgement = answers().rules[0]?.judge(env({ event }), 0);
    expect(judgement?.outcome).toBe("unknown");
  });
});
