import { type Actor, type Command, must, type Subject } from "@corridor/domain";
import { replay, sweep } from "@corridor/engine";
import { expect, onTestFinished, test } from "vitest";
import { Died } from "./mortal.ts";
import { houseRules, openPractice } from "./opening.ts";
import { openServer, PRACTICE, type Server } from "./server.ts";
import { accepted } from "./world.ts";

const mia: Actor = { kind: "user", id: "mia", role: "manager" };
/** Monday, 10:00 in New York. */
const MONDAY = Date.UTC(2026, 9, 19, 14);
const MINUTE = 60_000;
const OWN = `schema: corridor/v1
kind: rules
lifecycle: patient-journey
rules:
  - id: tells-and-asks
    name: Tell a manager and ask the payer
    when: [{ while: card.priority == "urgent", for: 5m }]
    then:
      - notify: { role: manager, via: [board] }
      - call: { connector: eligibility, op: check, with: { patient: =card.patient.id, payer: Acme } }
  - id: counts-answers
    name: Count what the payer said
    when: [{ event: call.succeeded }]
    then: [{ set: { claim.count: =card.claim.count + 1 } }]
  - id: looks-each-morning
    name: Look at what is urgent
    when: [{ every: "10 10 * * *", each: 'it.stage == "intake" && it.priority == "urgent"' }]
    then: [{ set: { claim.denials: =card.claim.denials + 1 } }]
`;

/** A practice in which one card is urgent, and a clock that all its servers go by. */
async function opened() {
  let now = MONDAY;
  const rules = { ...houseRules(["insurance.rules.yaml", "insurance.test.yaml"]), "own.rules.yaml": OWN };
  const { appUrl } = await openPractice({ rules, at: MONDAY, providers: 0, patients: 1 });
  const calls: string[] = [];
  const payer = (card: string) => {
    calls.push(card);
    return { sent: true, reply: { status: "active" } } as const;
  };
  const start = () => openServer({ appUrl, clock: () => now, payer });
  const first = await start();
  onTestFinished(() => first.close());
  const ask = async (id: string, subject: Subject, command: Command) =>
    accepted(await first.ask({ id, subject, actor: mia, ask: { command } }), id);
  const card = { kind: "card", id: "c0" } as const;
  await ask("new", card, {
    ...{
      type: "create",
      card: "visit",
      location: "riverside",
      patient: "pat0",
      fields: { priority: "urgent" },
    },
  });
  const tzdata = must(process.versions["tz"], "Node says which time zone data it has");
  await sweep(PRACTICE, { execute: (_practice, input) => first.ask(input) }, first.store, tzdata);
  await first.settle();
  return { start, first, calls, wait: (ms: number) => void (now += ms) };
}

const outcome = async ({ store, rulesetOf }: Server) => {
  const fields = (await store.card(PRACTICE, "c0"))?.card.fields ?? {};
  const inbox = await store.inbox(PRACTICE, { person: null, roles: ["manager"] });
  return {
    answers: fields["claim.count"],
    told: inbox.length,
    differences: (await replay(PRACTICE, store, rulesetOf)).differences,
  };
};

test("edge-13: whichever step between clock, commit, send and mark a server dies at, all is told and counted once", async () => {
  const { start, wait, calls, first } = await opened();
  let [steps, died] = [0, true];
  // One step later each time, until a server lives to see everything sent.
  for (; died; steps += 1) {
    for (const priority of ["normal", "urgent"]) {
      const ask = { command: { type: "set", fields: { priority } } } as const;
      const id = `${priority}/${steps}`;
      accepted(await first.ask({ id, subject: { kind: "card", id: "c0" }, actor: mia, ask }), id);
    }
    wait(6 * MINUTE);
    const doomed = await start();
    doomed.life.endIn(steps);
    died = await doomed.settle().then(
      () => false,
      (fault: unknown) => {
        if (fault instanceof Died) return true;
        throw fault;
      },
    );
    // What it had claimed is free again when its lease has ended.
    wait(MINUTE);
    await doomed.close();
    const server = await start();
    await server.settle();
    const once = { answers: steps + 1, told: steps + 1, differences: [] };
    expect(await outcome(server), `it died after ${steps} steps`).toEqual(once);
    await server.close();
  }
  expect(steps).toBeGreaterThan(10);
  // Where nobody had heard its answer, the payer was asked again; that answer was counted once all the same.
  expect(calls.length).toBeGreaterThan(steps);
}, 240_000);

test("edge-16: two nodes that see the same clock and the same time of day due at once let each ring once", async () => {
  const { start, wait, first } = await opened();
  const nodes = [first, await start()];
  onTestFinished(() => (nodes[1] as Server).close());
  wait(15 * MINUTE);
  await Promise.all(nodes.map((node) => node.settle()));
  await Promise.all(nodes.map((node) => node.settle()));
  const fields = (await first.store.card(PRACTICE, "c0"))?.card.fields ?? {};
  expect(fields).toMatchObject({ "claim.count": 1, "claim.denials": 1 });
  expect(await outcome(first)).toEqual({ answers: 1, told: 1, differences: [] });
}, 60_000);
