import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../env.ts";

const node = [process.execPath, "--conditions=@corridor/source"] as const;

function environment(dataDir: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return {
    ...(PATH && { PATH }),
    ...(HOME && { HOME }),
    CORRIDOR_DATA_DIR: dataDir,
    PORT: "0",
    LOG_LEVEL: "warn",
  };
}

function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), "corridor-serve-"));
  chmodSync(dir, 0o711);
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  return dir;
}

async function start(
  dataDir: string,
  more: NodeJS.ProcessEnv = {},
): Promise<{ child: ChildProcess; url: string }> {
  const main = join(projectRoot, "apps/server/src/main.ts");
  const child = spawn(node[0], [node[1], main], {
    env: { ...environment(dataDir), ...more },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void (child.exitCode === null && child.kill("SIGKILL")));
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const url = /ready at (\S+)/.exec(line)?.[1];
    if (url) return { child, url };
  }
  throw new Error("it ended without being ready");
}

async function corridor(
  dataDir: string,
  args: readonly string[],
  input = "",
): Promise<{ exit: number; out: string }> {
  const main = join(projectRoot, "apps/cli/src/main.ts");
  const child = spawn(node[0], [node[1], main, ...args], {
    env: environment(dataDir),
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(input);
  let out = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  const [exit] = (await once(child, "close")) as [number];
  return { exit, out };
}

const signIn = (url: string) =>
  fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "mia@example.org", password: "a long enough password" }),
  });

test("it serves, shares its database with the command line, stops cleanly, and starts again where it was", {
  timeout: 180_000,
}, async () => {
  const dir = scratch();
  const { child, url } = await start(dir);
  expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: "ok" });
  expect(
    (
      await fetch(`${url}/api/v1/session/demo`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"persona":"admin"}',
      })
    ).status,
  ).toBe(404);

  const added = await corridor(
    dir,
    ["user", "add", "mia@example.org", "--role", "manager", "--name", "Mia Torres", "--json"],
    "a long enough password\n",
  );
  expect(added.exit, added.out).toBe(0);
  expect(JSON.parse((await corridor(dir, ["user", "list", "--json"])).out)).toMatchObject({
    ok: true,
    users: [{ email: "mia@example.org", role: "manager" }],
  });
  expect((await signIn(url)).status).toBe(200);

  child.kill("SIGTERM");
  expect((await once(child, "exit"))[0]).toBe(0);

  const again = await start(dir);
  const signed = await signIn(again.url);
  expect(await signed.json()).toMatchObject({ person: { name: "Mia Torres" } });
  expect((await corridor(dir, ["user", "disable", "mia@example.org"])).exit).toBe(0);
  expect((await signIn(again.url)).status).toBe(401);
  expect((await corridor(dir, ["replay", "--verify"])).exit).toBe(0);
  again.child.kill("SIGINT");
  expect((await once(again.child, "exit"))[0]).toBe(0);
  // Without a server the command line starts the database itself, and stops it.
  expect((await corridor(dir, ["migrate", "--json"])).exit).toBe(0);
});

test("a killed server leaves nothing in the way", { timeout: 120_000 }, async () => {
  const dir = scratch();
  const { child } = await start(dir);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect((await corridor(dir, ["user", "list"])).exit).toBe(0);
});
