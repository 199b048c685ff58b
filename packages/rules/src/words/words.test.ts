import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENTS } from "../triggers/index.ts";
import { eventSaid, matrixText, rulesInWords } from "./index.ts";

const LIFECYCLE = `schema: corridor/v1
kind: lifecycle
id: journey
version: 1
initial: intake
stages:
  intake: { states: [new, ready], moves: [{ to: follow_up, if: 'card.state == "ready"', because: Finish the forms }] }
  follow_up: { name: Follow-up, states: [pending], moves: [{ to: closed }] }
  closed: { final: true }
`;

const rule = (rest: string) =>
  rulesInWords({
    "lifecycle.yaml": LIFECYCLE,
    "a.rules.yaml": `schema: corridor/v1\nkind: rules\nrules:\n  - id: one\n    name: One\n${rest.replace(/^/gm, "    ")}\n`,
  }).rules[0];

const when = (trigger: string) => rule(`when: [${trigger}]\nthen: []`)?.when[0];
const iff = (condition: string) => rule(`when: []\nif: ${condition}\nthen: []`)?.holds.join("; ");
const then = (action: string) => rule(`when: []\nthen:\n  - ${action}`)?.then[0]?.text;

describe("a table in words", () => {
  const inline = `tables:
  wait: { hit: unique, columns: [card.claim.denials, card.priority, "days: int", who], rows: [[">= 3", "low | high", 1, nurse], ["1..2", "not urgent", 5, front_desk], ["< 1", "-", 7, nobody]] }
`;
  const book = rulesInWords({
    "tables/weeks.csv": "# hit: first\ncard.treatment.type,weeks: int\nsurgery,2\n-,6\n",
    "tables/no-table.txt": "card.priority,weeks: int\n",
    "a.rules.yaml": `schema: corridor/v1\nkind: rules\n${inline}rules:\n  - { id: one, name: One, when: [], let: { wait: { table: wait }, n: 'card.claim.denials + 1' }, then: [] }\n`,
  });

  test("says what each line asks and answers", () => {
    expect(book.tables).toEqual([
      {
        ...{ id: "weeks", file: "tables/weeks.csv", line: 2, first: true },
        ...{ asks: ["treatment type"], answers: ["weeks"] },
        rows: [
          { asks: ["surgery"], answers: ["2"] },
          { asks: ["anything"], answers: ["6"] },
        ],
      },
      {
        ...{ id: "wait", file: "a.rules.yaml", line: 4, first: false },
        ...{ asks: ["claim denials", "priority"], answers: ["days", "who"] },
        rows: [
          { asks: ["at least 3", "low or high"], answers: ["1", "nurse"] },
          { asks: ["1 to 2", "not urgent"], answers: ["5", "front_desk"] },
          { asks: ["less than 1", "anything"], answers: ["7", "nobody"] },
        ],
      },
    ]);
  });

  test("is named by the rule that looks it up", () => {
    expect(book.rules[0]?.given).toEqual([
      { text: "wait is what the table wait says", table: "wait" },
      { text: "n is claim denials + 1", table: null },
    ]);
  });
});

describe("a trigger in words", () => {
  test.each([
    ["{ event: card.created }", "a card is created"],
    ["{ event: card.entered, state: follow_up.pending }", "a card enters Follow-up · Pending"],
    ["{ event: card.left, stage: intake, to: closed }", "a card leaves Intake for Closed"],
    ["{ event: card.left, from: intake }", "a card leaves Intake"],
    ["{ event: wip.exceeded, stage: intake }", "there are more cards than Intake should hold"],
    ["{ event: card.changed, field: claim.status, to: written_off }", "claim status becomes written off"],
    ["{ event: card.changed, field: documentation.complete, to: true }", "documentation becomes complete"],
    [
      "{ event: call.failed, where: 'event.connector == \"eligibility\"' }",
      "an outside system does not answer and connector is eligibility",
    ],
    ["{ event: x.lab_result }", "“x lab result” happens"],
    [
      "{ before: card.appointment.start, by: [3 days, 2h], late: skip }",
      "3 days and 2 hours before the visit",
    ],
    [
      "{ after: card.treatment.completed_at, by: 1 week, late: { within: 30m } }",
      "1 week after treatment completed at, or up to 30 minutes late",
    ],
    [
      "{ while: 'card.priority == \"urgent\" && !has(card.assignee)', for: 15 business minutes, calendar: front-desk }",
      "priority is urgent and nobody owns the card, for 15 business minutes (front desk hours)",
    ],
    [
      '{ every: "30 7 * * mon-fri", skip_holidays: front-desk }',
      "at 07:30, Monday to Friday, holidays left out",
    ],
    ['{ every: "*/5 * * * *" }', "by the timetable `*/5 * * * *`"],
    [
      "{ metric: no_show_rate, over: 7 days, per: location, above: 0.18 }",
      "no show rate is above 0.18 over 7 days, for each location",
    ],
    ["{ manual: { label: Call back } }", "somebody presses “Call back”"],
    ["{ sunrise: tomorrow }", '`{"sunrise":"tomorrow"}`'],
  ])("%s", (written, said) => expect(when(written)).toBe(said));
});

