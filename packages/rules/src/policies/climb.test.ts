import type { Candidate, Escalation } from "@corridor/domain";
import { describe, expect, test } from "vitest";
import type { Climb, Env, Ruleset, Timer } from "../model.ts";
import { card, climbing, compiled, env, type Known } from "../testing/small.ts";
import { smallPractice } from "../testing/texts.ts";

const MONDAY_10 = "2026-11-02T15:00:00.000Z";
const MONDAY_20 = "2026-11-03T01:00:00.000Z";
const TUESDAY_9 = "2026-11-03T14:00:00.000Z";

const POLICY = `
schema: corridor/v1
kind: policies
escalations:
  chain:
    calendar: office
    done_when: card.ready || card.stage == "done"
    levels:
      - { notify: { role: front_desk, pick: on_shift, via: [board] }, wait: 30 business minutes }
      - { notify: { role: billing, pick: on_shift, via: [push] }, wait: 1 business hour }
      - { notify: { role: manager, via: [email] }, wait: 2 business hours, then: [{ set: { priority: urgent } }] }
    repeat: 1
    ack: { timeout: 4 business hours }
    exhausted: [{ label: { add: [nobody-came] } }]
  owner:
    done_when: entered_stage_at > escalation.started_at
    levels: [{ notify: { user: "\${card.assignee}", via: [board] }, wait: 1h }, { notify: { role: manager, via: [email] } }]
`.trim();
const ruleset: Ruleset = compiled({ ...smallPractice, "policies.yaml": POLICY });

const someone = (id: string, shifts: readonly string[]): Candidate => ({
  person: { id, version: 1, name: [], roles: [], locations: [], shifts, active: true },
  ...{ load: 0, open: 0, lastAssignedAt: null },
});
const ana = someone("ana", ["mon-fri 08:00-17:00"]);
const night = someone("noa", ["mon-fri 19:00-23:00"]);

const at = (now: string, known: Known = { pool: [ana] }, different: Partial<Env> = {}): Env =>
  env({ now, ...different }, known);
const firing = { occurrence: "o", effectKey: (path: string) => `effect ${path}` };
const policyOf = (escalation: Escalation) => {
  const policy = ruleset.policyOf(escalation);
  if (!policy) throw new Error("no such policy");
  return policy;
};
const begun = (environment: Env, escalation = climbing("chain")) =>
  policyOf(escalation).begin(environment, escalation, firing);
const rung = (environment: Env, different: Partial<Escalation>, policy = "chain") => {
  const escalation = climbing(policy, different);
  return policyOf(escalation).climb(environment, escalation, firing);
};
const says = (climb: Climb) => {
  const acts = climb.kind === "hold" ? [] : climb.acts.map(({ command }) => command);
  const told = acts.flatMap((command) =>
    command.type === "notify" ? [command.to.person ?? command.to.role] : [],
  );
  return { ...climb, acts: undefined, failed: undefined, told };
};

