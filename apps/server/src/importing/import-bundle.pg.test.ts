import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../env.ts";
import { postgres } from "../testing/postgres-backing.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";

const bundle = {
  resourceType: "Bundle",
  type: "transaction",
  entry: [
    {
      fullUrl: "urn:uuid:p1",
      resource: {
        resourceType: "Patient",
        id: "p1",
        name: [{ family: "Vale", given: ["Ida"] }],
        gender: "female",
        birthDate: "1980-02-03",
      },
    },
    {
      fullUrl: "urn:uuid:e1",
      resource: {
        resourceType: "Encounter",
        id: "e1",
        status: "finished",
        class: { code: "AMB" },
        subject: { reference: "urn:uuid:p1" },
        period: { start: "2018-08-15T10:00:00Z", end: "2018-08-15T10:30:00Z" },
      },
    },
    {
      fullUrl: "urn:uuid:e2",
      resource: {
        resourceType: "Encounter",
        id: "e2",
        status: "finished",
        class: { code: "AMB" },
        subject: { reference: "urn:uuid:nobody" },
        period: { start: "2018-08-15T10:00:00Z" },
      },
    },
  ],
};

test("a bundle through the door: counted, told apart, and the second time nothing", async () => {
  const { open, drop } = await postgres();
  onTestFinished(drop);
  const house = await practiceFixture({ backing: await open() });
  onTestFinished(() => house.close());
  const post = (as: "manager" | "nurse", body: unknown, type = "application/fhir+json") =>
    house.ask("POST", "/import/fhir?asOf=2018-08-20", { as, body, headers: { "content-type": type } });
  const first = await post("manager", bundle);
  expect(first.status, first.text).toBe(200);
  expect(first.body).toMatchObject({ created: 2, updated: 0, unchanged: 0 });
  expect(first.body.rejected).toMatchObject([
    { entry: 2, resource: "Encounter/e2", because: expect.any(String) },
  ]);
  const { cards } = (await house.ask("GET", "/board")).body;
  expect(cards).toMatchObject([{ stage: "follow_up", patient: { display: "Ida Vale" } }]);
  expect((await post("manager", bundle)).body).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  expect((await post("nurse", bundle)).status).toBe(403);
  expect(await post("manager", { resourceType: "Bundle", type: "searchset" })).toMatchObject({
    status: expect.any(Number),
  });
  expect((await post("manager", { hello: 1 })).status).toBe(422);
  expect((await post("manager", "{broken")).status).toBe(400);
});

/** The checkout's neighbour, where a machine has it. */
const SYNTHEA = join(projectRoot, "../shared/data/fhir-synthea-r4");
const files = existsSync(SYNTHEA)
  ? readdirSync(SYNTHEA)
      .filter((name) => /\.json(\.gz)?$/.test(name))
      .slice(0, 3)
  : [];
test("real bundles come in whole, twice the same, and start no rules", async () => {
  if (files.length === 0) return console.info(`not looked at: ${SYNTHEA} is not on this machine`);
  const { open, drop } = await postgres();
  onTestFinished(drop);
  const house = await practiceFixture({ backing: await open() });
  onTestFinished(() => house.close());
  for (const turn of ["first", "second"]) {
    for (const name of files) {
      const bytes = readFileSync(join(SYNTHEA, name));
      const body = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
      const answer = await house.ask("POST", "/import/fhir?asOf=2018-08-20", { body });
      expect(answer.status, answer.text.slice(0, 500)).toBe(200);
      expect(answer.body.rejected).toEqual([]);
      if (turn === "second") expect(answer.body).toMatchObject({ created: 0, updated: 0 });
    }
  }
  const { events } = (await house.ask("GET", "/history?limit=1000&type=card.created")).body;
  expect(events.every(({ actor }: { actor: { kind: string } }) => actor.kind === "import")).toBe(true);
  expect((await house.ask("GET", "/history?limit=10&type=notice.queued")).body.events).toEqual([]);
});
