import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openStore, type Store } from "@corridor/store";
import { startEmbedded } from "@corridor/store/embedded";
import { projectRoot } from "../src/env.ts";
import { foundPractice } from "../src/house/found-practice.ts";
import { backingOf } from "../src/house/backing.ts";
import { openHouse } from "../src/house/house.ts";
import { newId } from "../src/house/ids.ts";
import { createSender } from "../src/senders/sender.ts";
import { standInConnectors } from "../src/senders/stand-ins.ts";
import { hashPassword } from "../src/sessions/password.ts";
import { HttpClient } from "./http-client.ts";

/** A practice of its own for the benchmark: a real server process on a fresh embedded Postgres. */
export interface World {
  readonly ownerUrl: string;
  readonly origin: string;
  readonly store: Store;
  readonly cards: readonly string[];
  /** A client that is signed in as the manager. */
  signedIn(connections: number): Promise<HttpClient>;
  close(): Promise<void>;
}

const EMAIL = "bench@corridor.test";
const PASSWORD = "correct horse battery staple";

export async function openWorld(cards: number): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), "corridor-bench-"));
  // Root's Postgres runs as another user, who must be able to enter.
  chmodSync(dir, 0o755);
  const rulesDir = join(dir, "rules");
  cpSync(join(projectRoot, "rules"), rulesDir, { recursive: true });
  cpSync(join(import.meta.dirname, "bench.rules.yaml"), join(rulesDir, "bench.rules.yaml"));
  const database = await startEmbedded({ dataDir: join(dir, "data") });
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl });
  const store = await openStore({ appUrl: database.appUrl });
  const ids = await seed(store, rulesDir, cards);
  const server = await startServer(database.appUrl, database.ownerUrl, rulesDir);
  return {
    ...{ ownerUrl: database.ownerUrl, origin: server.origin, store, cards: ids },
    signedIn: async (connections) => {
      const client = new HttpClient(server.origin, connections);
      const answer = await client.call("POST", "/session", { email: EMAIL, password: PASSWORD });
      if (answer.cookie === null) throw new Error(`sign-in failed with ${answer.status}`);
      client.cookie = answer.cookie;
      return client;
    },
    close: async () => {
      await server.stop();
      await store.close();
      await database.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function seed(store: Store, rulesDir: string, count: number): Promise<string[]> {
  const backing = backingOf(store);
  const fault = (error: unknown) => console.error(error);
  const sender = (practice: Parameters<typeof createSender>[0]) =>
    createSender(practice, backing, standInConnectors);
  const house = await openHouse({ backing, tickers: false, sender, fault });
  const id = await foundPractice(house, backing, rulesDir, "Bench practice");
  const practice = await house.practice(id);
  const actor = { kind: "api", id: "bench", role: "manager" } as const;
  const ask = (
    kind: "card" | "person" | "patient",
    subject: string,
    command: Parameters<typeof practice.execute>[0]["ask"],
  ) => practice.execute({ id: newId(), subject: { kind, id: subject }, actor, ask: command });
  // On shift at every hour, so that the rules find somebody to give each new card to.
  const work = { roles: ["manager", "front_desk"], locations: [], shifts: ["mon-sun 00:00-24:00"] };
  await ask("person", "bench", { command: { type: "person.create", name: "Bench", ...work } });
  await ask("patient", "pat", {
    command: { type: "patient.create", fields: { first_name: "Bench", last_name: "Mark" } },
  });
  const ids = Array.from({ length: count }, (_, n) => `bench-${n}`);
  const card = {
    type: "create",
    card: "visit",
    location: "riverside",
    patient: "pat",
    fields: {},
  } as const;
  const made = await Promise.all(ids.map((one) => ask("card", one, { command: card })));
  const refused = made.find((one) => !one.ok);
  if (refused && !refused.ok) throw new Error(refused.because);
  const passwordHash = await hashPassword(PASSWORD);
  await store.createAccount({ practice: id, email: EMAIL, person: "bench", role: "manager", passwordHash });
  await house.close();
  return ids;
}

async function startServer(appUrl: string, ownerUrl: string, rulesDir: string) {
  const env = {
    ...process.env,
    DATABASE_URL: appUrl,
    MIGRATE_DATABASE_URL: ownerUrl,
    CORRIDOR_RULES_DIR: rulesDir,
  };
  const main = join(projectRoot, "apps/server/src/main.ts");
  const child = spawn(process.execPath, ["--conditions=@corridor/source", main], {
    env: { ...env, PORT: "0", LOG_LEVEL: "error", CORRIDOR_DEMO: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { origin: await origin(child), stop: () => stop(child) };
}

function origin(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (part: Buffer) => {
      said += part.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (url) resolve(url[0]);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
