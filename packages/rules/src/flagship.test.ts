import { describe, expect, test } from "vitest";
import type { Act, Env, Rule, Timer } from "./model.ts";
import { acts, card, compiled, env, happened, type Known } from "./testing/small.ts";
import { defaultPractice } from "./testing/texts.ts";

const ruleset = compiled(defaultPractice);
const rule = (id: string): Rule => {
  const found = ruleset.rule(id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};

const START = "2026-11-09T15:00:00.000Z"; // Monday 10:00 in New York
const appointment = { id: "a1", start: START, minutes: 30, provider: "dr", slot: null };
const scheduled = { stage: "scheduling", state: "booked", location: "riverside", appointment };
const known: Known = { patient: { first_name: { ref: "s1" } } };

const at = (now: string, different: object = {}, trigger: Env["trigger"] = null): Env =>
  env({ now, card: card({ ...scheduled, ...different }), trigger }, known);

/** What an act says, short. */
const short = ({ command }: Act): string => {
  if (command.type === "label")
    return [...(command.add ?? []).map((l) => `+${l}`), ...(command.remove ?? []).map((l) => `-${l}`)].join(
      " ",
    );
  if (command.type === "message") return `message ${command.template}`;
  if (command.type === "escalate" || command.type === "resolve") return `${command.type} ${command.policy}`;
  if (command.type === "notify") return `notify ${command.to.role ?? command.to.person}`;
  if (command.type === "set") return JSON.stringify(command.fields);
  if (command.type === "move") return `move ${command.to}`;
  if (command.type === "call")
    return `call ${command.connector}.${command.op} ${JSON.stringify(command.with)}`;
  return command.type;
};

/** What the rule does now: nothing when its condition does not hold. */
const does = (id: string, environment: Env): readonly string[] => {
  const judgement = rule(id).judge(environment, 0);
  if (judgement.outcome === "fails") return [];
  expect(judgement.outcome).toBe("holds");
  return acts(rule(id), environment).map(short);
};

describe("a visit that is booked", () => {
  test("puts its card under Booked, whether booked or moved after a no-show", () => {
    const started = (type: "appointment.booked") =>
      ruleset.startedBy(happened(type, appointment), card()).map((s) => s.rule.id);
    expect(started("appointment.booked")).toEqual(["booked-card-is-scheduled"]);
    const moved = happened("appointment.moved", { from: appointment, to: appointment });
    expect(ruleset.startedBy(moved, card()).map((s) => s.rule.id)).toEqual(["booked-card-is-scheduled"]);
    const event = happened("appointment.booked", appointment);
    expect(does("booked-card-is-scheduled", { ...at(START, { state: "unscheduled" }), event })).toEqual([
      "move scheduling.booked",
    ]);
    expect(does("booked-card-is-scheduled", { ...at(START, { state: "confirmed" }), event })).toEqual([]);
  });

  test("has its insurance asked about, once", () => {
    const clock = { stage: START, state: START };
    const event = happened("card.entered", {
      stage: "scheduling",
      state: "booked",
      final: false,
      from: null,
      clock,
      stopped: null,
    });
    expect(ruleset.startedBy(event, card()).map((s) => s.rule.id)).toEqual(["insurance-verify-on-booking"]);
    expect(
      does("insurance-verify-on-booking", {
        ...at(START, { fields: { "insurance.payer": "Aetna" } }),
        event,
      }),
    ).toEqual(['{"insurance.status":"pending"}', 'call eligibility.check {"patient":"p1","payer":"Aetna"}']);
    expect(
      does("insurance-verify-on-booking", {
        ...at(START, { fields: { "insurance.status": "verified" } }),
        event,
      }),
    ).toEqual([]);
  });
});

describe("the payer's answer", () => {
  const answer = (reply: Record<string, string>) =>
    does("insurance-answer", {
      ...at(START),
      event: happened("call.succeeded", { effect: "f", connector: "eligibility", op: "check", reply }),
    });

  test("is noted", () => {
    expect(answer({ status: "active" })).toEqual([
      '{"insurance.status":"verified","insurance.reason":"none"}',
    ]);
    expect(answer({ status: "rejected", reason: "inactive" })).toEqual([
      '{"insurance.status":"failed","insurance.reason":"inactive"}',
    ]);
  });

  test("that the member is not known sends a person at once", () => {
    expect(answer({ status: "rejected", reason: "not_found" })).toEqual([
      ...['{"insurance.status":"failed","insurance.reason":"not_found"}', "escalate front-desk-chain"],
    ]);
  });

  test("that does not come is noted too", () => {
    const event = happened("call.failed", {
      effect: "f",
      connector: "eligibility",
      op: "check",
      error: "503",
    });
    const pending = { fields: { "insurance.status": "pending" } };
    expect(does("insurance-no-answer", { ...at(START, pending), event })).toEqual([
      '{"insurance.reason":"no_answer"}',
    ]);
    const [timer] = ruleset.timers(at(START, pending), [], new Set(["insurance.status"])).put;
    expect(timer).toMatchObject({ rule: "insurance-no-answer", trigger: 1, due: "2026-11-09T15:30:00.000Z" });
  });
});

describe("48 hours before the visit", () => {
  const trigger = (by: string, due: string) => ({
    step: by === "48h" ? 0 : 1,
    by,
    due,
    late: false,
    anchor: START,
  });
  const two = "2026-11-07T15:00:00.000Z";
  const one = "2026-11-08T15:00:00.000Z";
  const inactive = { "insurance.status": "failed", "insurance.reason": "inactive" };

  test("an unverified card is flagged; nobody is troubled while the payer is silent", () => {
    expect(
      does(
        "insurance-verify-48h",
        at(two, { fields: { "insurance.status": "pending" } }, trigger("48h", two)),
      ),
    ).toEqual(["+insurance-unverified"]);
  });

  test("a patient whose coverage is not active is asked, and the front desk told", () => {
    const environment = at(two, { fields: inactive }, trigger("48h", two));
    expect(does("insurance-verify-48h", environment)).toEqual([
      ...[
        "+insurance-unverified",
        "+coverage-asked",
        "message verify_insurance",
        "escalate front-desk-chain",
      ],
    ]);
    const message = acts(rule("insurance-verify-48h"), environment)
      .map((act) => act.command)
      .find((c) => c.type === "message");
    expect(message).toMatchObject({
      via: ["sms", "email"],
      with: { first_name: { ref: "s1" }, visit_day: "2026-11-09" },
      notAfter: START,
    });
  });

  test("but is not asked a second time, and 24 hours before a person is told", () => {
    const asked = at(one, { fields: inactive, labels: ["coverage-asked"] }, trigger("24h", one));
    expect(does("insurance-verify-48h", asked)).toEqual([
      "+insurance-unverified",
      "escalate front-desk-chain",
    ]);
    const silent = at(one, { fields: { "insurance.reason": "no_answer" } }, trigger("24h", one));
    expect(does("insurance-verify-48h", silent)).toEqual([
      "+insurance-unverified",
      "escalate front-desk-chain",
    ]);
  });

  test("a verified card, or one that has moved on, is left alone", () => {
    expect(
      does(
        "insurance-verify-48h",
        at(two, { fields: { "insurance.status": "verified" } }, trigger("48h", two)),
      ),
    ).toEqual([]);
    expect(
      does("insurance-verify-48h", at(two, { stage: "treatment", state: "in_room" }, trigger("48h", two))),
    ).toEqual([]);
  });

  test("shows every leaf with what it read", () => {
    const judgement = rule("insurance-verify-48h").judge(
      at(two, { fields: inactive }, trigger("48h", two)),
      0,
    );
    expect(judgement.leaves.map(({ expr, value, read }) => [expr, value, read])).toEqual([
      ['card.stage == "scheduling"', true, { "card.stage": "scheduling" }],
      ['card.insurance.status != "verified"', true, { "card.insurance.status": "failed" }],
    ]);
  });

  test("comes at once for a visit booked on the day before", () => {
    const { put } = ruleset.timers(at("2026-11-08T19:00:00.000Z"), [], null);
    const insurance = put.filter((timer) => timer.rule === "insurance-verify-48h");
    expect(insurance.map((timer) => [timer.step, timer.due])).toEqual([[1, one]]);
    expect(ruleset.due(at("2026-11-08T19:00:05.000Z"), insurance[0] as Timer)).toMatchObject({
      ...{ fire: true, trigger: { by: "24h", late: true } },
    });
  });
});

describe("when the insurance is verified", () => {
  test("flags go and the ladder ends", () => {
    const event = happened("card.changed", { field: "insurance.status", from: "failed", to: "verified" });
    expect(ruleset.startedBy(event, card()).map((s) => s.rule.id)).toEqual([
      "insurance-verified-clears-flag",
    ]);
    expect(does("insurance-verified-clears-flag", { ...at(START), event })).toEqual([
      ...["-insurance-unverified -coverage-asked", "resolve front-desk-chain"],
    ]);
  });
});

describe("a visit that is cancelled", () => {
  const event = happened("appointment.cancelled", { appointment, reason: [] });

  test("leaves a card that starts afresh, so that the next booking may ask the patient again", () => {
    expect(
      does("cancelled-visit-is-forgotten", {
        ...at(START, { fields: { "insurance.status": "failed" } }),
        event,
      }),
    ).toEqual([
      ...["-insurance-unverified -coverage-asked", "resolve front-desk-chain"],
      ...['{"insurance.status":"unverified","insurance.reason":"none"}', "move scheduling.unscheduled"],
    ]);
  });

  test("keeps what the payer has said for good", () => {
    expect(
      does("cancelled-visit-is-forgotten", {
        ...at(START, { fields: { "insurance.status": "verified" } }),
        event,
      }),
    ).toEqual([
      ...["-insurance-unverified -coverage-asked", "resolve front-desk-chain", "move scheduling.unscheduled"],
    ]);
  });

  test("drops its clocks", () => {
    const { put } = ruleset.timers(at("2026-11-02T15:00:00.000Z"), [], null);
    expect(put).toHaveLength(5);
    const change = ruleset.timers(
      at("2026-11-02T16:00:00.000Z", { appointment: null }),
      put,
      new Set(["appointment.start"]),
    );
    expect(change).toEqual({ put: [], drop: put.map((timer) => timer.key) });
  });
});

describe("reminders", () => {
  test("spare who has confirmed, but for the last", () => {
    const step = (n: number) =>
      at(
        START,
        { fields: { "appointment.confirmed": true } },
        { step: n, by: null, due: START, late: false, anchor: START },
      );
    expect(does("visit-reminders", step(0))).toEqual([]);
    expect(does("visit-reminders", step(2))).toEqual(["message visit_reminder"]);
  });
});

describe("the rest of the day", () => {
  test("a card stuck in intake over a weekend is shown on Monday", () => {
    const since = "2026-11-06T20:30:00.000Z"; // Friday 15:30; the front desk closes at 16:00
    const stuck = env({ now: since, card: card({ enteredStageAt: since, assignee: "ana" }) });
    const [timer] = ruleset.timers(stuck, [], null).put;
    expect(timer).toMatchObject({ rule: "stuck-in-intake", due: "2026-11-09T20:30:00.000Z" });
    expect(acts(rule("stuck-in-intake"), stuck).map(short)).toEqual(["+sla-breached", "escalate stuck-card"]);
  });

  test("a signed note hands the visit to billing", () => {
    const event = happened("card.changed", { field: "documentation.complete", from: false, to: true });
    const environment = env(
      { event, card: card({ stage: "treatment", state: "documentation" }) },
      { pool: [] },
    );
    expect(acts(rule("billing-handoff"), environment).map(short)).toEqual([
      ...["move billing.charge_capture", '{"claim.status":"draft"}', "assign", "+needs-owner", "task.add"],
    ]);
    expect(acts(rule("billing-handoff"), environment).at(-1)?.command).toMatchObject({
      due: "2026-11-03T15:00:00.000Z",
    });
  });

  test("the third denial goes to the manager, and counts only once", () => {
    const denied = (denials: number) =>
      acts(
        rule("claim-denied-rework"),
        env({ card: card({ fields: { "claim.denials": denials } }) }, { pool: [] }),
      ).map(short);
    expect(denied(2)).toEqual(['{"claim.denials":3}', "assign", "+needs-owner", "+denied-3x"]);
    expect(denied(0)).toEqual([
      '{"claim.denials":1}',
      "move billing.rework",
      "assign",
      "+needs-owner",
      "task.add",
    ]);
  });

  test("a follow-up is planned by treatment, six weeks ahead when nothing else is said", () => {
    const planned = (fields: object) =>
      acts(rule("follow-up-by-treatment"), at(START, { fields })).map((act) => act.command);
    expect(planned({ "treatment.type": "surgery" })).toMatchObject([
      { title: ["Book follow-up in ", "2", " weeks"], due: "2026-11-23T15:00:00.000Z", role: "front_desk" },
      { template: "follow_up_invite", with: { weeks: 2 } },
    ]);
    expect(planned({})[1]).toMatchObject({ with: { weeks: 6 } });
  });
});
