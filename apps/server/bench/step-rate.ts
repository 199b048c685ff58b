import type { Actor, Card, Patient } from "@corridor/domain";
import { factsAtHand, step } from "@corridor/engine";
import type { FactMap, Input, State } from "@corridor/engine/ports";
import type { Ruleset } from "@corridor/rules";

const NOW = "2026-11-02T14:00:00.000Z";
const nurse: Actor = { kind: "user", id: "bench", role: "nurse" };
const BILLED = {
  id: "c1",
  version: 3,
  type: "visit",
  location: "riverside",
  patient: "p1",
  lifecycle: 1,
  stage: "billing",
};
const EMPTY = {
  assignee: null,
  role: null,
  labels: [],
  tasks: [],
  appointment: null,
  claims: [],
  escalations: [],
};
const CLOCK = {
  createdAt: NOW,
  enteredStageAt: NOW,
  enteredStateAt: NOW,
  movedBy: { kind: "user", id: "bench" },
};
const PATIENT: Patient = { id: "p1", version: 1, fields: { first_name: { ref: "r1" }, sms_ok: true } };

/** Steps in a second of processor time: a move that starts a rule, with every fact at hand. */
export function stepRate(ruleset: Ruleset, seconds: number): number {
  const card: Card = {
    ...BILLED,
    ...EMPTY,
    ...CLOCK,
    state: "charge_capture",
    rank: "a0",
    final: false,
    fields: {},
    calls: {},
    comments: 0,
  };
  const state: State = { kind: "card", card, timers: [], reconciled: `${ruleset.hash}+2026a` };
  const known: FactMap = {
    "gap|follow_up|||c1": { after: "a5", before: null },
    "patient|p1": PATIENT,
    "pool|front_desk|riverside": [],
  };
  const facts = factsAtHand(known);
  const asked = {
    subject: { kind: "card", id: "c1" },
    actor: nurse,
    expected: 3,
    cause: null,
    path: [],
    depth: 0,
  } as const;
  const input: Input = {
    ...asked,
    id: "in",
    ask: { command: { type: "move", to: "follow_up" } },
    keyed: true,
    fingerprint: "",
  };
  const once = (): void => {
    const result = step(state, input, { now: NOW, ruleset, facts, tzdata: "2026a" });
    if (result.kind !== "plan") throw new Error(`the step did not plan: ${JSON.stringify(result)}`);
    if (!result.plan.events.some((event) => event.actor.kind === "rule")) throw new Error("no rule ran");
  };
  for (const warm = performance.now() + 300; performance.now() < warm; ) once();
  let done = 0;
  const begun = performance.now();
  const used = process.cpuUsage();
  while (performance.now() - begun < seconds * 1000) {
    for (let n = 0; n < 100; n += 1) once();
    done += 100;
  }
  return (done * 1_000_000) / process.cpuUsage(used).user;
}
