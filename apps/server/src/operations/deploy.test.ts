import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { projectRoot, readEnv } from "../env.ts";

const read = (name: string) => readFileSync(join(projectRoot, "apps/server/deploy", name), "utf8");

test("the image is made of what is there, and starts what is there", () => {
  const text = read("Dockerfile");
  const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, from = ""]) =>
    from.split(" "),
  );
  const started = /^CMD (.+)$/m.exec(text)?.[1] ?? "[]";
  const paths = [...copied, ...(JSON.parse(started) as string[]).filter((word) => word.includes("/src/"))];
  expect(paths).toContain("apps/cli/src/main.ts");
  for (const path of paths) expect(existsSync(join(projectRoot, path)), path).toBe(true);
});

test("the nodes of the compose file are told nothing they would not understand", () => {
  const { services } = parse(read("compose.yaml"), { merge: true }) as {
    services: Record<string, { environment: Record<string, string> }>;
  };
  const roles = ["web", "worker"].map((name) => {
    const environment = services[name]?.environment ?? {};
    const filled = Object.entries(environment).map(([key, value]) => [
      key,
      value.replaceAll(/\$\{\w+:\?\}/g, "secret"),
    ]);
    const source = readFileSync(join(projectRoot, "apps/server/src/env.ts"), "utf8");
    for (const [key] of filled) expect(source).toContain(`${key}:`);
    return readEnv(Object.fromEntries(filled)).role;
  });
  expect(roles).toEqual(["web", "worker"]);
});
