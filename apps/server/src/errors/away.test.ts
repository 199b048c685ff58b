import { LedgerConflict } from "@corridor/engine/ports";
import { expect, onTestFinished, test } from "vitest";
import { memoryBacking } from "../testing/memory-backing.ts";
import { practiceFixture } from "../testing/practice-fixture.ts";
import { isAway } from "./away.ts";

const coded = (code: string, more: object = {}) => Object.assign(new Error("x"), { code, ...more });

test.each([
  ...["08006", "08001", "57P01", "57P03", "53300", "53100", "25006", "57014", "55P03", "ECONNREFUSED", "ECONNRESET"].map((code) => coded(code)),
  coded("ENOENT", { syscall: "connect" }),
  new Error("Cannot use a pool after calling end on the pool"),
  new Error("Connection terminated unexpectedly"),
  new Error("Query read timeout"),
  new LedgerConflict("decided"),
  new Error("Failed query", { cause: coded("57P01") }),
])("%s: the database is away", (error) => expect(isAway(error)).toBe(true));

test.each([coded("23505"), coded("ENOENT", { syscall: "open" }), new TypeError("x"), "57P01", null])(
  "%s is a fault of ours",
  (error) => expect(isAway(error)).toBe(false),
);

test("while the database is away it is said to come back, and nothing is called broken", async () => {
  const backing = memoryBacking();
  let gone = false;
  const session: typeof backing.sessions.session = async (hash) => {
    if (gone) throw coded("57P01");
    return backing.sessions.session(hash);
  };
  const sessions = new Proxy(backing.sessions, {
    get: (target, name) =>
      name === "session" ? session : (Reflect.get(target, name) as () => unknown).bind(target),
  });
  const house = await practiceFixture({ backing: { ...backing, sessions } });
  onTestFinished(() => house.close());
  const cookie = await house.cookie("nurse");
  gone = true;
  const answer = await house.ask("GET", "/board", { as: null, headers: { cookie } });
  expect(answer).toMatchObject({ status: 503, body: { code: "not_ready" }, headers: { "retry-after": "1" } });
  gone = false;
  expect((await house.ask("GET", "/board", { as: null, headers: { cookie } })).status).toBe(200);
});