describe("a ladder", () => {
  test("tells somebody of its first level who is at work, with the reason it was started for", () => {
    expect(begun(at(MONDAY_10))).toMatchObject({
      ...{ kind: "tell", level: 0, round: 0 },
      acts: [
        {
          path: "level.0",
          command: {
            ...{
              type: "notify",
              effect: "effect level.0",
              to: { role: null, person: "ana" },
              via: ["board"],
            },
            ...{ text: ["Look"], notBefore: null, group: null },
          },
        },
      ],
    });
  });

  test("goes from level to level, and does what they say besides", () => {
    expect(says(rung(at(MONDAY_10), { level: 0 }))).toMatchObject({ kind: "tell", level: 1, told: ["ana"] });
    const last = rung(at(MONDAY_10), { level: 1 });
    expect(says(last)).toMatchObject({ kind: "tell", level: 2, told: ["manager"] });
    expect(last).toMatchObject({
      acts: [{}, { path: "level.2.then.0", command: { fields: { priority: "urgent" } } }],
    });
  });

  test("begins again as often as it says, then gives up", () => {
    expect(says(rung(at(MONDAY_10), { level: 2 }))).toMatchObject({ kind: "tell", level: 0, round: 1 });
    expect(rung(at(MONDAY_10), { level: 2, round: 1 })).toMatchObject({
      ...{ kind: "exhausted", level: 2 },
      acts: [{ path: "exhausted.0", command: { type: "label", add: ["nobody-came"] } }],
    });
  });

  test("waits for the next opening where nobody of a level is at work", () => {
    expect(begun(at(MONDAY_20))).toEqual({ kind: "hold", level: 0, round: 0, until: TUESDAY_9 });
    expect(says(begun(at(MONDAY_20, { pool: [ana, night] })))).toMatchObject({ kind: "tell", told: ["noa"] });
  });

  test("tells whoever is there by then, and passes on a level where nobody is", () => {
    const held = { level: 0, round: 0, until: TUESDAY_9 };
    expect(says(rung(at(TUESDAY_9), { held }))).toMatchObject({ level: 0, told: ["ana"] });
    expect(says(rung(at(TUESDAY_9, { pool: [] }), { held }))).toMatchObject({ level: 2, told: ["manager"] });
  });

  test("passes on a level nobody of which is there while it is open", () => {
    expect(says(begun(at(MONDAY_10, { pool: [night] })))).toMatchObject({ level: 2, told: ["manager"] });
  });

  test("passes on a level that names nobody", () => {
    const owner = climbing("owner");
    expect(says(begun(at(MONDAY_10), owner))).toMatchObject({ level: 1, told: ["manager"] });
    const owned = { card: card({ assignee: "bo" }) };
    expect(says(begun(at(MONDAY_10, {}, owned), owner))).toMatchObject({ level: 0, told: ["bo"] });
  });

  test("begins anew when whoever had it let it lie", () => {
    const acknowledged = { level: 1, round: 1, acknowledgedBy: "bo", progressAt: MONDAY_10 };
    expect(says(rung(at(TUESDAY_9), acknowledged))).toMatchObject({ kind: "tell", level: 0, round: 0 });
  });

  test("is over when its policy says so", () => {
    const over = (policy: string, different: Partial<Env["card"]>) =>
      policyOf(climbing(policy)).isOver(at(MONDAY_10, {}, { card: card(different) }), climbing(policy))
        ?.outcome;
    expect(over("chain", {})).toBe("fails");
    expect(over("chain", { fields: { ready: true } })).toBe("holds");
    expect(over("owner", { enteredStageAt: TUESDAY_9 })).toBe("holds");
  });
});

describe("the clock of a ladder", () => {
  const ESCALATIONS: ReadonlySet<string> = new Set(["escalations"]);
  const on = (escalation: Escalation | null): Env =>
    at(MONDAY_10, {}, { card: card({ escalations: escalation ? [escalation] : [] }) });
  const clocks = (escalation: Escalation | null, current: readonly Timer[] = [], rules = ruleset) =>
    rules.timers(on(escalation), current, ESCALATIONS);
  const due = (different: Partial<Escalation>, policy = "chain") =>
    clocks(climbing(policy, different)).put.map((timer) => timer.due);

  test("counts from when the level was told, in the hours of the policy", () => {
    const [timer] = clocks(climbing("chain", { at: "2026-11-02T21:45:00.000Z", turn: 3 })).put;
    expect(timer).toMatchObject({
      ...{ key: `esc:chain/c1@${MONDAY_10}/3`, card: "c1", rule: "chain" },
      ...{ due: "2026-11-03T14:15:00.000Z", since: "2026-11-02T21:45:00.000Z" },
    });
  });

  test("waits for the opening a level is held to", () => {
    expect(due({ held: { level: 1, round: 0, until: TUESDAY_9 } })).toEqual([TUESDAY_9]);
  });

  test("counts, once somebody has it, from when they last did something", () => {
    expect(due({ acknowledgedBy: "bo", progressAt: "2026-11-02T20:00:00.000Z" })).toEqual([
      "2026-11-03T16:00:00.000Z",
    ]);
    expect(due({ acknowledgedBy: "bo", progressAt: MONDAY_10 }, "owner")).toEqual([]);
  });

  test("stops at the last level of a policy that goes no further, and when everybody was told", () => {
    expect(due({ level: 1 }, "owner")).toEqual([]);
    expect(due({ level: 2, round: 1, exhausted: true })).toEqual([]);
  });

  test("goes with its escalation, and with each of its steps", () => {
    const { put } = clocks(climbing("chain"));
    expect(clocks(climbing("chain"), put)).toEqual({ put: [], drop: [] });
    expect(clocks(null, put).drop).toEqual(put.map(({ key }) => key));
    expect(clocks(climbing("chain", { turn: 1 }), put)).toMatchObject({
      put: [{}],
      drop: put.map(({ key }) => key),
    });
  });

  test("that has rung does not ring again", () => {
    const spent = clocks(climbing("chain")).put.map((timer) => ({ ...timer, due: null }));
    expect(clocks(climbing("chain"), spent)).toEqual({ put: [], drop: [] });
  });

  const practice = smallPractice["practice.yaml"] ?? "";
  const later = compiled({
    ...smallPractice,
    "policies.yaml": POLICY,
    "practice.yaml": practice.replace("09:00-17:00", "11:00-17:00"),
  });

  test("moves with its calendar, and keeps from when it counts", () => {
    const { put } = clocks(climbing("chain"));
    const [moved] = later.timers(on(climbing("chain")), put, null).put;
    expect(moved).toEqual({ ...put[0], due: "2026-11-02T16:30:00.000Z", sig: moved?.sig });
  });

  test("is not taken for one whose rule is gone", () => {
    const { put } = clocks(climbing("chain"));
    expect(ruleset.timers(on(climbing("chain")), put, null)).toEqual({ put: [], drop: [] });
  });

  test("is said in words, with the line that says so", () => {
    const said = (different: Partial<Escalation>, policy = "chain") =>
      policyOf(climbing(policy)).coming(climbing(policy, different));
    expect(said({})).toEqual({
      text: "tells billing (level 2 of 3)",
      source: { file: "policies.yaml", line: 9 },
    });
    expect(said({ held: { level: 0, round: 0, until: TUESDAY_9 } }).text).toBe(
      "tells front desk (level 1 of 3) when they begin work",
    );
    expect(said({ level: 2 }).text).toBe("begins again and tells front desk (level 1 of 3)");
    expect(said({ level: 2, round: 1 }).text).toBe("gives up: everybody was told");
    expect(said({ acknowledgedBy: "bo" }).text).toBe(
      "begins again and tells front desk (level 1 of 3), unless somebody works on it",
    );
  });
});

