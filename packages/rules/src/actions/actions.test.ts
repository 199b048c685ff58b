import { type Candidate, must } from "@corridor/domain";
import { describe, expect, test } from "vitest";
import type { Rule } from "../model.ts";
import {
  acting,
  acts,
  card,
  commands,
  compiled,
  env,
  happened,
  type Known,
  NOW,
  RULES,
  withRules,
} from "../testing/small.ts";
import { smallPractice } from "../testing/texts.ts";
import { ActFailure } from "./action.ts";

const person = (
  id: string,
  load: number,
  more: Partial<Candidate["person"]> = {},
  lastAssignedAt: string | null = null,
): Candidate => ({
  person: {
    id,
    version: 1,
    name: [],
    roles: ["front_desk"],
    locations: ["main"],
    shifts: ["mon-fri 08:00-17:00"],
    active: true,
    ...more,
  },
  ...{ load, open: load, lastAssignedAt },
});

describe("set", () => {
  test("writes values as they stand and values of expressions, all read from the card as it was", () => {
    const rule = acting(`
- set: { count: =card.count + 1, ready: true, note: "{{7*7}}", checked_at: 2026-11-09T10:00 }
- set: { count: =card.count + 1 }`);
    expect(commands(rule, env({ card: card({ fields: { count: 2 } }) }))).toEqual([
      {
        type: "set",
        fields: { count: 3, ready: true, note: "{{7*7}}", checked_at: "2026-11-09T15:00:00.000Z" },
      },
      { type: "set", fields: { count: 3 } },
    ]);
  });

  test("passes a field on whole, and nothing where it is absent", () => {
    expect(commands(acting("- set: { note: =card.assignee }"))).toEqual([
      { type: "set", fields: { note: null } },
    ]);
  });

  test("writes text that begins with = when it is told that it is text", () => {
    expect(commands(acting('- set: { note: { text: "=1+1" } }'))).toEqual([
      { type: "set", fields: { note: "=1+1" } },
    ]);
  });
});

describe("move", () => {
  test("goes to a place, and says what a refusal does", () => {
    const rule = acting("- move: { to: visit.waiting }\n- move: { to: done, on_refused: skip }");
    expect(acts(rule, env())).toEqual([
      { path: "then.0", command: { type: "move", to: "visit.waiting" }, onRefused: "fail" },
      { path: "then.1", command: { type: "move", to: "done" }, onRefused: "skip" },
    ]);
  });
});

describe("label", () => {
  test("adds and removes", () => {
    expect(commands(acting("- label: { add: [a-b], remove: [c] }"))).toEqual([
      { type: "label", add: ["a-b"], remove: ["c"] },
    ]);
  });
});

describe("assign", () => {
  const assigned = (spec: string, pool: readonly Candidate[], different = {}) =>
    commands(acting(`- assign: { role: front_desk, ${spec} }`), env({ card: card(different) }, { pool }));

  test("picks the least busy, then who has waited longest, then by id", () => {
    expect(assigned("pick: least_loaded", [person("ana", 3), person("bo", 1)])).toEqual([
      { type: "assign", to: "bo" },
    ]);
    const waited = [
      person("ana", 1, {}, "2026-11-02T14:00:00.000Z"),
      person("bo", 1, {}, "2026-11-02T13:00:00.000Z"),
      person("cy", 1),
    ];
    expect(assigned("pick: least_loaded", waited)).toEqual([{ type: "assign", to: "cy" }]);
    expect(assigned("pick: least_loaded", waited.slice(0, 2))).toEqual([{ type: "assign", to: "bo" }]);
    expect(assigned("pick: any", [person("ana", 9), person("bo", 1)])).toEqual([
      { type: "assign", to: "ana" },
    ]);
  });

  test("leaves out who is not on shift, has too much, or has left", () => {
    const pool = [
      person("ana", 0, { shifts: ["sat-sun 08:00-17:00"] }),
      person("bo", 25),
      person("cy", 0, { active: false }),
      person("dee", 7),
    ];
    expect(assigned("available: on_shift, max_load: 25", pool)).toEqual([{ type: "assign", to: "dee" }]);
  });

  test("counts cards for the limit, and their weight for who is least busy", () => {
    const [busy, idle] = [
      { ...person("ana", 6), open: 2 },
      { ...person("bo", 3), open: 3 },
    ];
    expect(assigned("max_load: 3", [busy, idle])).toEqual([{ type: "assign", to: "ana" }]);
    expect(assigned("max_load: 4", [busy, idle])).toEqual([{ type: "assign", to: "bo" }]);
  });

  const known = (spec: string, more: Known, different = {}) =>
    commands(
      acting(`- assign: { role: front_desk, ${spec} }`),
      env({ card: card(different) }, { pool: [person("ana", 9), person("bo", 1), person("cy", 2)], ...more }),
    );

  test("prefers who has it already, and else who had it last and may take it", () => {
    const had = { owners: ["zoe", "cy", "ana"] };
    expect(known("prefer: previous", had, { assignee: "ana" })).toEqual([{ type: "assign", to: "ana" }]);
    expect(known("prefer: previous", had)).toEqual([{ type: "assign", to: "cy" }]);
    expect(known("prefer: previous, max_load: 2", had)).toEqual([{ type: "assign", to: "bo" }]);
  });

  test("keeps a patient with those who know them, the least busy of those", () => {
    const carers = ["ana", "cy"];
    expect(known("sticky: patient", { carers })).toEqual([{ type: "assign", to: "cy" }]);
    expect(known("sticky: patient, max_load: 2", { carers })).toEqual([{ type: "assign", to: "bo" }]);
    expect(known("sticky: patient", { carers: [] })).toEqual([{ type: "assign", to: "bo" }]);
    expect(known("sticky: patient, prefer: previous", { carers, owners: ["bo"] })).toEqual([
      { type: "assign", to: "bo" },
    ]);
  });

  test("with nobody to take it does what else says, or leaves it in the role's queue with a label", () => {
    expect(assigned("else: { label: { add: [no-one] } }", [])).toEqual([
      { type: "label", add: ["no-one"], remove: [] },
    ]);
    expect(assigned("pick: any", [])).toEqual([
      { type: "assign", role: "front_desk" },
      { type: "label", add: ["needs-owner"], remove: [] },
    ]);
  });
});

