import { expect, test } from "vitest";
import { EnvFault, readEnv } from "./env.ts";

test("an empty environment is the embedded database on loopback, without a demo", () => {
  expect(readEnv({})).toMatchObject({
    port: 8080,
    host: "127.0.0.1",
    databaseUrl: null,
    demo: false,
    role: "all",
    metricsPort: null,
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

test("ways out of the house are set up by their halves together, and nothing is said of what they hold", () => {
  expect(readEnv({}).senders).toEqual({
    publicUrl: null,
    mail: null,
    sms: null,
    chatUrl: null,
    connectors: {},
  });
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const { senders } = readEnv({
    CORRIDOR_PUBLIC_URL: "https://x.example/",
    CORRIDOR_SMTP_URL: "smtp://desk:hunter2@mail.example:587",
    CORRIDOR_MAIL_FROM: "desk@example.org",
    ...{ CORRIDOR_SMS_ACCOUNT: "AC1", CORRIDOR_SMS_TOKEN: "hunter2", CORRIDOR_SMS_FROM: "+15550100" },
    CORRIDOR_CONNECTORS: JSON.stringify({ lab: { url: "https://lab.example/in", secret }, fax: { secret } }),
  });
  expect(senders).toMatchObject({
    publicUrl: "https://x.example",
    mail: { from: "desk@example.org" },
    sms: { url: "https://api.twilio.com", from: "+15550100" },
    connectors: { lab: { url: "https://lab.example/in" }, fax: { url: null } },
  });
  try {
    readEnv({
      CORRIDOR_SMTP_URL: "smtp://desk:hunter2@mail.example:587",
      CORRIDOR_SMS_TOKEN: "hunter2",
      CORRIDOR_CONNECTORS: '{"lab":{"secret":"hunter2"}}',
    });
    expect.unreachable();
  } catch (fault) {
    const text = (fault as EnvFault).message;
    for (const name of ["CORRIDOR_MAIL_FROM", "CORRIDOR_SMS_ACCOUNT", "CORRIDOR_CONNECTORS.lab.secret"])
      expect(text).toContain(name);
    expect(text).not.toContain("hunter2");
  }
});