describe("a policy that changes while it climbs", () => {
  const policy = (levels: string) =>
    compiled({ ...smallPractice, "policies.yaml": `${HEAD}    levels: [${levels}]\n` });
  const HEAD = "schema: corridor/v1\nkind: policies\nescalations:\n  chain:\n    done_when: card.ready\n";
  const first = "{ notify: { role: front_desk, via: [board] }, wait: 1h }";
  const last = "{ notify: { role: manager, via: [email] }, wait: 1h }";
  const short = policy(`${first}, ${last}`);
  const text = JSON.stringify({
    done_when: "card.ready",
    levels: [
      { notify: { role: "front_desk", via: ["board"] }, wait: "1h" },
      { notify: { role: "billing", via: ["board"] }, wait: "2h" },
      { notify: { role: "manager", via: ["email"] }, wait: "1h" },
    ],
  });
  const climbed = (rules: Ruleset, different: Partial<Escalation>) => {
    const escalation = climbing("chain", different);
    const found = rules.policyOf(escalation);
    return found && says(found.climb(at(MONDAY_10), escalation, firing));
  };

  test("goes on as it was written when it began", () => {
    expect(climbed(short, { pinned: text, level: 0 })).toMatchObject({ level: 1, told: ["billing"] });
    expect(climbed(short, { pinned: text, level: 1 })).toMatchObject({ level: 2, told: ["manager"] });
  });

  test("goes on as it is written now where it follows the rules, also from a level that is gone", () => {
    expect(climbed(short, { level: 0 })).toMatchObject({ level: 1, told: ["manager"] });
    expect(climbed(short, { level: 1 })).toMatchObject({ kind: "exhausted" });
    expect(climbed(short, { level: 2 })).toMatchObject({ kind: "exhausted" });
  });

  test("goes on as it is written now where what was written can not be read any more", () => {
    const gone = text.replace("billing", "scribe");
    expect(climbed(short, { pinned: gone, level: 0 })).toMatchObject({ level: 1, told: ["manager"] });
  });

  test("goes on although the policy is gone, as long as it does not follow the rules", () => {
    const without = compiled({
      ...smallPractice,
      "policies.yaml": HEAD.replace("chain", "other") + `    levels: [${first}]\n`,
    });
    expect(climbed(without, { pinned: text, level: 0 })).toMatchObject({ level: 1, told: ["billing"] });
    expect(climbed(without, { level: 0 })).toBeUndefined();
  });
});