describe("a text", () => {
  const title = (written: string) => commands(acting(`- task: { title: ${written} }`))[0];

  test.each([
    ['"Call ${card.stage}"', ["Call ", "intake"]],
    ["=card.stage", ["intake"]],
    ['=practice.timezone + "!"', ["America/New_York!"]],
    ['{ text: "=1+1" }', ["=1+1"]],
    ['{ text: "=${card.count + 1}" }', ["=", "1"]],
  ])("written %s", (written, parts) => expect(title(written)).toMatchObject({ title: parts }));

  test("is told in words", () => {
    expect(() => title('{ text: "" }')).toThrow(/shape-value|must not be empty/);
    expect(() => title("=card.nothing")).toThrow(/cel-unknown/);
  });
});

describe("task", () => {
  test("is due in the business time of its role, or when an expression says", () => {
    const rule = acting(`
- task: { title: "Call \${card.note}", due: 1 business day, role: billing }
- task: { title: Later, due: '=after(2, "weeks")' }
- task: { title: Some day }`);
    expect(commands(rule)).toEqual([
      { type: "task.add", title: ["Call ", "unknown"], due: "2026-11-03T15:00:00.000Z", role: "billing" },
      { type: "task.add", title: ["Later"], due: "2026-11-16T15:00:00.000Z", role: null },
      { type: "task.add", title: ["Some day"], due: null, role: null },
    ]);
  });

  test("names a patient by a pointer, never by the name", () => {
    const rule = acting('- task: { title: "Call ${card.patient.first_name}" }');
    const at = env({}, { patient: { first_name: { ref: "s1" } } });
    expect(commands(rule, at)).toEqual([
      { type: "task.add", title: ["Call ", { ref: "s1" }], due: null, role: null },
    ]);
  });
});

