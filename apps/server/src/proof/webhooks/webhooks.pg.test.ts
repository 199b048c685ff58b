import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "@corridor/store";
import { createTestDatabase } from "@corridor/store/testing";
import { migrate } from "@corridor/store";
import { expect, onTestFinished, test } from "vitest";
import { projectRoot } from "../../env.ts";
import { backingOf } from "../../house/backing.ts";
import { foundPractice } from "../../house/found-practice.ts";
import { openHouse } from "../../house/house.ts";
import type { OpenPractice } from "../../house/practice.ts";
import { createSender } from "../../senders/sender.ts";
import { Chance } from "../chance.ts";
import { fastClock } from "./fast-clock.ts";
import { fickleReceiver } from "./fickle.ts";
import type { Orders } from "./node.ts";

const WEBHOOKS = Number(process.env["WEBHOOKS"] ?? 150);
const KILLS = Number(process.env["KILLS"] ?? Math.max(3, Math.round(WEBHOOKS / 250)));
const SEED = Number(process.env["SEED"] ?? 20_261_127);
const CALLS_A_CARD = 50;
const NODES = 2;

const system = { kind: "api", id: "test", role: "system" } as const;

/** Queues all calls, as rules would: each an event of its card, and a row in the outbox. */
async function queued(practice: OpenPractice): Promise<readonly string[]> {
  const patient = { kind: "patient", id: "p1" } as const;
  const create = { type: "patient.create", fields: { first_name: "Rosa" } } as const;
  await practice.execute({ id: "patient", subject: patient, actor: system, ask: { command: create } });
  const cards = Array.from({ length: Math.ceil(WEBHOOKS / CALLS_A_CARD) }, (_, n) => `card-${n}`);
  for (const id of cards) {
    const command = {
      type: "create",
      card: "visit",
      location: "riverside",
      patient: "p1",
      fields: {},
    } as const;
    const made = await practice.execute({
      id: `make-${id}`,
      subject: { kind: "card", id },
      actor: system,
      ask: { command },
    });
    expect(made.ok).toBe(true);
  }
  const effects = Array.from({ length: WEBHOOKS }, (_, n) => `webhook-${n}`);
  await Promise.all(
    effects.map((effect, n) =>
      practice.execute({
        ...{ id: `ask-${n}`, subject: { kind: "card", id: cards[n % cards.length] ?? "" }, actor: system },
        ask: { command: { type: "call", effect, connector: "lab", op: "tell", with: { n } } },
      }),
    ),
  );
  return effects;
}

/** A process that waits for its orders, made early, as Node takes a while to read all of Corridor. */
function spare(): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=@corridor/source", join(import.meta.dirname, "node.ts")],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function begun(child: ChildProcess, orders: Orders): Promise<void> {
  child.stdin?.write(`${JSON.stringify(orders)}\n`);
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
    if (line === "begun") return;
  throw new Error("a node ended by itself");
}

test(`edge-13: ${WEBHOOKS} webhooks to a receiver that fails and hangs, while their senders are killed: none lost, every repeat the same`, {
  timeout: 60_000 + WEBHOOKS * 60,
}, async () => {
  const chance = new Chance(SEED);
  const database = await createTestDatabase({
    template: "server",
    migrate: async (ownerUrl) => void (await migrate({ ownerUrl })),
  });
  onTestFinished(() => database.drop());
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl });
  const secret = `whsec_${Buffer.from("a secret that is long enough").toString("base64")}`;
  const { url, told, count } = await fickleReceiver(secret, chance);
  const began = Date.now();
  const backing = backingOf(await openStore({ appUrl: database.appUrl, clock: fastClock(began) }));
  const house = await openHouse({
    ...{ backing, tickers: false, sender: (practice: OpenPractice) => createSender(practice, backing, {}) },
    fault: (error) => console.error(error),
  });
  onTestFinished(async () => {
    await house.close();
    await backing.close();
  });
  const id = await foundPractice(house, backing, join(projectRoot, "rules"), "Test Practice");
  const practice = await house.practice(id);
  let spares = Array.from({ length: NODES }, spare);
  const effects = await queued(practice);

  const orders = { appUrl: database.appUrl, practice: id, url, secret, timeoutMs: 300, began };
  const nodes = spares.splice(0);
  spares = [spare()];
  await Promise.all(nodes.map((node) => begun(node, orders)));
  const start = performance.now();

  /** A person looks after what was given up: it begins anew. */
  let redriven = 0;
  const left = async (): Promise<number> => {
    const rows = await backing.worklist.outbox(id, { keys: effects, limit: WEBHOOKS });
    for (const { effect, status, turn } of rows)
      if (status === "dead") {
        redriven += 1;
        const command = { type: "redrive", effect: effect.key } as const;
        const asked = { id: `redrive-${effect.key}-${turn}`, subject: effect.subject, actor: system };
        await practice.execute({ ...asked, ask: { command } });
      }
    return rows.filter(({ status }) => status !== "sent").length;
  };

  let [kills, midway] = [0, 0];
  while ((await left()) > 0 || kills < KILLS) {
    if (kills === KILLS) {
      await sleep(100);
      continue;
    }
    await sleep(chance.whole(50, 600));
    const n = chance.whole(0, NODES - 1);
    const victim = nodes[n];
    if (!victim) throw new Error("there are as many nodes as were made");
    midway += (await backing.worklist.outbox(id, { status: "pending", limit: WEBHOOKS })).filter(
      (row) => row.leased,
    ).length;
    victim.kill("SIGKILL");
    await once(victim, "exit");
    kills += 1;
    const next = spares.shift() ?? spare();
    spares.push(spare());
    nodes[n] = next;
    await begun(next, orders);
  }
  const seconds = (performance.now() - start) / 1_000;

  expect([...told.keys()].sort()).toEqual([...effects].sort());
  const all = [...told.values()];
  expect(all.filter(({ taken }) => taken === 0)).toEqual([]);
  expect(all.filter(({ bodies }) => bodies.size !== 1)).toEqual([]);
  expect(count).toMatchObject({ unsigned: 0, unnamed: 0 });
  // Each answer is in its card's history once, whatever was told how often.
  const answered = await backing.history.events(id, { type: "call.succeeded", limit: WEBHOOKS * 2 });
  const names = answered.map(({ data }) => ("effect" in data ? data.effect : ""));
  expect(names.sort()).toEqual([...effects].sort());
  const requests = all.reduce((sum, { times }) => sum + times, 0);
  const twice = all.filter(({ taken }) => taken > 1).length;
  console.info(
    `${WEBHOOKS} webhooks over ${kills} kills of ${NODES} senders in ${seconds.toFixed(1)} s (${midway} in their hands when killed): ` +
      `${requests} requests, ${count.failed} failed, ${count.hung} hung, ${redriven} begun anew after 8 tries; ` +
      `0 lost, ${twice} taken more than once, all with the same id and bytes; seed ${SEED}`,
  );
});
