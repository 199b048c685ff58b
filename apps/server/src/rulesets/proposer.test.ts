import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { projectRoot } from "../env.ts";
import { type PracticeFixture, practiceFixture } from "../testing/practice-fixture.ts";
import { Proposer, type ProposerPorts, type RulesTester } from "./proposer.ts";

interface Desk extends PracticeFixture {
  readonly dir: string;
  readonly proposer: Proposer;
  /** Writes as an editor does that puts a new file in the old one's place. */
  save(name: string, from: string, to: string): void;
}

async function desk(
  tester?: RulesTester,
  prepare?: (dir: string) => void,
  said: ProposerPorts["said"] = () => undefined,
): Promise<Desk> {
  const dir = mkdtempSync(join(tmpdir(), "corridor-rules-"));
  cpSync(join(projectRoot, "rules"), dir, { recursive: true });
  const house = await practiceFixture();
  prepare?.(dir);
  const { practice, backing } = house;
  const fault = (error: unknown) => house.lines.push(`fault ${String(error)}`);
  const proposer = new Proposer({ practice, backing, dir, said, fault, ...(tester && { test: tester }) });
  house.house.proposers.set("main", proposer);
  onTestFinished(async () => {
    await house.close();
    rmSync(dir, { recursive: true });
    expect(house.lines.filter((line) => line.startsWith("fault"))).toEqual([]);
  });
  const save = (name: string, from: string, to: string) => {
    const path = join(dir, name);
    const text = readFileSync(path, "utf8");
    expect(text).toContain(from);
    writeFileSync(`${path}~`, text.replace(from, to));
    renameSync(`${path}~`, path);
  };
  return { ...house, dir, proposer, save };
}

const until = (desk: Desk, status: string) =>
  vi.waitFor(() => expect(desk.proposer.proposal?.status).toBe(status), { timeout: 8_000, interval: 50 });
const noticesOf = async (desk: Desk): Promise<readonly { text: string }[]> =>
  (await desk.ask("GET", "/inbox")).body.notices;

describe("a watched rules directory", () => {
  test("is left alone while it is what decides", async () => {
    const one = await desk();
    await until(one, "active");
    expect((await one.ask("GET", "/rulesets")).body.rulesets).toHaveLength(1);
  });

  test("decides when something good is saved there", async () => {
    const one = await desk();
    await until(one, "active");
    const before = one.practice.shelf.active?.hash;
    one.save("billing.rules.yaml", "Send a denied claim", "Bring a denied claim");
    await vi.waitFor(() => expect(one.practice.shelf.active?.hash).not.toBe(before), { timeout: 8_000 });
    await until(one, "active");
    const [last] = (await one.ask("GET", "/rulesets")).body.rulesets;
    expect(last).toMatchObject({ by: "rules-directory", from: before });
    expect((await one.ask("GET", "/rules")).body.proposal).toMatchObject({
      status: "active",
      hash: last.hash,
    });
    expect(await noticesOf(one)).toEqual([]);
  });

  test("with a fault leaves the last good rules, and managers see why, once", async () => {
    const one = await desk();
    await until(one, "active");
    const before = one.practice.shelf.active?.hash;
    one.save("lifecycle.yaml", "initial: intake", "initial: intak");
    await until(one, "failed");
    expect(one.practice.shelf.active?.hash).toBe(before);
    const { proposal } = (await one.ask("GET", "/rules")).body;
    expect(proposal.diagnostics).toMatchObject([{ file: "lifecycle.yaml", code: "name-unknown" }]);
    one.proposer.wake();
    await vi.waitFor(async () => expect(await noticesOf(one)).toHaveLength(1));
    expect((await noticesOf(one))[0]?.text).toMatch(
      /lifecycle\.yaml:\d+:\d+ There is no stage called “intak”/,
    );
    expect((await noticesOf(one))[0]?.text).toMatch(/has 1 fault, so the rules from before go on/);
    one.save("lifecycle.yaml", "initial: intak\n", "initial: intake\n");
    await until(one, "active");
    await vi.waitFor(async () => expect(await noticesOf(one)).toHaveLength(2));
    expect((await noticesOf(one))[0]?.text).toBe("The rules directory is right again, and decides");
    one.save("lifecycle.yaml", "initial: intake\n", "initial: intak\n");
    await until(one, "failed");
    await vi.waitFor(async () => expect(await noticesOf(one)).toHaveLength(3));
  });

  test("whose tests fail leaves the last good rules", async () => {
    const failing = ["a card that waits is told of", "two", "three", "four", "five"];
    const said: string[] = [];
    const one = await desk(
      async () => failing,
      undefined,
      ({ status }) => said.push(status),
    );
    await until(one, "active");
    one.save("billing.rules.yaml", "Send a denied claim", "Bring a denied claim");
    await until(one, "failed");
    expect(one.proposer.proposal?.because).toBe(
      "The rules directory fails 5 tests, so the rules from before go on: a card that waits is told of; two; three; and 2 more",
    );
    expect(said).toEqual(["active", "failed"]);
  });

  test("waits for a manager where the practice asks for approval, even if it takes that back itself", async () => {
    const one = await desk(undefined, (dir) => {
      const path = join(dir, "practice.yaml");
      writeFileSync(
        path,
        readFileSync(path, "utf8").replace("kind: practice\n", "kind: practice\napproval: manager\n"),
      );
    });
    await until(one, "held");
    const { hash } = one.proposer.proposal ?? {};
    expect((await one.ask("POST", `/rulesets/${hash}/activate`)).status).toBe(200);
    one.save("practice.yaml", "approval: manager\n", "");
    await vi.waitFor(() => expect(one.proposer.proposal?.hash).not.toBe(hash), { timeout: 8_000 });
    await until(one, "held");
    expect(one.practice.shelf.active?.hash).toBe(hash);
  });

  test("does not undo at a start what a manager went back from", async () => {
    const one = await desk();
    await until(one, "active");
    const first = one.practice.shelf.active?.hash;
    one.save("billing.rules.yaml", "Send a denied claim", "Bring a denied claim");
    await vi.waitFor(() => expect(one.practice.shelf.active?.hash).not.toBe(first), { timeout: 8_000 });
    await until(one, "active");
    await one.ask("POST", `/rulesets/${first}/activate`);
    const { practice, backing, dir } = one;
    const next = new Proposer({ practice, backing, dir, fault: () => undefined });
    onTestFinished(() => next.close());
    await vi.waitFor(() => expect(next.proposal?.status).toBe("held"), { timeout: 8_000 });
    expect(one.practice.shelf.active?.hash).toBe(first);
  });
});