describe("notify", () => {
  const told = { type: "notify", effect: "effect then.0", notBefore: null, group: null };

  test("tells a role or a person, and the other role when there is no person", () => {
    const role = acting("- notify: { role: manager, via: [email] }");
    expect(commands(role)).toEqual([
      { ...told, to: { role: "manager", person: null }, via: ["email"], text: ["Under test"] },
    ]);
    const owner = acting(
      '- notify: { user: "${card.assignee}", else_role: front_desk, via: [board], text: "Look at ${card.stage}" }',
    );
    expect(commands(owner, env({ card: card({ assignee: "ana" }) }))).toMatchObject([
      { to: { role: null, person: "ana" }, text: ["Look at ", "intake"] },
    ]);
    expect(commands(owner)).toMatchObject([{ to: { role: "front_desk", person: null } }]);
  });

  const pool = [
    person("ana", 3, {}, "2026-11-02T14:00:00.000Z"),
    person("bo", 1, { shifts: ["sat-sun 08:00-17:00"] }, "2026-11-02T13:00:00.000Z"),
    person("cy", 4, {}, "2026-11-02T12:00:00.000Z"),
  ];
  const picked = (pick: string, people = pool, different = {}) =>
    commands(
      acting(`- notify: { role: front_desk, pick: ${pick}, via: [board] }`),
      env(different, { pool: people }),
    );

  test("picks the least busy of those at work, the least busy of all, or whoever waits longest for a card", () => {
    expect(picked("on_shift")).toMatchObject([{ to: { role: null, person: "ana" } }]);
    expect(picked("least_loaded")).toMatchObject([{ to: { role: null, person: "bo" } }]);
    expect(picked("any")).toMatchObject([{ to: { role: null, person: "cy" } }]);
  });

  test("tells the whole role where nobody can be picked", () => {
    expect(picked("any", [])).toMatchObject([{ to: { role: "front_desk", person: null } }]);
    const weekend = pool.slice(1, 2);
    expect(picked("on_shift", weekend)).toMatchObject([
      { to: { role: "front_desk", person: null }, notBefore: null },
    ]);
  });

  const evening = { now: "2026-11-02T23:00:00.000Z" };
  const morning = "2026-11-03T14:00:00.000Z";

  test("waits until the role opens when nobody of it works, and is then for whoever is there", () => {
    expect(picked("least_loaded", pool, evening)).toMatchObject([
      { to: { role: "front_desk", person: null }, notBefore: morning },
    ]);
    const late = [person("dee", 9, { shifts: ["mon-fri 12:00-20:00"] })];
    expect(picked("least_loaded", late, evening)).toMatchObject([
      { to: { role: null, person: "dee" }, notBefore: null },
    ]);
  });

  test("does not wait where it is urgent, where the role keeps no hours, or where a person is named", () => {
    const out = (spec: string) =>
      commands(
        acting(`- notify: { ${spec}, via: [board] }`),
        env({ ...evening, card: card({ assignee: "ana" }) }, { pool: [] }),
      );
    expect(out("role: front_desk")).toMatchObject([{ notBefore: morning }]);
    expect(out("role: front_desk, urgent: true")).toMatchObject([{ notBefore: null }]);
    expect(out("role: manager")).toMatchObject([{ notBefore: null }]);
    expect(out('user: "${card.assignee}", else_role: front_desk')).toMatchObject([{ notBefore: null }]);
  });

  test("is told as one with others of its group, and not again for a while", () => {
    const grouped = acting(
      "- notify: { role: manager, via: [email], group: { by: [location], wait: 10m, repeat: 1 day } }",
    );
    expect(commands(grouped)).toMatchObject([
      {
        group: {
          key: '["under-test","manager",null,"main"]',
          until: "2026-11-02T15:10:00.000Z",
          quietUntil: "2026-11-03T15:10:00.000Z",
          apart: 1,
        },
      },
    ]);
  });

  test("that is late is told with all that are late, when there are many", () => {
    const trigger = { step: 0, by: null, due: "2026-11-02T14:00:00.000Z", late: true, anchor: null };
    expect(commands(acting("- notify: { role: manager, via: [email] }"), env({ trigger }))).toMatchObject([
      { group: { key: '["late","manager",null]', until: null, quietUntil: null, apart: 5 } },
    ]);
  });
});

