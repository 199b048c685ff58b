import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";

let house: PracticeFixture;
beforeAll(async () => {
  house = await practiceFixture();
});
afterAll(() => house.close());

const move = (card: string, to: string, version: number, headers: Record<string, string> = {}) =>
  house.ask("POST", `/cards/${card}/commands`, {
    body: { type: "move", to },
    headers: { "if-match": `"${version}"`, ...headers },
  });

test("a card is made, drawn and moved", async () => {
  const made = await house.ask("POST", "/cards", {
    body: { type: "visit", location: "riverside", patient: "kim" },
  });
  expect(made.status, made.text).toBe(201);
  expect(made.body.card).toMatchObject({
    stage: "intake",
    patient: { id: "kim", display: "Kimberlyanne Quorntree" },
  });
  expect(made.headers["etag"]).toBe(`"${made.body.card.version}"`);

  const drawn = await house.ask("GET", `/cards/${made.body.card.id}`);
  expect(drawn.status, drawn.text).toBe(200);
  expect(drawn.headers["etag"]).toBe(made.headers["etag"]);

  const moved = await move(made.body.card.id, "scheduling", made.body.card.version);
  expect(moved.status, moved.text).toBe(200);
  expect(moved.body).toMatchObject({ version: made.body.card.version + 1, card: { stage: "scheduling" } });
  expect(moved.body.events[0]).toMatchObject({
    type: "card.moved",
    actor: { id: "manager", display: "Mia Manager" },
    cause: null,
  });

  const board = await house.ask("GET", "/board");
  expect(board.status, board.text).toBe(200);
  expect(board.body.seq).toBe(moved.body.seq);
  expect(board.body.cards.find((card: { id: string }) => card.id === made.body.card.id)).toEqual(
    moved.body.card,
  );
});

describe("no", () => {
  test("If-Match is needed, and must be a version", async () => {
    const card = await house.card();
    expect(
      await house.ask("POST", `/cards/${card}/commands`, { body: { type: "ack", policy: "x" } }),
    ).toMatchObject({
      status: 428,
      body: { code: "if_match_missing", type: "urn:corridor:problem:if_match_missing" },
    });
    expect((await move(card, "scheduling", 1, { "if-match": "soon" })).body.code).toBe("if_match_invalid");
  });

  test("a guard's sentence comes back as the detail", async () => {
    const card = await house.card();
    const refused = await house.ask("POST", `/cards/${card}/commands`, {
      as: "nurse",
      body: { type: "move", to: "scheduling" },
      headers: { "if-match": "*" },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: "guard_refused", detail: "Finish the intake checklist first" },
    });
    expect(refused.headers["content-type"]).toContain("application/problem+json");
  });

  test("what somebody else has moved meanwhile is a 412, a comment is none", async () => {
    const card = await house.card();
    const { version } = (await house.ask("GET", `/cards/${card}`)).body;
    expect((await move(card, "scheduling", version)).status).toBe(200);
    expect(await move(card, "cancelled", version)).toMatchObject({
      status: 412,
      body: { code: "version_conflict" },
    });
    const comment = { body: { type: "comment", text: "called" }, headers: { "if-match": `"${version}"` } };
    expect((await house.ask("POST", `/cards/${card}/commands`, comment)).status).toBe(200);
  });

  test.each([
    ["/cards/none/commands", { type: "move", to: "scheduling" }, 404],
    ["/cards/none/commands", { type: "jump" }, 422],
    ["/cards/none/commands", { type: "move" }, 422],
    ["/cards/none/commands", { type: "import", card: "visit" }, 422],
    ["/cards/none/commands", "{", 400],
    ["/cards", { type: "visit" }, 400],
    ["/cards", { type: "visit", location: "moon", patient: "kim" }, 422],
    ["/cards", { type: "spaceship", location: "riverside", patient: "kim" }, 422],
    ["/cards", { type: "visit", location: "riverside", patient: "nobody" }, 422],
    ["/cards", { type: "visit", location: "riverside", patient: "kim", fields: { "no.such": 1 } }, 422],
    ["/cards", { type: "visit", location: "riverside", patient: "kim", fields: { constructor: "x" } }, 422],
  ])("%s %o is %i", async (path, body, status) => {
    const answer = await house.ask("POST", path, { body, headers: { "if-match": "*" } });
    expect(answer.status, answer.text).toBe(status);
    expect(answer.body).toMatchObject({ status, requestId: expect.any(String), code: expect.any(String) });
  });

  test("a command that is none is told what is wrong where", async () => {
    const card = await house.card();
    const answer = await house.ask("POST", `/cards/${card}/commands`, { body: { type: "move", to: 7 } });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: "request_invalid", errors: [{ path: expect.any(String), message: expect.any(String) }] },
    });
    expect(answer.headers["content-type"]).toContain("application/problem+json");
  });

  test("there is no such card", async () => {
    for (const path of [
      "/cards/none",
      "/cards/none/history",
      "/cards/none/timers",
      "/cards/none/explain?event=e",
      "/cards/none/why-not?rule=r",
    ])
      expect((await house.ask("GET", path)).status, path).toBe(404);
  });
});

