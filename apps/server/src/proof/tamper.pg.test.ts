import type { Actor, Command } from "@corridor/domain";
import { replay } from "@corridor/engine";
import { expect, test } from "vitest";
import { houseRules, openPractice } from "./opening.ts";
import { openServer, PRACTICE, type Server } from "./server.ts";
import { openSql } from "./sql.ts";
import { accepted } from "./world.ts";

const ana: Actor = { kind: "user", id: "ana", role: "front_desk" };

/** A small practice day: five cards are booked, two are moved, one is treated. */
async function someHistory(server: Server): Promise<void> {
  const ask = async (id: string, card: string, command: Command) =>
    accepted(await server.ask({ id, subject: { kind: "card", id: card }, actor: ana, ask: { command } }), id);
  const at = "scheduling.unscheduled";
  for (const n of [1, 2, 3, 4, 5]) {
    const [card, start] = [`c${n}`, `2026-11-1${n}T15:00:00.000Z`];
    const fields = { "insurance.payer": "acme", "visit.room": "blue" };
    await ask(`new${n}`, card, {
      type: "create",
      card: "visit",
      location: "riverside",
      patient: "pat0",
      fields,
      at,
    });
    await ask(`book${n}`, card, { type: "appointment.book", start, minutes: 20, provider: "dr1" });
    await server.settle();
  }
  await ask("room", "c2", { type: "set", fields: { "visit.room": "green" } });
  await ask("move", "c3", { type: "appointment.move", start: "2026-11-20T15:00:00.000Z" });
  await ask("treat", "c4", { type: "move", to: "treatment" });
}

test("a byte of an event, a fact of a decision and a clock, changed by a superuser: replay names each", async () => {
  const at = Date.UTC(2026, 10, 2, 15);
  const { appUrl, ownerUrl } = await openPractice({ rules: houseRules(), at, providers: 1, patients: 1 });
  const server = await openServer({ appUrl, clock: () => at });
  await someHistory(server);
  const before = await replay(PRACTICE, server.store, server.rulesetOf);
  expect(before.differences).toEqual([]);
  expect(before.decisions).toBeGreaterThan(15);

  const sql = await openSql(ownerUrl);
  const changed = await sql.rows(
    `UPDATE event SET data = replace(data::text, '"green"', '"groen"')::jsonb
      WHERE practice = $1 AND root = 'room' AND type = 'card.changed' RETURNING id`,
    PRACTICE,
  );
  const fact = "wip|treatment|riverside";
  const doubted = await sql.rows(
    `UPDATE decision SET body = jsonb_set(body, ARRAY['facts', $2], '1') WHERE practice = $1 AND id = 'treat' RETURNING body -> 'facts' AS facts`,
    PRACTICE,
    fact,
  );
  const clocks = await sql.rows(
    `UPDATE timer SET due_at = due_at + interval '1 minute' WHERE practice = $1 AND card = 'c5' AND rule = 'insurance-verify-48h' AND step = 1
      RETURNING key`,
    PRACTICE,
  );
  await sql.close();
  expect([changed, doubted, clocks].map((rows) => rows.length)).toEqual([1, 1, 1]);
  expect(doubted[0]?.["facts"]).toHaveProperty([fact], 1);

  const { differences } = await replay(PRACTICE, server.store, server.rulesetOf);
  console.log(differences.map(({ where, what }) => `${where}: ${what}`).join("\n"));
  await server.close();
  const places = differences.map(({ where }) => where);
  expect(places).toContain(`event ${changed[0]?.["id"]}`);
  expect(places).toContain(`timer ${clocks[0]?.["key"]}`);
  expect(differences).toContainEqual({ where: "decision treat", what: expect.stringContaining(`facts (`) });
  expect(differences.find(({ where }) => where === "decision treat")?.what).toContain(fact);
  // Nothing else is under suspicion than what was changed and what rests on it.
  const suspected = new Set(places.map((where) => where.replace(/^(decision|event) (\w+).*/, "$1 $2")));
  expect([...suspected].sort()).toEqual([
    "card c2",
    "decision room",
    "decision treat",
    "event room",
    `timer ${clocks[0]?.["key"]}`,
  ]);
});
