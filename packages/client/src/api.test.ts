import { expect, test } from "vitest";
import { createApi } from "./api.ts";
import { aProblem, FakeWorld } from "./testing/fake-world.ts";

test("fills the path and the query, and leaves out what is not asked", async () => {
  const world = new FakeWorld();
  void createApi(world.ports.transport)("explain", {
    params: { id: "a/b" },
    query: { event: "k/0", other: undefined },
  });
  expect(world.asked[0]?.path).toBe("/cards/a%2Fb/explain?event=k%2F0");
});

test("throws what the server refused, with its sentence", async () => {
  const world = new FakeWorld();
  const asked = createApi(world.ports.transport)("session");
  world.asked[0]?.answer(aProblem(401, "not_signed_in", "Please sign in"));
  await expect(asked).rejects.toMatchObject({
    status: 401,
    code: "not_signed_in",
    message: "Please sign in",
  });
});

test("makes a sentence of an answer that is no problem document", async () => {
  const world = new FakeWorld();
  const asked = createApi(world.ports.transport)("session");
  world.asked[0]?.answer({ status: 502, body: undefined });
  await expect(asked).rejects.toMatchObject({ message: "The server answered 502" });
});

test("refuses an answer of another shape", async () => {
  const world = new FakeWorld();
  const asked = createApi(world.ports.transport)("timers");
  world.asked[0]?.answer({ status: 200, body: { timers: "none" } });
  await expect(asked).rejects.toThrow();
});
