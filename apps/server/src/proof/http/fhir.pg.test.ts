import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../env.ts";
import { Caller } from "./caller.ts";
import { corridor } from "./child.ts";
import { found, freshStore } from "./founded.ts";
import { openSql } from "./sql.ts";
import { startServer } from "./server-process.ts";

/** The checkout's neighbour, where a machine has it. */
const SYNTHEA = join(projectRoot, "../shared/data/fhir-synthea-r4");
const AS_OF = "2018-08-20";
/** The bound is 60 s on a machine that does nothing else; one that does may take longer before the test says no. */
const BOUND_MS = 60_000;
const CEILING_MS = 150_000;

const synthea = (): readonly string[] =>
  existsSync(SYNTHEA)
    ? readdirSync(SYNTHEA)
        .filter((name) => name.endsWith(".json.gz"))
        .sort()
        .map((name) => join(SYNTHEA, name))
    : [];

interface Report {
  readonly ok: boolean;
  readonly files: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: readonly unknown[];
  readonly broken: readonly unknown[];
  readonly byType: Readonly<
    Record<string, { readonly created: number; readonly updated: number; readonly rejected: number }>
  >;
}

test("the command line brings in 25 patients with all their visits, once", {
  timeout: 2 * CEILING_MS,
}, async () => {
  const files = synthea();
  if (files.length === 0) return console.info(`not looked at: ${SYNTHEA} is not on this machine`);
  expect(files).toHaveLength(27);
  const { appUrl, ownerUrl } = await freshStore(onTestFinished);
  const bring = async () => {
    const said = await corridor({ appUrl, ownerUrl }, onTestFinished, [
      "import",
      "fhir",
      ...files,
      "--as-of",
      AS_OF,
      "--json",
    ]);
    expect(said.exit, said.out.slice(-2_000) + said.err.slice(-2_000)).toBe(0);
    return { ms: said.ms, report: JSON.parse(said.out) as Report };
  };
  const began = new Date();
  const first = await bring();
  expect(first.report).toMatchObject({ ok: true, files: 27, rejected: [], broken: [] });
  expect(first.report.byType).toMatchObject({
    Patient: { created: 25, rejected: 0 },
    Encounter: { created: 568, rejected: 0 },
    Claim: { created: 701, rejected: 0 },
    ExplanationOfBenefit: { created: 568, rejected: 0 },
  });
  expect(first.ms).toBeLessThan(CEILING_MS);

  const sql = await openSql(ownerUrl, "main", onTestFinished);
  const count = (of: string) => sql.one<number>(`SELECT count(*)::int FROM ${of}`);
  const stages = await sql.rows("SELECT stage, count(*)::int AS n FROM card GROUP BY stage ORDER BY stage");
  expect(Object.fromEntries(stages.map(({ stage, n }) => [stage, n]))).toEqual({
    scheduling: 101,
    treatment: 3,
    follow_up: 4,
    billing: 5,
    closed: 455,
  });
  const bills = "card, jsonb_array_elements(body->'claims') AS bill";
  expect({
    patients: await count("record WHERE kind = 'patient'"),
    cards: await count("card"),
    claims: await count(`${bills} WHERE bill->>'kind' = 'claim'`),
    explanations: await count(`${bills} WHERE bill->>'kind' = 'explanation'`),
  }).toEqual({ patients: 25, cards: 568, claims: 701, explanations: 568 });

  // It told what happened elsewhere: nothing goes out, no rule acts, and no clock rings for what is past.
  expect({
    outbox: await count("outbox"),
    inbox: await count("inbox"),
    byRules: await count("event WHERE actor_kind IN ('rule', 'timer')"),
    others: await count("event WHERE actor_kind <> 'import' AND type NOT IN ('ruleset.activated')"),
  }).toEqual({ outbox: 0, inbox: 0, byRules: 0, others: 0 });
  const timers = await count("timer");
  const past = await sql.rows("SELECT * FROM timer WHERE due_at IS NULL OR due_at <= $1", began);
  expect(past).toEqual([]);

  const before = await sql.rows("SELECT seq FROM counter");
  const second = await bring();
  expect(second.report).toMatchObject({
    ok: true,
    created: 0,
    updated: 0,
    unchanged: first.report.created + first.report.unchanged,
  });
  expect(await sql.rows("SELECT seq FROM counter")).toEqual(before);

  const { decisions, differences } = await replayed({ appUrl, ownerUrl });
  expect(differences).toEqual([]);
  console.info(
    `27 files in ${(first.ms / 1_000).toFixed(1)} s (bound ${BOUND_MS / 1_000} s), again in ${(second.ms / 1_000).toFixed(1)} s; ` +
      `${first.report.created} resources created, the second time 0; ${timers} clocks, none due before the import; replay of ${decisions} decisions: 0 differences`,
  );
});

async function replayed(addresses: { appUrl: string; ownerUrl: string }) {
  const said = await corridor(addresses, onTestFinished, ["replay", "--verify", "--json"]);
  return JSON.parse(said.out) as { decisions: number; differences: unknown[] };
}