describe("message", () => {
  const reminder =
    "- message: { to: patient, template: reminder, with: { first_name: =card.patient.first_name, day: Monday } }";
  const patient = { first_name: { ref: "s1" } };

  test("fills its template; a protected name stays a pointer", () => {
    expect(commands(acting(reminder), env({}, { patient }))).toEqual([
      {
        ...{
          type: "message",
          effect: "effect then.0",
          template: "reminder",
          via: ["sms"],
          notBefore: null,
          notAfter: null,
        },
        with: { first_name: { ref: "s1" }, day: "Monday" },
      },
    ]);
  });

  test("that reminds of a time dies with it", () => {
    const anchor = "2026-11-04T15:00:00.000Z";
    const trigger = { step: 0, by: "48h", due: NOW, late: false, anchor };
    expect(commands(acting(reminder), env({ trigger }, { patient }))).toMatchObject([{ notAfter: anchor }]);
    const past = { ...trigger, anchor: "2026-11-01T15:00:00.000Z" };
    expect(commands(acting(reminder), env({ trigger: past }, { patient }))).toMatchObject([
      { notAfter: null },
    ]);
  });

  test("that tells the time of the appointment dies with it, whatever started the rule", () => {
    const telling =
      "- message: { to: patient, template: reminder, with: { first_name: =card.patient.first_name, day: '=has(card.appointment.start) ? day(card.appointment.start) : \"\"' } }";
    const appointment = {
      id: "a1",
      start: "2026-11-04T10:00:00-05:00",
      minutes: 30,
      provider: "dr",
      slot: null,
    };
    const said = commands(acting(telling), env({ card: card({ appointment }) }, { patient }));
    expect(said).toMatchObject([{ with: { day: "2026-11-04" }, notAfter: "2026-11-04T10:00:00-05:00" }]);
  });

  test("waits, business time too, where it is to", () => {
    const delayed = (rest: string) =>
      commands(acting(reminder.replace(/ }$/, `, ${rest} }`)), env({}, { patient }));
    expect(delayed("delay: 1h")).toMatchObject([{ notBefore: "2026-11-02T16:00:00.000Z" }]);
    expect(delayed("delay: 2 days")).toMatchObject([{ notBefore: "2026-11-04T15:00:00.000Z" }]);
    expect(delayed("delay: 8 business hours, calendar: office")).toMatchObject([
      { notBefore: "2026-11-03T15:00:00.000Z" },
    ]);
    expect(() => delayed("delay: 2 business hours")).toThrow(/duration-calendar/);
    expect(() => delayed("delay: soon")).toThrow(/shape-value/);
  });

  test("without a value for its template is not sent: the firing fails", () => {
    expect(() => commands(acting(reminder), env({}, { patient: {} }))).toThrow(ActFailure);
  });
});

describe("call", () => {
  test("hands the connector what it asks for, absent fields as null", () => {
    const rule = acting(
      "- call: { connector: eligibility, op: check, with: { patient: =card.patient.id, payer: =card.note, deep: 3 } }",
    );
    expect(commands(rule)).toEqual([
      {
        type: "call",
        effect: "effect then.0",
        connector: "eligibility",
        op: "check",
        with: { patient: "p1", payer: null, deep: 3 },
      },
    ]);
  });
});

describe("call of a connector that says what it takes", () => {
  const ordered = (test: string) =>
    withRules(`  - id: under-test
    name: T
    when: [{ event: call.succeeded }]
    then: [{ call: { connector: lab, op: order, with: { patient: =card.patient.id, test: ${test} } } }]
`).rules[0] as Rule;
  const answered = (kind: string) =>
    env({
      event: happened("call.succeeded", { effect: "f", connector: "lab", op: "order", reply: { kind } }),
    });

  test("need not tell what is optional", () => {
    expect(commands(ordered("iron"), answered("x"))).toMatchObject([
      { with: { patient: "p1", test: "iron" } },
    ]);
  });

  test("asks nothing where an answer brought what can not be asked", () => {
    expect(commands(ordered("=event.reply.kind"), answered("sugar"))).toMatchObject([
      { with: { test: "sugar" } },
    ]);
    expect(() => commands(ordered("=event.reply.kind"), answered("salt"))).toThrow(
      "`test` must be one of iron, sugar",
    );
  });

  test("is not looked at where the practice declares none", () => {
    const { "practice.yaml": practice = "", ...others } = smallPractice;
    const silent = practice.replace(/^connectors:\n( .*\n)+/m, "");
    const rules = `${RULES}  - { id: under-test, name: T, when: [{ event: card.created }], then: [{ call: { connector: any, op: thing, with: { x: 1 } } }] }\n`;
    const at = compiled({ ...others, "practice.yaml": silent, "small.rules.yaml": rules });
    expect(at.practice.connectors).toBeNull();
    expect(commands(at.rule("under-test") as Rule)).toMatchObject([{ connector: "any", with: { x: 1 } }]);
  });
});

describe("escalate", () => {
  const started = (rest = "") => {
    const rules = withRules(
      `  - id: under-test\n    name: T\n    when: [{ event: card.created }]${rest}\n    then: [{ escalate: { policy: help, reason: "Look at \${card.stage}" } }]\n`,
    );
    return commands(must(rules.rules[0], "a rule"), env())[0];
  };

  test("starts a ladder and keeps it to its policy as it is written now", () => {
    const command = started();
    expect(command).toMatchObject({ type: "escalate", policy: "help", reason: ["Look at ", "intake"] });
    expect(JSON.stringify(command)).toContain("1 business hour");
  });

  test("lets it follow the rules where the rule says so", () => {
    expect(started("\n    in_flight: follow")).toMatchObject({ type: "escalate", pinned: null });
  });
});