test.each(Object.keys(EVENTS))("there are words for %s", (name) => {
  expect(eventSaid(name)).not.toMatch(/“.*” happens/);
});

describe("what is said of a rule as a whole", () => {
  test.each([
    ["once: occurrence", ""],
    ["once: stage_entry", "once for each time the card enters a stage"],
    ["once: card", "once on a card"],
    ["once: { per: card, every: 24h }", "at most once in 24 hours on a card"],
    [
      "effective_from: 2026-12-01T00:00\neffective_until: 2027-01-01T00:00",
      "it begins on 2026-12-01, 00:00; it ends on 2027-01-01, 00:00",
    ],
    ["safety: true", "it is told of when it acts too often, and never paused for that"],
    ["safety: false", ""],
    ["backdate: true", "when it is new, its clocks count what had passed before it decided"],
    ["in_flight: follow", "ladders it has started follow what is changed of them meanwhile"],
  ])("%s", (written, said) => expect(rule(`${written}\nwhen: []\nthen: []`)?.terms.join("; ")).toBe(said));
});

describe("a condition in words", () => {
  test.each([
    [`'card.stage == "follow_up"'`, "the card is in Follow-up"],
    [`'card.stage != "intake"'`, "the card is not in Intake"],
    [`'!(card.stage in ["intake", "closed"])'`, "the card is not in Intake or Closed"],
    [`'card.insurance.status in ["none", "unverified"]'`, "insurance status is none or unverified"],
    [`'!card.appointment.confirmed || trigger.step == 2'`, "appointment is not confirmed or this is step 3"],
    [`'!(a && (b || c))'`, "a is false or (b is false and c is false)"],
    [
      `'has(card.appointment.start) && card.appointment.start - now <= duration("48h")'`,
      "the visit is known and the visit is at most 48 hours away",
    ],
    [`'now - entered_stage_at > duration("3h")'`, "the arrival in the stage was more than 3 hours ago"],
    [`'card.claim.denials + 1 >= 3'`, "claim denials + 1 is at least 3"],
    [`'card.labels.exists(l, l == "x")'`, '`card.labels.exists(l, l == "x")`'],
    [`'card.stage =='`, "`card.stage ==`"],
    [`{ expr: 'card.x', because: The payer must be known }`, "The payer must be known"],
    [
      `[{ any: ['card.a == "x"', 'card.b == "y"'] }, { not: 'has(card.c)' }]`,
      "a is x, or b is y; it is not so that c is known",
    ],
  ])("%s", (written, said) => expect(iff(written)).toBe(said));
});

