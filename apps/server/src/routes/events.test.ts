import { afterAll, beforeAll, expect, test } from "vitest";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";

let house: PracticeFixture;
beforeAll(async () => {
  house = await practiceFixture();
});
afterAll(() => house.close());

const tell = (body: object, headers: Record<string, string> = {}) =>
  house.ask("POST", "/events", { body, headers });

test("what another system tells of a card starts the rules that wait for it, once for one key", async () => {
  const card = await house.card();
  const event = { card, name: "x.lab.result", data: { status: "abnormal", test: "HbA1c" } };
  const told = await tell(event, { "idempotency-key": "lab-17" });
  expect(told.status, told.text).toBe(200);
  const again = await tell(event, { "idempotency-key": "lab-17" });
  expect(again.body).toMatchObject({ card, version: told.body.version });
  const drawn = await house.ask("GET", `/cards/${card}`);
  expect(drawn.body).toMatchObject({
    labels: expect.arrayContaining(["lab-abnormal"]),
    tasks: [{ title: "Look at the result: HbA1c", role: "nurse" }],
  });
});

test.each([
  ["a name nobody knows", { name: "x.lab.reslut" }, 422, "event_unknown"],
  ["a value that cannot be", { data: { status: "lost", test: "HbA1c" } }, 422, "field_type"],
  ["too little", { data: { status: "normal" } }, 422, "field_type"],
  ["no such card", { card: "nobody" }, 404, "not_found"],
  ["a pointer for a text", { data: { status: "normal", test: { ref: "r" } } }, 422, "request_invalid"],
])("%s is refused", async (_, change, status, code) => {
  const event = { card: await house.card(), name: "x.lab.result", data: { status: "normal", test: "HbA1c" } };
  const refused = await tell({ ...event, ...change });
  expect(refused, refused.text).toMatchObject({ status, body: { code } });
});

test("what a patient wrote back is kept by pointer, and told to who may read it", async () => {
  const card = await house.card();
  const data = { channel: "sms", answer: "yes", text: "See you then" };
  const told = await tell({ card, name: "message.replied", data });
  expect(told.status, told.text).toBe(200);
  const past = await house.ask("GET", `/history?card=${card}`);
  expect(past.body.events, past.text).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        type: "message.replied",
        data: expect.objectContaining({ text: "See you then" }),
      }),
    ]),
  );
});

test("a card says its viewer's buttons, and a press does what the rule does", async () => {
  const card = await house.card();
  const buttons = async () => (await house.ask("GET", `/cards/${card}`)).body.buttons;
  const button = { rule: "left-a-message", label: "Left a message" };
  expect(await buttons()).toEqual([button]);
  const press = { body: { type: "press", rule: button.rule }, headers: { "if-match": '"1"' } };
  const pressed = await house.ask("POST", `/cards/${card}/commands`, press);
  expect(pressed.status, pressed.text).toBe(200);
  expect(pressed.body.events.map(({ type }: { type: string }) => type)).toEqual([
    "rule.pressed",
    "task.added",
  ]);
});