describe("resolve", () => {
  test("ends the ladder", () => {
    expect(commands(acting("- resolve: { policy: help }"))).toEqual([
      { type: "resolve", policy: "help", outcome: "resolved" },
    ]);
  });
});

describe("choose", () => {
  const rule = acting(`
- choose:
    - if: card.count > 5
      then: [{ label: { add: [many] } }]
    - if: ['has(card.note)', 'card.note == "x"']
      then: [{ set: { note: =card.note + "!" } }, stop]
    - else: [{ label: { add: [none] } }]
- label: { add: [after] }`);
  const labels = (fields: object) =>
    acts(rule, env({ card: card({ fields: { ...fields } }) })).map((act) => act.path);

  test("does the first arm that holds, and names the way there", () => {
    expect(labels({ count: 6, note: "x" })).toEqual(["then.0.choose.0.then.0", "then.1"]);
    expect(labels({})).toEqual(["then.0.choose.2.else.0", "then.1"]);
  });

  test("stop inside an arm ends the whole list", () => {
    expect(labels({ note: "x" })).toEqual(["then.0.choose.1.then.0"]);
  });

  test("that can not be told ends the firing", () => {
    expect(() => labels({ count: "many" })).toThrow(ActFailure);
  });
});

describe("offer", () => {
  const appointment = {
    ...{ id: "a1", start: "2026-11-04T15:00:00.000Z", minutes: 30, provider: "dr", slot: null },
  };
  const freed = happened("appointment.freed", { appointment, location: "main" });
  const called = "2026-11-04T15:00:00.000Z/30/dr";
  const offering = (rest: string, more = "") => {
    const [rule] = withRules(`
  - id: under-test
    name: T
    when: [{ event: appointment.freed }]
    then:
      ${more}
      - offer: { slot: =event.slot, ${rest} }
`).rules;
    return acts(rule as Rule, env({ event: freed }, { patient: { first_name: { ref: "s1" } } }));
  };

  test("keeps the time of the event for so long, and yields to whoever was faster", () => {
    const command = { type: "offer.make", slot: called, until: "2026-11-02T15:30:00.000Z" };
    expect(offering("expires: 30m")).toEqual([{ path: "then.0", command, onRefused: "yield" }]);
  });

  test("may count business time, in whose calendar it says", () => {
    const [made] = offering("expires: 8 business hours, calendar: office");
    expect(made?.command).toMatchObject({ until: "2026-11-03T15:00:00.000Z" });
    expect(() => offering("expires: 8 business hours")).toThrow("say beside it whose");
  });

  test("makes what is written to the patient with it of no use after it", () => {
    const told =
      "- message: { to: patient, template: reminder, with: { first_name: =card.patient.first_name, day: Monday } }";
    expect(offering("expires: 30m", told)[0]?.command).toMatchObject({
      notAfter: "2026-11-02T15:30:00.000Z",
    });
  });

  test("is made to the card itself, or to the one that a select chose", () => {
    expect(() => offering("card: candidate, expires: 30m")).toThrow(
      "A time is offered to the patient of the card itself",
    );
    expect(() => offering("expires: soon")).toThrow("soon");
  });

  test.each([
    ["was", called, "fails"],
    ["was not", "s-1", "holds"],
  ])("that a card %s made can be asked for by the time's name", (_, slot, outcome) => {
    const [rule] = withRules(`
  - id: under-test
    name: T
    when: [{ event: card.created }]
    then:
      - select:
          from: cards
          where: it.stage == "intake" && !offered(it, "${slot}")
          limit: 1
          then: [{ label: { add: [asked] } }]
`).rules;
    const [selection] = [...(rule as Rule).selections.values()];
    const at = { at: NOW, until: NOW, location: "main" };
    const offers = [{ slot: called, appointment, ...at, answer: "declined" } as const];
    expect(selection?.judge(env({ card: card({ offers }) }), {}).outcome).toBe(outcome);
  });
});

describe("let", () => {
  test("names values in order, for conditions and actions", () => {
    const rules = withRules(`
  - id: under-test
    name: T
    when: [{ event: card.created }]
    let: { next: card.count + 1, twice: next * 2 }
    if: next < twice
    then: [{ set: { count: =twice } }]
`);
    const rule = rules.rules[0];
    if (!rule) throw new Error("no rule");
    const at = env({ card: card({ fields: { count: 2 } }) });
    expect(rule.judge(at, 0).leaves[0]?.read).toEqual({ next: 3, twice: 6 });
    expect(commands(rule, at)).toEqual([{ type: "set", fields: { count: 6 } }]);
  });
});
