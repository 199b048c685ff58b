import { replay } from "@corridor/engine";
import { expect, onTestFinished, test } from "vitest";
import { Chance } from "./chance.ts";
import { OtherProcess } from "./other-process.ts";
import { Died } from "./mortal.ts";
import { compare, deliveries, observe } from "./observed.ts";
import { houseRules, openPractice } from "./opening.ts";
import type { Step } from "./ladder.ts";
import { foretell, type Foretold } from "./oracle.ts";
import { BEGIN, DAYS, PATIENTS, PROVIDERS } from "./script.ts";
import { PRACTICE } from "./server.ts";
import { openSql } from "./sql.ts";
import { World } from "./world.ts";

const SEED = Number(process.env["CORRIDOR_PROOF_SEED"] ?? 2026);
const VISITS = 1_000;

test(`${VISITS} visits over ${DAYS} days: every flag once, through restarts, outages and kill -9`, {
  timeout: 480_000,
}, async () => {
  // Without what is told of all cards, and without the waitlist, on which nobody is: it looks at every card for each freed time.
  const rules = houseRules(["reminders.rules.yaml", "daily.rules.yaml", "waitlist.rules.yaml"]);
  const database = await openPractice({ rules, at: BEGIN, providers: PROVIDERS, patients: PATIENTS });
  const { appUrl, ownerUrl } = database;
  const setting = { appUrl, ownerUrl, seed: SEED, visits: VISITS };
  const world = await World.open(setting, BEGIN);
  onTestFinished(() => world.close());
  const chance = new Chance(SEED + 1);
  let other = new OtherProcess();
  onTestFinished(() => other.end());
  const count = { restart: 0, outage: 0, crash: 0, kill: 0 };
  const began = performance.now();

  /** Lives on, also through what breaks in the middle of it. */
  const live = async (limit: number): Promise<void> => {
    await world.liveUntil(limit).catch(async (fault: unknown) => {
      if (!(fault instanceof Died)) throw fault;
      count.crash += 1;
      await world.restart();
      await live(limit);
    });
  };

  await world.admit();
  const { visits, breaks, end } = world.script;
  for (const [n, one] of breaks.entries()) {
    if (one.at > world.now) await live(one.at);
    if (one.kind === "crash") world.server.life.endIn(chance.whole(0, 30));
    else if (one.kind === "kill") {
      const limit = breaks.slice(n).find(({ kind }) => kind === "outage")?.at ?? end;
      await world.stop();
      const orders = { setting, now: world.now, limit };
      await world.restart(await other.liveUntilKilled(orders, chance.whole(3, 9), chance.whole(0, 12)));
      count.kill += 1;
      if (breaks.slice(n + 1).some(({ kind }) => kind === "kill")) other = new OtherProcess();
    } else {
      await world.restart(one.kind === "outage" ? one.until : world.now);
      count[one.kind] += 1;
    }
  }
  await live(end);
  const lived = performance.now() - began;

  const seen = await observe(world.server.store);
  const foretold = visits.map((visit) => ({ visit, said: foretell(visit, breaks) }));
  const wrong = foretold.flatMap(({ visit, said }) => compare(visit, said, seen.get(visit.id), breaks));
  const sql = await openSql(ownerUrl);
  const sent = await deliveries(world.server.store, sql);
  const report = await replay(PRACTICE, world.server.store, world.server.rulesetOf);
  await sql.close();

  const all = (what: keyof Foretold) => foretold.reduce((sum, { said }) => sum + said[what].length, 0);
  const steps = [...seen.values()].flatMap(({ climbs }) => climbs.flatMap((climb) => climb.steps));
  const told = (...people: readonly Step["who"][]) => steps.filter(({ who }) => people.includes(who)).length;
  const beside = [...seen.values()].reduce((sum, card) => sum + card.beside, 0);
  const notices = told("front desk", "lead", "manager") + beside;
  console.log(
    [
      `${VISITS} visits, ${visits.reduce((sum, { deeds }) => sum + deeds.length, 0)} deeds, ${world.moments} instants in ${Math.round(lived / 1000)} s`,
      `${all("asked")} questions to payers, ${all("flagged")} flags (${all("cleared")} taken off), ${all("written")} messages`,
      `${all("begun")} ladders: ${told("front desk")} times the front desk, ${told("lead")} the lead, ${told("manager")} the manager was told; ${all("over")} ended, ${told("given up")} gave up; ${sent.together} of ${notices} notices came with another`,
      `${count.restart} restarts, ${count.outage} outages over due instants, ${count.crash} deaths between two statements, ${count.kill} kill -9`,
      `${report.decisions} decisions with ${report.events} events decided again: ${report.differences.length} differences`,
    ].join("\n"),
  );
  expect(wrong).toEqual([]);
  expect(sent.wrong).toEqual([]);
  expect(sent.counted).toEqual({
    message: all("written"),
    notice: notices,
    call: all("asked"),
    inbox: all("written") + notices,
  });
  expect(report.differences).toEqual([]);
  expect(count.restart + count.outage + count.crash).toBeGreaterThanOrEqual(50);
  expect(count.outage).toBeGreaterThanOrEqual(10);
  expect(count.kill).toBe(5);
});
