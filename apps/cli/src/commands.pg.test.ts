import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { projectRoot } from "@corridor/server";
import { createTestDatabase } from "@corridor/store/testing";
import { expect, onTestFinished, test } from "vitest";
import { cli } from "./testing/cli.ts";

/** A database of this test's own, named by the environment as an operator would. */
async function database() {
  const { ownerUrl, appUrl, drop } = await createTestDatabase();
  const before = { ...process.env };
  Object.assign(process.env, { DATABASE_URL: appUrl, MIGRATE_DATABASE_URL: ownerUrl });
  onTestFinished(async () => {
    process.env = before;
    await drop();
  });
}

const patient = {
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
const lost = { ...visit, id: "e2", subject: { reference: "Patient/nobody" } };
const bundleOf = (...resources: { id: string; resourceType: string }[]) =>
  JSON.stringify({
    resourceType: "Bundle",
    type: "collection",
    entry: resources.map((resource) => ({
      fullUrl: `http://x/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  });

test("from an empty database: migrate, import, import again, explain, verify", async () => {
  await database();
  const dir = mkdtempSync(join(tmpdir(), "corridor-cli-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const files = {
    good: join(dir, "good.json"),
    zipped: join(dir, "good.json.gz"),
    bad: join(dir, "bad.json"),
    broken: join(dir, "broken.json"),
  };
  writeFileSync(files.good, bundleOf(patient, visit));
  writeFileSync(files.zipped, gzipSync(bundleOf(patient, visit)));
  writeFileSync(files.bad, bundleOf(patient, visit, lost));
  writeFileSync(files.broken, "{");

  const migrated = JSON.parse((await cli("migrate", "--json")).out);
  expect(migrated).toMatchObject({ ok: true, appendOnly: true });
  expect(JSON.parse((await cli("migrate", "--json")).out).applied).toEqual([]);

  const first = await cli("import", "fhir", files.good, "--as-of", "2018-08-20", "--json");
  expect(first.exit, first.out + first.err).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({
    created: 2,
    updated: 0,
    unchanged: 0,
    byType: { Patient: { created: 1 }, Encounter: { created: 1 } },
  });
  expect(
    JSON.parse((await cli("import", "fhir", files.zipped, "--as-of", "2018-08-20", "--json")).out),
  ).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  const partly = await cli(
    "import",
    "fhir",
    files.bad,
    files.broken,
    join(dir, "none.json"),
    "--as-of",
    "2018-08-20",
  );
  expect(partly.exit).toBe(1);
  expect(partly.err).toContain("Encounter/e2");
  expect(partly.err).toContain("broken.json: it is not JSON");
  expect(partly.out + partly.err).not.toMatch(/Ida|Vale/);

  const verified = JSON.parse((await cli("replay", "--verify", "--json")).out);
  expect(verified).toMatchObject({ ok: true, cards: 1, differences: [] });
  expect((await cli("explain", "no-such-card")).exit).toBe(2);
  expect((await cli("why-not", "no-such-card", "visit-reminders")).exit).toBe(2);
  expect(JSON.parse((await cli("user", "list", "--json")).out)).toEqual({ ok: true, users: [] });
});

test("an edited rules directory decides after it was activated, and says what changed", async () => {
  await database();
  const dir = mkdtempSync(join(tmpdir(), "corridor-cli-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  cpSync(join(projectRoot, "rules"), dir, { recursive: true });
  const same = JSON.parse((await cli("rules", "activate", dir, "--json")).out);
  expect(same).toMatchObject({ ok: true, plan: [expect.stringContaining("Nothing changes")] });

  const file = join(dir, "billing.rules.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("Send a denied claim", "Bring a denied claim"));
  const edited = await cli("rules", "activate", dir);
  expect(edited.exit, edited.err).toBe(0);
  expect(edited.out).toContain("Changed file: billing.rules.yaml");
  expect(edited.out).toMatch(/Ruleset [0-9a-f]+ decides\./);
  expect(edited.out).not.toContain(same.hash);
  expect((await cli("replay", "--verify")).exit).toBe(0);
});

test("rules are planned, activated, listed and gone back on; cards come under a new lifecycle", async () => {
  await database();
  const dir = mkdtempSync(join(tmpdir(), "corridor-cli-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  cpSync(join(projectRoot, "rules"), dir, { recursive: true });
  const first = JSON.parse((await cli("rules", "activate", dir, "--json")).out).hash;
  const bundle = join(dir, "bundle.json");
  writeFileSync(bundle, bundleOf(patient, visit));
  await cli("import", "fhir", bundle, "--as-of", "2018-08-20", "--json");
  rmSync(bundle);
  const [card] = JSON.parse((await cli("rules", "migrate", "--dry-run", "--json")).out).moves;
  expect(card).toBeUndefined();

  const file = join(dir, "lifecycle.yaml");
  const [was] = /states: \[charge_capture, /.exec(readFileSync(file, "utf8")) ?? [];
  expect(was).toBeDefined();
  writeFileSync(file, readFileSync(file, "utf8").replace("version: 1", "version: 2"));
  const planned = await cli("rules", "plan", dir, "--diff");
  expect(planned.exit, planned.err).toBe(0);
  expect(planned.out).toContain("1 card keeps version 1 of the lifecycle until migrated, in its place");
  expect(planned.out).toContain("\n-version: 1\n+version: 2\n");
  expect((await cli("rules", "activate", dir)).exit).toBe(0);

  const dry = await cli("rules", "migrate", "--dry-run");
  expect(dry).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/1 of version 1: .*Nothing was changed\./s),
  });
  expect((await cli("rules", "migrate")).out).toContain("Version 2 of the lifecycle decides");
  expect(JSON.parse((await cli("rules", "migrate", "--json")).out)).toMatchObject({
    ok: true,
    moves: [],
    left: [],
  });

  const { rulesets } = JSON.parse((await cli("rules", "history", "--json")).out);
  expect(rulesets.map(({ from }: { from: string | null }) => from)).toEqual([first, null]);
  expect((await cli("rules", "rollback")).out).toContain(`Ruleset ${first} decides.`);
  expect((await cli("rules", "activate", rulesets[0].hash)).exit).toBe(0);
  expect((await cli("rules", "activate", "0".repeat(64))).exit).toBe(2);
  expect((await cli("replay", "--verify")).out).not.toContain("differ");
  expect((await cli("replay", "--verify")).exit).toBe(0);
});
