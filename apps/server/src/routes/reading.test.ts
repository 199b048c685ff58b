import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PracticeFixture, practiceFixture, roles } from "../testing/practice-fixture.ts";

let house: PracticeFixture;
beforeAll(async () => {
  house = await practiceFixture();
});
afterAll(() => house.close());

const command = (card: string, body: object, as: (typeof roles)[number] = "manager") =>
  house.ask("POST", `/cards/${card}/commands`, { as, body, headers: { "if-match": "*" } });

describe("the board", () => {
  test("at an earlier number is as it was then, and read-only", async () => {
    const card = await house.card();
    const then = (await house.ask("GET", "/board")).body;
    await command(card, { type: "move", to: "scheduling" });
    const past = await house.ask("GET", `/board?seq=${then.seq}`);
    expect(past.status, past.text).toBe(200);
    expect(past.body.readOnly).toBe(true);
    const stageOf = (board: { cards: { id: string; stage: string }[] }) =>
      board.cards.find((one) => one.id === card)?.stage;
    expect([stageOf(past.body), stageOf((await house.ask("GET", "/board")).body)]).toEqual([
      "intake",
      "scheduling",
    ]);
    expect(past.body.cards).toHaveLength(then.cards.length);
  });

  test("at an instant is the board of the last number before it", async () => {
    await house.card();
    const { seq } = (await house.ask("GET", "/board")).body;
    const at = new Date(Date.now() + 1000).toISOString();
    expect((await house.ask("GET", `/board?at=${at}`)).body.seq).toBe(seq);
    expect((await house.ask("GET", "/board?at=2001-01-01T00:00:00Z")).body).toMatchObject({
      seq: 0,
      cards: [],
    });
  });

  test("of a location has its cards alone", async () => {
    const made = await house.ask("POST", "/cards", {
      body: { type: "visit", location: "northgate", patient: "lee" },
    });
    const board = (await house.ask("GET", "/board?location=northgate")).body;
    expect(board.cards.map(({ id }: { id: string }) => id)).toEqual([made.body.card.id]);
  });

  test.each([
    "seq=-1",
    "seq=1e9",
    "seq=999999",
    "at=yesterday",
    "at=2026-01-01T00:00:00Z&seq=1",
    "location=mars",
    "who=me",
  ])("?%s is a clear no", async (query) => {
    const { status } = await house.ask("GET", `/board?${query}`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});

describe("the mask", () => {
  test("an admin sees initials and no notes, everywhere", async () => {
    const card = await house.card({ "insurance.member_id": "MEMBER-778899" });
    await command(card, { type: "comment", text: "prefers afternoons" });
    await command(card, { type: "task.add", title: "ring the daughter" });
    const paths = [
      "/board",
      `/cards/${card}`,
      `/cards/${card}/history`,
      "/history?limit=1000",
      "/patients",
      "/patients/kim",
    ];
    for (const path of paths) {
      const text = (await house.ask("GET", path, { as: "admin" })).text;
      for (const secret of [
        "Kimberlyanne",
        "Quorntree",
        "555-0199",
        "afternoons",
        "daughter",
        "MEMBER-778899",
      ])
        expect(text, `${path} tells ${secret}`).not.toContain(secret);
    }
    expect((await house.ask("GET", "/patients/kim", { as: "admin" })).body.display).toBe("K. Q.");
    expect((await house.ask("POST", "/search", { as: "admin", body: { text: "kim" } })).status).toBe(403);
  });

  test("who may see all sees it resolved", async () => {
    const card = await house.card({ "insurance.member_id": "MEMBER-112233" });
    await command(card, { type: "comment", text: "prefers mornings" });
    const drawn = (await house.ask("GET", `/cards/${card}`)).body;
    expect(drawn.comments).toMatchObject([
      { text: "prefers mornings", by: "manager", display: "Mia Manager" },
    ]);
    const valueOf = (name: string) =>
      drawn.fields.find((field: { name: string }) => field.name === name)?.value;
    expect([valueOf("insurance.member_id"), valueOf("patient.phone")]).toEqual([
      "MEMBER-112233",
      "+1-555-0199-7734",
    ]);
  });
});

describe("search", () => {
  test.each(["kim", "QUORN kim", "Kimberlyanne Quorntree"])(
    "finds by the beginnings of names: %s",
    async (text) => {
      const { patients } = (await house.ask("POST", "/search", { body: { text } })).body;
      expect(patients.map(({ id }: { id: string }) => id)).toEqual(["kim"]);
    },
  );
  test.each(["imber", "kim lee", "%", "   "])("does not find %s", async (text) => {
    expect((await house.ask("POST", "/search", { body: { text } })).body.patients).toEqual([]);
  });
});

describe("history", () => {
  test("is paged without a hole, forwards and backwards", async () => {
    const card = await house.card();
    for (let n = 0; n < 7; n += 1) await command(card, { type: "comment", text: `note ${n}` });
    const walk = async (order: "asc" | "desc") => {
      const seqs: number[] = [];
      let next: number | null = order === "asc" ? 0 : 1_000_000;
      while (next !== null) {
        const page: { body: { events: { seq: number }[]; next: number | null } } = await house.ask(
          "GET",
          `/cards/${card}/history?limit=3&order=${order}&${order === "asc" ? "after" : "until"}=${next}`,
        );
        seqs.push(...page.body.events.map(({ seq }) => seq));
        next = page.body.next;
      }
      return seqs;
    };
    const forwards = await walk("asc");
    expect(forwards).toHaveLength(new Set(forwards).size);
    expect(await walk("desc")).toEqual(forwards.toReversed());
  });

  test("of everything is gapless", async () => {
    const { events } = (await house.ask("GET", "/history?limit=1000")).body;
    expect(events.map(({ seq }: { seq: number }) => seq)).toEqual(
      events.map((_: unknown, n: number) => n + 1),
    );
  });

  test("is filtered by type and actor", async () => {
    const card = await house.card();
    await command(card, { type: "label", add: ["vip"] }, "nurse");
    const { events } = (await house.ask("GET", "/history?type=card.labelled&actor=nurse")).body;
    expect(events).toMatchObject([
      { type: "card.labelled", actor: { id: "nurse", display: "Remy Nurse" }, data: { added: ["vip"] } },
    ]);
  });

  test("says why: the rule, its conditions and what led to it", async () => {
    const card = await house.card();
    await command(card, { type: "set", fields: { "documentation.complete": true } });
    const { events } = (await house.ask("GET", `/cards/${card}/history`)).body;
    const person = events.find((event: { type: string }) => event.type === "card.created");
    const explained = await house.ask("GET", `/cards/${card}/explain?event=${encodeURIComponent(person.id)}`);
    expect(explained.status, explained.text).toBe(200);
    expect(explained.body).toMatchObject({ event: { id: person.id }, trace: null });
    const automated = events.find((event: { actor: { kind: string } }) => event.actor.kind === "rule");
    const why = await house.ask("GET", `/cards/${card}/explain?event=${encodeURIComponent(automated.id)}`);
    expect(why.body.trace, why.text).toMatchObject({ rule: automated.actor.id, outcome: "fired" });
    const not = await house.ask("GET", `/cards/${card}/why-not?rule=insurance-verify-48h`);
    expect(not.status, not.text).toBe(200);
    expect(not.body.because).toBeTruthy();
  });

  test("the last look at a rule is as deep as its explanation says, and of no other time", async () => {
    const card = await house.card();
    const { events } = (await house.ask("GET", `/cards/${card}/history`)).body;
    const automated = events.findLast((event: { actor: { kind: string } }) => event.actor.kind === "rule");
    const path = `/cards/${card}/why-not?rule=${automated.actor.id}`;
    const why = await house.ask("GET", `/cards/${card}/explain?event=${encodeURIComponent(automated.id)}`);
    const look = await house.ask("GET", path);
    expect(look.body.trace, look.text).toMatchObject({ outcome: "fired", depth: why.body.trace.depth });
    expect(look.body.trace.depth).toBeGreaterThan(0);
    // Before the card was there, nothing could be said of it.
    expect(await house.ask("GET", `${path}&at=2020-11-09T15:00:00Z`)).toMatchObject({
      status: 404,
      body: { code: "not_found" },
    });
  });

  test("why not: the clause that was false, the change that would mend it, and what looks at the card next", async () => {
    const card = await house.card();
    const none = (await house.ask("GET", `/cards/${card}/why-not?rule=visit-reminders`)).body;
    expect(none).toMatchObject({
      outcome: null,
      obstacle: {
        ...{ clause: "has(card.appointment.start)", value: false, others: expect.any(Number) },
        change: {
          kind: "any",
          path: "card.appointment.start",
          text: "if card.appointment.start had a value",
        },
        source: { file: "reminders.rules.yaml", line: expect.any(Number) },
      },
      armed: [],
      starts: ["a change of appointment.start"],
    });
    const ladder = (await house.ask("GET", `/cards/${card}/why-not?rule=stuck-card`)).body;
    expect(ladder).toMatchObject({
      ...{ rule: "stuck-card", ruleName: "stuck-card", trace: null, obstacle: null, armed: [] },
      because: "It has not begun on this card: no rule that begins it has acted.",
      starts: expect.arrayContaining(["the rule stuck-in-intake: Intake takes more than one business day"]),
    });
    await command(card, { type: "set", fields: { "documentation.complete": true } });
    const asked = `/cards/${card}/why-not?rule=billing-handoff`;
    const handoff = (await house.ask("GET", asked)).body;
    expect(handoff).toMatchObject({
      outcome: "condition-false",
      because: 'This did not hold: card.stage == "treatment"',
      obstacle: { read: { "card.stage": "intake" }, change: { kind: "to", value: "treatment" } },
      trace: { arms: [] },
    });
    const then = new Date(Date.parse(handoff.at) - 1).toISOString();
    expect((await house.ask("GET", `${asked}&at=${then}`)).body).toMatchObject({ outcome: null });
  });
});

test("clocks that run are told with their rule", async () => {
  const card = await house.card();
  const { timers } = (await house.ask("GET", `/cards/${card}/timers`)).body;
  for (const timer of timers)
    expect(timer).toMatchObject({
      due: expect.any(String),
      ruleName: expect.any(String),
      trigger: expect.any(String),
    });
});

describe("records", () => {
  test("a patient is made, and told only to those who may see", async () => {
    const made = await house.ask("POST", "/patients", {
      as: "front_desk",
      body: { fields: { first_name: "Ida", last_name: "Vale" } },
    });
    expect(made.status, made.text).toBe(201);
    expect(made.body.display).toBe("Ida Vale");
    expect((await house.ask("POST", "/patients", { body: { fields: { shoe: "43" } } })).status).toBe(422);
    const { patients, next } = (await house.ask("GET", "/patients?limit=1")).body;
    expect([patients.length, typeof next]).toEqual([1, "string"]);
    expect((await house.ask("GET", "/patients/none")).status).toBe(404);
  });

  test("people are changed by who governs alone", async () => {
    const body = { name: "New Nurse", roles: ["nurse"], locations: [], shifts: [] };
    expect((await house.ask("POST", "/people", { as: "nurse", body })).status).toBe(403);
    const made = await house.ask("POST", "/people", { body });
    expect(made.status, made.text).toBe(201);
    const path = `/people/${made.body.id}/shifts`;
    expect((await house.ask("POST", path, { as: "billing", body: { shifts: [] } })).status).toBe(403);
    expect(
      (await house.ask("POST", path, { body: { shifts: ["mon-fri 08:00-12:00"] } })).body.shifts,
    ).toEqual(["mon-fri 08:00-12:00"]);
    expect((await house.ask("GET", path)).body.version).toBe(2);
    expect((await house.ask("POST", "/people", { body: { ...body, roles: ["wizard"] } })).status).toBe(422);
  });

  test("slots are opened and found", async () => {
    const body = { provider: "nurse", location: "riverside", start: "2027-01-04T15:00:00.000Z", minutes: 30 };
    const made = await house.ask("POST", "/slots", { body });
    expect(made.status, made.text).toBe(201);
    const found = (
      await house.ask("GET", "/slots?from=2027-01-04T00:00:00Z&until=2027-01-05T00:00:00Z&free=1")
    ).body.slots;
    expect(found).toEqual([made.body]);
    expect((await house.ask("POST", "/slots", { body: { ...body, provider: "nobody" } })).status).toBe(422);
  });
});

test("health answers everybody, at both addresses", async () => {
  for (const url of ["/health/live", "/health/ready", "/api/v1/health/live", "/api/v1/health/ready"])
    expect((await house.app.inject(url)).json()).toEqual({ status: "ok" });
});

test("the OpenAPI document names every call", async () => {
  const { endpoints } = await import("@corridor/protocol");
  const document = (await house.ask("GET", "/openapi.json", { as: null })).body;
  expect(document.openapi).toMatch(/^3\.1/);
  for (const { method, path } of Object.values(endpoints)) {
    const written = `/api/v1${path.replace(/:(\w+)/g, "{$1}")}`;
    expect(document.paths[written]?.[method.toLowerCase()], `${method} ${written}`).toBeDefined();
  }
});
