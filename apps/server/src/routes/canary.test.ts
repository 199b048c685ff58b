import { expect, test } from "vitest";
import { refuse } from "../errors/problem.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";

const CANARY = "Zebulonia-Canary-4711";

test("no protected text is logged or told in a refusal, whatever goes wrong", async () => {
  const house = await practiceFixture();
  const answers: string[] = [];
  const post = async (path: string, body: unknown, headers: Record<string, string> = { "if-match": "*" }) => {
    const answer = await house.ask("POST", path, { body, headers });
    if (answer.status >= 400) answers.push(answer.text);
    return answer;
  };
  const made = await post("/patients", { fields: { first_name: CANARY, last_name: CANARY, phone: CANARY } });
  const card = (
    await post("/cards", {
      type: "visit",
      location: "riverside",
      patient: made.body.id,
      fields: { "insurance.member_id": CANARY },
    })
  ).body.card.id;
  await post(`/cards/${card}/commands`, { type: "comment", text: CANARY });
  await post(`/cards/${card}/commands`, { type: "task.add", title: CANARY });
  await post(`/cards/${card}/commands`, { type: "move", to: "treatment", reason: CANARY });
  await post(`/cards/${card}/commands`, { type: "comment", text: CANARY, extra: CANARY });
  await post(`/cards/${card}/commands`, { type: "comment", text: { no: CANARY } });
  await post("/patients", { fields: { first_name: [CANARY], phone: { a: CANARY } } });
  await post("/patients", `{"fields": {"first_name": "${CANARY}"`);
  await post("/search", { text: CANARY });
  await post("/session", { email: `${CANARY}@example.org`, password: CANARY });
  await post("/import/fhir", { resourceType: "Patient", id: "p1", name: [{ family: CANARY }] });
  await post("/import/fhir", { resourceType: CANARY });
  await post("/rules/check", { files: { "practice.yaml": CANARY } });
  await house.ask("GET", `/history?type=${CANARY}&limit=x${CANARY}`);
  await house.ask("GET", `/${CANARY}`);

  // A fault in the very middle, with the text in its message, its cause and its properties.
  house.practice.execute = async () =>
    Promise.reject(
      Object.assign(new Error(`duplicate key (${CANARY})`, { cause: new Error(CANARY) }), { detail: CANARY }),
    );
  const fault = await post(`/cards/${card}/commands`, { type: "comment", text: CANARY });
  expect(fault).toMatchObject({ status: 500, body: { code: "fault", requestId: expect.any(String) } });
  expect(Object.keys(fault.body).sort()).toEqual(["code", "detail", "requestId", "status", "title", "type"]);
  expect(house.lines.some((line) => line.includes(fault.body.requestId))).toBe(true);

  expect(house.lines.length).toBeGreaterThan(15);
  expect(house.lines.join("\n")).not.toContain("Zebulonia");
  expect(answers.length).toBeGreaterThan(5);
  expect(answers.filter((text) => text.includes("Zebulonia"))).toEqual([]);
  await house.close();
});

test("a refusal's own text is the catalogue's", () => {
  expect(refuse("not_found")).toMatchObject({
    status: 404,
    code: "not_found",
    detail: "There is no such thing here.",
  });
});
