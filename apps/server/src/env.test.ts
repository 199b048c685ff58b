import { expect, test } from "vitest";
import { EnvFault, readEnv } from "./env.ts";

test("an empty environment is the embedded database on loopback, without a demo", () => {
  expect(readEnv({})).toMatchObject({
    port: 8080,
    host: "127.0.0.1",
    databaseUrl: null,
    demo: false,
    logLevel: "info",
  });
});

test("an empty variable counts as unset", () => {
  expect(readEnv({ PORT: "", DATABASE_URL: "" })).toMatchObject({ port: 8080, databaseUrl: null });
});

test("all faults are listed at once", () => {
  try {
    readEnv({ PORT: "99999", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud" });
    expect.unreachable();
  } catch (fault) {
    expect((fault as EnvFault).faults.map((line) => line.split(":")[0])).toEqual([
      "PORT",
      "DATABASE_URL",
      "LOG_LEVEL",
    ]);
  }
});

test.each([
  [{ CORRIDOR_DEMO: "1", HOST: "0.0.0.0" }, "listens on 127.0.0.1 only"],
  [{ CORRIDOR_DEMO: "1", DATABASE_URL: "postgres://a@b/c" }, "embedded database only"],
])("a demo stays at home: %o", (variables, sentence) => {
  expect(() => readEnv(variables)).toThrow(sentence);
});

test.each(["localhost", "127.0.0.1", "::1"])("%s is home", (host) => {
  expect(readEnv({ CORRIDOR_DEMO: "1", HOST: host }).demo).toBe(true);
});
