import { type Actor, type Command, must } from "@corridor/domain";
import { replay, sweep } from "@corridor/engine";
import { compileRuleset } from "@corridor/rules";
import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { houseRules, openPractice } from "./opening.ts";
import { openServer, PRACTICE, type Server } from "./server.ts";
import { accepted } from "./world.ts";

const mia: Actor = { kind: "user", id: "mia", role: "manager" };
/** Monday, 10:00 in New York. */
const MONDAY = Date.UTC(2026, 9, 19, 14);
const STUCK = `schema: corridor/v1
kind: rules
lifecycle: patient-journey
rules:
  - id: stands-still
    name: Label a card that stands still
    when: [{ while: 'card.stage == "intake"', for: 2h }]
    then: [{ label: { add: [stands-still] } }]
`;

/** Two nodes on one database, some cards, and other rules that are kept but do not decide. */
async function opened(cards: number) {
  const rules = houseRules();
  const other = { ...rules, "own.rules.yaml": STUCK };
  const database = await openPractice({ rules, at: MONDAY, providers: 0, patients: 1 });
  const clock = () => MONDAY;
  const one = await openServer({ appUrl: database.appUrl, clock });
  const two = await openServer({ appUrl: database.appUrl, clock });
  onTestFinished(() => Promise.all([one.close(), two.close()]).then(() => undefined));
  const compiled = compileRuleset(other);
  const after = compiled.ok ? compiled.ruleset.hash : "";
  await one.store.keep(PRACTICE, after, other);
  const fields = {};
  for (let n = 0; n < cards; n += 1)
    await on(n % 2 === 0 ? one : two, `new/${n}`, `c${n}`, {
      ...{ type: "create", card: "visit", location: "riverside", patient: "pat0", fields },
    });
  return { database, one, two, before: must(await one.store.active(PRACTICE), "rules decide"), after };
}

async function on(server: Server, id: string, card: string, command: Command): Promise<void> {
  const asked = { id, subject: { kind: "card", id: card } as const, actor: mia, ask: { command } };
  accepted(await server.ask(asked), id);
}

const activate = async (server: Server, hash: string) => {
  const subject = { kind: "practice", id: PRACTICE } as const;
  const ask = { command: { type: "ruleset.activate" as const, hash } };
  accepted(await server.ask({ id: "activate", subject, actor: mia, ask }), "activate");
};
const decidedBy = async ({ store }: Server, id: string) =>
  (await store.decisionOf(PRACTICE, `${id}/1`))?.ruleset;
const isAsDecided = async ({ store, rulesetOf }: Server) =>
  expect((await replay(PRACTICE, store, rulesetOf)).differences).toEqual([]);

test("edge-31: a transaction that waits for its card while a node activates other rules decides by those it began with", async () => {
  const { database, one, two, before, after } = await opened(1);
  const hand = new pg.Client({ connectionString: database.ownerUrl });
  await hand.connect();
  onTestFinished(() => hand.end());
  await hand.query("BEGIN");
  await hand.query(`SELECT set_config('corridor.practice', '${PRACTICE}', true)`);
  const held = await hand.query("SELECT 1 FROM card WHERE practice = $1 AND id = 'c0' FOR UPDATE", [
    PRACTICE,
  ]);
  expect(held.rowCount).toBe(1);
  const waiting = on(one, "waits", "c0", { type: "label", add: ["held-up"] });
  const isWaiting = async () =>
    (
      await hand.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      )
    ).rowCount === 1;
  while (!(await isWaiting())) continue;
  await activate(two, after);
  await hand.query("COMMIT");
  await waiting;
  await on(one, "later", "c0", { type: "label", add: ["later"] });
  expect([await decidedBy(one, "waits"), await decidedBy(one, "later")]).toEqual([before, after]);
  expect((await one.store.card(PRACTICE, "c0"))?.timers.map(({ rule }) => rule)).toContain("stands-still");
  await isAsDecided(one);
}, 60_000);

test("edge-31: what two nodes are asked across an activation is decided by the old rules or the new ones, and all cards come over", async () => {
  const { one, two, before, after } = await opened(20);
  const asked = Array.from({ length: 120 }, (_, n) => `ask/${n}`);
  const label = (id: string, n: number) =>
    on(n % 2 === 0 ? one : two, id, `c${n % 20}`, { type: "label", add: [`l${n}`] });
  await Promise.all([
    ...asked.slice(0, 60).map(label),
    activate(two, after),
    ...asked.slice(60).map((id, n) => label(id, n + 60)),
  ]);
  const by = await Promise.all(asked.map((id) => decidedBy(one, id)));
  expect(by.filter((hash) => hash !== before && hash !== after)).toEqual([]);
  await label("after/1", 0);
  await label("after/2", 1);
  expect([await decidedBy(one, "after/1"), await decidedBy(one, "after/2")]).toEqual([after, after]);
  const tzdata = must(process.versions["tz"], "Node says which time zone data it has");
  await sweep(PRACTICE, { execute: (_practice, input) => two.ask(input) }, one.store, tzdata);
  const cards = await one.store.cards(PRACTICE);
  expect(cards.filter(({ timers }) => timers.some(({ rule }) => rule === "stands-still"))).toHaveLength(20);
  await isAsDecided(one);
}, 60_000);