const person = {
  resourceType: "Patient",
  id: "p1",
  name: [{ family: "Vale", given: ["Ida"] }],
  birthDate: "1980-02-03",
};
const visit = {
  resourceType: "Encounter",
  id: "e1",
  status: "finished",
  class: { code: "AMB" },
  subject: { reference: "Patient/p1" },
  period: { start: "2018-08-15T10:00:00Z", end: "2018-08-15T10:30:00Z" },
};
/** As DSTU2 has it: a class was a plain word. */
const ambulatory = { ...visit, class: "ambulatory" };
const lost = { ...visit, id: "e2", subject: { reference: "Patient/nobody" } };
const bundleOf = (...resources: readonly { readonly resourceType: string; readonly id: string }[]) => ({
  resourceType: "Bundle",
  type: "transaction",
  entry: resources.map((resource) => ({
    fullUrl: `http://x/${resource.resourceType}/${resource.id}`,
    resource,
  })),
});

test("POST /import/fhir counts what it did, and what is no FHIR R4 is a clear refusal", {
  timeout: 120_000,
}, async () => {
  const practice = await found([], onTestFinished);
  const server = await startServer(practice, onTestFinished);
  const caller = new Caller(server.origin, await practice.cookie("manager"));
  const post = (body: unknown, type = "application/fhir+json") =>
    caller.ask("POST", `/import/fhir?as-of=${AS_OF}`, { body, headers: { "content-type": type } });

  const first = await post(bundleOf(person, visit, lost));
  expect(first.status, first.text).toBe(200);
  expect(first.body).toMatchObject({
    created: 2,
    updated: 0,
    unchanged: 0,
    rejected: [{ entry: 2, resource: "Encounter/e2", because: expect.any(String) }],
  });
  expect(first.text).not.toMatch(/Ida|Vale/);
  const again = await post(JSON.stringify(bundleOf(person, visit)), "application/json");
  expect(again.body).toMatchObject({ created: 0, updated: 0, unchanged: 2, rejected: [] });
  const moved = { ...person, name: [{ family: "Valerius", given: ["Ida"] }] };
  expect((await post(bundleOf(moved, visit))).body).toMatchObject({
    created: 0,
    updated: 1,
    unchanged: 1,
    rejected: [],
  });
  const { cards } = (await caller.ask("GET", "/board")).body;
  expect(cards).toMatchObject([{ stage: "follow_up", patient: { display: "Ida Valerius" } }]);

  const old = await post(bundleOf(person, ambulatory));
  expect([old.status, old.body.detail]).toEqual([422, expect.stringMatching(/DSTU2.*R4/)]);
  const refusals = [
    await post('{"resourceType": "Bundle", '),
    await post('<Bundle xmlns="http://hl7.org/fhir"/>'),
    await post({ hello: "world" }),
    await post({ resourceType: "Bundle", type: "history", entry: [] }),
    await post("[]"),
  ];
  for (const { status, body, headers } of refusals) {
    expect([400, 422]).toContain(status);
    expect(headers["content-type"]).toContain("application/problem+json");
    expect(body).toMatchObject({
      status,
      code: expect.any(String),
      detail: expect.stringMatching(/\w+ \w+/),
    });
  }
  expect(refusals.map(({ status }) => status).slice(0, 2)).toEqual([400, 400]);
  const nurse = new Caller(server.origin, await practice.cookie("nurse"));
  expect((await nurse.ask("POST", "/import/fhir", { body: bundleOf(person) })).status).toBe(403);

  const [file] = synthea();
  if (file === undefined) console.info(`not looked at: ${SYNTHEA} is not on this machine`);
  else {
    const real = await post(readFileSync(file), "application/gzip");
    expect(real.status, real.text.slice(0, 500)).toBe(200);
    expect(real.body.created).toBeGreaterThan(10);
    expect(real.body.rejected).toEqual([]);
    expect((await post(readFileSync(file), "application/gzip")).body).toMatchObject({
      created: 0,
      updated: 0,
    });
  }
  expect((await post(Buffer.from("no gzip"), "application/gzip")).status).toBe(400);
  expect(server.ended()).toBeNull();
  expect(server.log()).not.toMatch(/Ida|Vale/);
});

test("the command line names what it could not use and goes on", { timeout: 120_000 }, async () => {
  const addresses = await freshStore(onTestFinished);
  const dir = mkdtempSync(join(tmpdir(), "corridor-fhir-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const write = (name: string, bytes: string | Buffer) => {
    writeFileSync(join(dir, name), bytes);
    return join(dir, name);
  };
  const files = [
    write("good.json.gz", gzipSync(JSON.stringify(bundleOf(person, visit, lost)))),
    write("broken.json", '{"resourceType":'),
    write("dstu2.json", JSON.stringify(bundleOf(ambulatory))),
    join(dir, "missing.json"),
  ];
  const said = await corridor(addresses, onTestFinished, [
    "import",
    "fhir",
    ...files,
    "--as-of",
    AS_OF,
    "--json",
  ]);
  expect(said.exit, said.err).toBe(1);
  const report = JSON.parse(said.out) as Report;
  expect(report).toMatchObject({ ok: false, created: 2, updated: 0 });
  expect(report.rejected).toMatchObject([
    { file: files[0], resource: "Encounter/e2", path: expect.any(String) },
  ]);
  expect(report.broken).toMatchObject([
    { file: files[1], error: expect.stringMatching(/JSON/) },
    { file: files[2], error: expect.stringMatching(/DSTU2/) },
    { file: files[3], error: expect.any(String) },
  ]);
  expect(said.out + said.err).not.toMatch(/Ida|Vale/);
});
