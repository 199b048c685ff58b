import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { projectRoot } from "../env.ts";
import { readRulesDir } from "../house/found-practice.ts";
import { openHouse } from "../house/house.ts";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";
import { Sweeper } from "./sweeper.ts";

async function activateOthers({ ask }: PracticeFixture): Promise<string> {
  const files = await readRulesDir(join(projectRoot, "rules"));
  const name = "billing.rules.yaml";
  const other = { ...files, [name]: files[name]?.replace("Send a denied claim", "Bring a denied claim") };
  const { hash } = (await ask("POST", "/rulesets", { body: { files: other } })).body;
  expect((await ask("POST", `/rulesets/${hash}/activate`)).status).toBe(200);
  return hash;
}

const law = (hash: string) => `${hash}+${process.versions["tz"]}`;

const reconciled = async ({ backing }: PracticeFixture) =>
  (await backing.history.cards("main")).map((row) => row.reconciled);

test("cards nobody touches come under new rules", async () => {
  const house = await practiceFixture({ tickers: true });
  onTestFinished(() => house.close());
  await house.card();
  await house.card();
  const hash = await activateOthers(house);
  await vi.waitFor(async () => expect(await reconciled(house)).toEqual([law(hash), law(hash)]), {
    timeout: 5_000,
  });
});

test("what an activation left undone is done when the practice is opened", async () => {
  const house = await practiceFixture();
  onTestFinished(() => house.close());
  await house.card();
  const hash = await activateOthers(house);
  expect(await reconciled(house)).not.toEqual([law(hash)]);
  const sender = () => ({ send: async () => ({ ok: true as const }) }) as never;
  const next = await openHouse({ backing: house.backing, sender, fault: () => undefined });
  onTestFinished(() => next.close());
  await vi.waitFor(async () => expect(await reconciled(house)).toEqual([law(hash)]), { timeout: 5_000 });
});

test("two sweeps never run at once, and a fault is told and made good later", async () => {
  const faults: unknown[] = [];
  let [running, most, runs] = [0, 0, 0];
  const active = async () => {
    most = Math.max(most, (running += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    runs += 1;
    if (runs === 1) throw new Error("away");
    return null;
  };
  const ports = {
    practice: "main",
    tzdata: "2026a",
    authority: { execute: () => Promise.reject(new Error("none")) },
  };
  const fault = (error: unknown) => faults.push(error);
  const sweeper = new Sweeper({ ...ports, history: { active } as never, fault });
  sweeper.wake();
  sweeper.wake();
  await vi.waitFor(() => expect(faults).toHaveLength(1));
  sweeper.retry();
  sweeper.wake();
  await vi.waitFor(() => expect(runs).toBe(3));
  sweeper.retry();
  await sweeper.close();
  expect([most, runs]).toEqual([1, 3]);
});