describe("Idempotency-Key", () => {
  test("asked twice, done once, answered alike", async () => {
    const card = await house.card();
    const key = { "idempotency-key": "k-1" };
    const first = await move(card, "scheduling", 1, key);
    const second = await move(card, "scheduling", 1, key);
    expect(first.status, first.text).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(first.body.events[0].root).toBe("k-1");
  });

  test("the same key with another body is refused", async () => {
    const card = await house.card();
    const key = { "idempotency-key": "k-2" };
    expect((await move(card, "scheduling", 1, key)).status).toBe(200);
    expect(await move(card, "cancelled", 1, key)).toMatchObject({
      status: 422,
      body: { code: "key_reused" },
    });
  });

  test("somebody else's key is refused and tells nothing of theirs", async () => {
    const card = await house.card();
    const comment = {
      body: { type: "comment", text: "hello" },
      headers: { "if-match": "*", "idempotency-key": "k-3" },
    };
    expect((await house.ask("POST", `/cards/${card}/commands`, { ...comment, as: "nurse" })).status).toBe(
      200,
    );
    expect(await house.ask("POST", `/cards/${card}/commands`, { ...comment, as: "billing" })).toMatchObject({
      status: 422,
      body: { code: "key_reused" },
    });
    const made = { body: { type: "visit", location: "riverside", patient: "lee" } };
    const headers = { "idempotency-key": "k-5" };
    expect((await house.ask("POST", "/cards", { ...made, headers, as: "nurse" })).status).toBe(201);
    expect((await house.ask("POST", "/cards", { ...made, headers, as: "billing" })).body.code).toBe(
      "key_reused",
    );
  });

  test("the key is the input's id and begins the ids of its events, whatever signs it has", async () => {
    const card = await house.card();
    const moved = await move(card, "scheduling", 1, { "idempotency-key": "sweep:a/b@1%~" });
    const { root, id } = moved.body.events[0];
    expect(root).toBe("sweep%3Aa%2Fb%401%25~");
    expect(id).toBe(`${root}/1`);
    const { events } = (await house.ask("GET", `/cards/${card}/history`)).body;
    expect(events.at(-1).root).toBe(root);
  });

  test("making a card twice makes one", async () => {
    const body = { type: "visit", location: "riverside", patient: "lee" };
    const headers = { "idempotency-key": "k-4" };
    const [first, second] = [
      await house.ask("POST", "/cards", { body, headers }),
      await house.ask("POST", "/cards", { body, headers }),
    ];
    expect(second.status, second.text).toBe(201);
    expect(second.body.card.id).toBe(first.body.card.id);
  });

  test("a key is visible ASCII", async () => {
    const card = await house.card();
    expect((await move(card, "scheduling", 1, { "idempotency-key": "a b" })).body.code).toBe("key_invalid");
  });
});