describe("an action in words", () => {
  test.each([
    [
      "set: { claim.denials: =card.claim.denials + 1, claim.status: written_off }",
      "note claim denials: claim denials + 1 and claim status: written off",
    ],
    ['set: { claim.note: { text: "=x" } }', "note claim note: “=x”"],
    ['task: { title: { text: "=Call" }, role: billing }', "make a task for Billing: “=Call”"],
    ["move: { to: follow_up.pending }", "move the card to Follow-up · Pending"],
    ["label: { add: [late], remove: [a, b] }", "put on the label late and take off the labels a and b"],
    [
      "task: { title: 'Fix ${card.claim.code}', due: 2 business days, role: billing }",
      "make a task for Billing: “Fix [claim code]”, due in 2 business days",
    ],
    [
      "notify: { role: front_desk, via: [board, push], text: Please call }",
      "tell Front desk, on the board and by push: “Please call”",
    ],
    [
      "message: { to: patient, template: visit_reminder, via: [sms, email] }",
      "write to the patient: visit reminder, by text message or else by email",
    ],
    [
      "assign: { role: billing, pick: least_loaded, available: on_shift }",
      "give it to whoever of Billing has least to do and is on shift",
    ],
    ["escalate: { policy: front-desk-chain, reason: Late }", "start the ladder front-desk-chain: “Late”"],
    ["call: { connector: eligibility, op: check }", "ask eligibility to check"],
    ["stop", "stop here"],
    ["juggle: { balls: 3 }", '`{"juggle":{"balls":3}}`'],
    [
      "select: { from: cards, where: ['it.stage == \"intake\"', it.location == event.location, { not: 'offered(it, event.slot)' }], limit: 1, then: [stop] }",
      "find up to 1 cards where the card is in Intake and the location is that of the appointment and it is not so that the time was offered to it before, and for each:",
    ],
    ["offer: { slot: =event.slot, expires: 30m }", "offer the time for 30 minutes"],
  ])("%s", (written, said) => expect(then(written)).toBe(said));

  test("what depends is told arm by arm", () => {
    const [step] =
      rule(
        `when: []\nthen:\n  - choose:\n      - { if: 'card.a == "x"', then: [stop] }\n      - { else: [{ label: { add: [b] } }] }`,
      )?.then ?? [];
    expect(step?.arms?.map(({ when: says, then: does }) => [says, does[0]?.text])).toEqual([
      ["a is x", "stop here"],
      [null, "put on the label b"],
    ]);
  });
});

test("a rule belongs to the stages its trigger or condition names, else to where it moves the card", () => {
  expect(rule("when: [{ event: card.entered, state: intake.new }]\nthen: []")?.stages).toEqual(["intake"]);
  expect(
    rule(`when: [{ event: card.created }]\nif: 'card.stage in ["follow_up", "intake"]'\nthen: []`)?.stages,
  ).toEqual(["intake", "follow_up"]);
  expect(rule("when: [{ event: card.created }]\nthen: [{ move: { to: follow_up } }]")?.stages).toEqual([
    "follow_up",
  ]);
  expect(
    rule("when: [{ event: card.created }]\ntags: [intake, money]\nthen: [{ move: { to: follow_up } }]")
      ?.stages,
  ).toEqual(["intake"]);
});

test("the matrix names the rules of each stage and marks the gaps", () => {
  const book = rulesInWords({
    "lifecycle.yaml": LIFECYCLE,
    "a.rules.yaml": `schema: corridor/v1
kind: rules
rules:
  - id: hand-on
    name: Hand on
    when: [{ event: card.entered, state: intake.ready }]
    then: [{ move: { to: follow_up } }]
  - id: stuck
    name: Stuck
    when: [{ while: 'card.stage == "intake"', for: 1h }]
    then: [{ escalate: { policy: chain, reason: Stuck } }]
  - id: watched
    name: Only watched
    enabled: shadow
    when: [{ event: card.entered, stage: follow_up }]
    then: []
`,
  });
  expect(book.matrix).toEqual([
    {
      stage: "intake",
      name: "Intake",
      cells: { trigger: ["hand-on"], reminder: ["stuck"], escalation: ["stuck"], handoff: ["hand-on"] },
    },
    {
      stage: "follow_up",
      name: "Follow-up",
      cells: { trigger: [], reminder: [], escalation: [], handoff: [] },
    },
  ]);
  expect(matrixText(book.matrix).split("\n")[2]).toMatch(/^Follow-up {2}— gap —/);
});

test("any files at all are put into words without a fault", () => {
  const piece = fc.constantFrom(
    "rules",
    "when",
    "if",
    "then",
    "event",
    "while",
    "choose",
    "label",
    "add",
    "=a.b",
    "${x",
    "card.stage",
    "every",
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      piece,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(piece, tie("value"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.array(fc.dictionary(piece, value)), (rules) => {
      const text = JSON.stringify({ schema: "corridor/v1", kind: "rules", rules });
      expect(rulesInWords({ "lifecycle.yaml": LIFECYCLE, "a.yaml": text }).rules.length).toBe(rules.length);
    }),
    { numRuns: 60 },
  );
}, 60_000);
