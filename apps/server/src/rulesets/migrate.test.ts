import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../env.ts";
import { readRulesDir } from "../house/found-practice.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";

const LIFECYCLE = (version: number, stages: string, more = "") =>
  `schema: corridor/v1\nkind: lifecycle\nid: patient-journey\nversion: ${version}\ninitial: intake\nstages:\n${stages}${more}`;
const ENDS = "  closed: { final: true }\n";

/** A practice with its own lifecycle and no rules but one, which would see a card enter. */
async function desk() {
  const house = await practiceFixture();
  onTestFinished(() => house.close());
  const { "practice.yaml": practice, ...others } = await readRulesDir(join(projectRoot, "rules"));
  const templates = Object.fromEntries(
    Object.entries(others).filter(([name]) => name.startsWith("templates/")),
  );
  const rules =
    "schema: corridor/v1\nkind: rules\nrules:\n  - { id: enters, name: Enters, when: [{ event: card.entered }], then: [{ label: { add: [entered] } }] }\n";
  const upload = async (lifecycle: string) => {
    const files = {
      ...templates,
      "practice.yaml": practice,
      "own.rules.yaml": rules,
      "lifecycle.yaml": lifecycle,
    };
    const { body } = await house.ask("POST", "/rulesets", { body: { files } });
    expect(body.diagnostics.filter((one: { severity: string }) => one.severity === "error")).toEqual([]);
    return body;
  };
  const activate = (hash: string) => house.ask("POST", `/rulesets/${hash}/activate`, { body: {} });
  return { ...house, upload, activate };
}

test("a place that goes while cards stand there: refused with the count, mapped it is not, and cards come over", async () => {
  const one = await desk();
  const first = await one.upload(
    LIFECYCLE(
      1,
      `  intake: { states: [new], moves: [{ to: lounge }] }\n  lounge: { moves: [{ to: closed }] }\n${ENDS}`,
    ),
  );
  expect((await one.activate(first.hash)).status).toBe(200);
  const [lounging, fresh] = [await one.card(), await one.card()];
  for (const id of [lounging])
    await one.ask("POST", `/cards/${id}/commands`, {
      body: { type: "move", to: "lounge" },
      headers: { "if-match": "*" },
    });

  const without = await one.upload(
    LIFECYCLE(
      2,
      `  intake: { states: [new], moves: [{ to: room }] }\n  room: { moves: [{ to: closed }] }\n${ENDS}`,
    ),
  );
  expect(without.plan.refused).toMatch(
    /^1 card stands where the new lifecycle has no place: lounge\.lounge \(1\)/,
  );
  expect(await one.activate(without.hash)).toMatchObject({ status: 422, body: { code: "rules_faulty" } });

  const mapped = await one.upload(
    LIFECYCLE(
      2,
      `  intake: { states: [new], moves: [{ to: room }] }\n  room: { moves: [{ to: closed }] }\n${ENDS}`,
      "migrate:\n  - { from: 1, map: { lounge: room } }\n",
    ),
  );
  expect(mapped.plan.refused).toBeNull();
  expect(mapped.plan.places).toMatchObject([
    { place: "intake.new", to: "intake.new", lifecycle: 1, cards: { count: 1 } },
    { place: "lounge.lounge", to: "room.room", lifecycle: 1, cards: { count: 1, first: [lounging] } },
  ]);
  expect((await one.activate(mapped.hash)).status).toBe(200);

  const board = (await one.ask("GET", "/board")).body;
  expect(board.stages.map(({ id }: { id: string }) => id)).toEqual(["intake", "room", "closed", "lounge"]);
  const refused = await one.ask("POST", `/cards/${fresh}/commands`, {
    body: { type: "move", to: "room" },
    headers: { "if-match": "*" },
  });
  expect(refused.body.code).toBe("place_unknown");

  const dry = await one.ask("POST", "/rulesets/migrate", { body: { dry: true } });
  expect(dry.body).toMatchObject({
    lifecycle: 2,
    dry: true,
    left: [],
    moves: [{ from: "intake.new" }, { from: "lounge.lounge", to: "room.room" }],
  });
  expect((await one.ask("GET", `/cards/${lounging}`)).body.stage).toBe("lounge");
  const labels = (await one.ask("GET", `/cards/${lounging}`)).body.labels;
  expect((await one.ask("POST", "/rulesets/migrate", { body: {}, as: "nurse" })).status).toBe(403);
  expect((await one.ask("POST", "/rulesets/migrate", { body: {} })).status).toBe(200);
  expect((await one.ask("GET", `/cards/${lounging}`)).body).toMatchObject({
    stage: "room",
    state: "room",
    labels,
  });
  const { events } = (await one.ask("GET", `/cards/${lounging}/history?limit=1&order=desc`)).body;
  expect(events).toMatchObject([{ type: "card.migrated", actor: { kind: "user", id: "manager" } }]);
  expect((await one.ask("GET", "/board")).body.stages).toHaveLength(3);
  expect((await one.ask("POST", "/rulesets/migrate", { body: {} })).body.moves).toEqual([]);
});
