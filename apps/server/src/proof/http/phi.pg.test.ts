import { expect, onTestFinished, test } from "vitest";
import { openDemo } from "./demo-world.ts";
import { Haystack } from "./haystack.ts";
import { listen } from "./listener.ts";
import { everyRow, framesOf, lookAround, said } from "./looks.ts";
import { slip } from "./mistyped.ts";
import { openSql } from "./sql.ts";
import { MARK, NUMBER, STAFF_MARK } from "./secret.ts";
import { typeAll } from "./typed.ts";

/** These have something in them, or nothing is proved by finding nothing. */
const TABLES =
  "event decision card record timer outbox inbox appointment ruleset session account sealed".split(" ");

test("what people type stands in the vault and nowhere else, and an administrator reads initials", {
  timeout: 300_000,
}, async () => {
  const world = await openDemo(onTestFinished);
  const { names, patientsOwn, personas, server } = world;
  const { admin, manager, "front-desk": desk } = personas;
  expect(patientsOwn.length).toBeGreaterThan(500);
  const typed = [...names, MARK, STAFF_MARK, String(NUMBER), "1911-11-11", "1912-12-12"];
  const hidden = [...patientsOwn, MARK, String(NUMBER), "1911-11-11", "1912-12-12"];

  // After the activation of the rules, as whoever was there before it is told to load anew.
  const head = (await desk.does("GET", "/board")).body.seq as number;
  const streams = {
    admin: await listen(server.origin, admin.cookie, Math.max(100, head - 9_000), onTestFinished),
    manager: await listen(server.origin, manager.cookie, Math.max(100, head - 9_000), onTestFinished),
  };
  const { card, patient, found, imported, zipped } = await typeAll(world);
  expect(found.map(({ id }) => id)).toEqual([patient]);
  expect(imported.body.created).toBeGreaterThan(3);
  expect(imported.body.rejected.length).toBeGreaterThan(3);
  expect([zipped.status, zipped.body.created]).toEqual([200, 0]);
  const taken = await slip(world, card);
  await admin.does("POST", `/cards/${card}/commands`, {
    type: "comment",
    text: `${MARK} by an administrator`,
  });

  // The administrator, and beside that somebody who may: the same look finds what is there to be found.
  const looks = { admin: await lookAround(admin, 1), manager: await lookAround(manager, 10) };
  expect((await admin.ask("POST", "/search", { body: { text: MARK } })).status).toBe(403);
  const { seq } = (await desk.does("GET", "/board")).body;
  await streams.admin.heard(seq);
  await streams.manager.heard(seq);
  expect(looks.manager.holds(hidden).length).toBeGreaterThan(500);
  expect(framesOf(streams.manager.frames).holds(hidden).length).toBeGreaterThan(150);

  const sql = await openSql(world.ownerUrl, world.practice, onTestFinished);
  const vault = new Haystack();
  for (const { text } of await sql.rows("SELECT convert_from(bytes, 'UTF8') AS text FROM sealed"))
    vault.add("vault", text);
  const sealed = vault.holds([...names, MARK, STAFF_MARK]);
  expect(sealed).toEqual(expect.arrayContaining([MARK, STAFF_MARK]));
  // What is not there as it stands is somebody's whole name, of which the vault has the parts.
  const whole = names.filter((name) => !sealed.includes(name));
  expect(whole.filter((name) => vault.holds(name.split(" ")).length < 2)).toEqual([]);

  const { kept, rows } = await everyRow(sql);
  expect(TABLES.filter((table) => !rows.get(table))).toEqual([]);
  expect(kept.holds(["Riverside Family Practice"])).toHaveLength(1);
  const refusals = new Haystack();
  let refused = 0;
  for (const persona of Object.values(personas))
    for (const { asked, answer } of persona.refusals) {
      refused += 1;
      refusals.addText(asked, answer.text);
      refusals.add(asked, answer.headers);
    }
  const log = new Haystack();
  const lines = server
    .log()
    .split("\n")
    .filter((line) => line !== "");
  for (const line of lines) log.addText("log", line);
  expect(lines.filter((line) => line.includes("answered")).length).toBeGreaterThan(500);

  console.info(
    `searched for ${typed.length} names, contacts and notes: in ${[...rows.values()].reduce((a, b) => a + b)} rows of ${rows.size} tables ` +
      `(${kept.size} texts), ${lines.length} lines of log, ${refused} refusals, ${admin.answers.length} answers and ` +
      `${streams.admin.frames.length} frames to an administrator; ${sealed.length - 2} of ${names.length} names are in the vault, of the others the parts`,
  );
  expect({
    taken,
    kept: kept.find(typed),
    log: log.find(typed),
    refusals: refusals.find(typed),
    shownToAdmin: looks.admin.find(hidden),
    answeredToAdmin: said(admin).find(hidden),
    toldToAdmin: framesOf(streams.admin.frames).find(hidden),
  }).toEqual({
    taken: [],
    kept: [],
    log: [],
    refusals: [],
    shownToAdmin: [],
    answeredToAdmin: [],
    toldToAdmin: [],
  });
  expect(await server.stop()).toBe(0);
});
