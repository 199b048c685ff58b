import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { Desk } from "./support/desk.ts";
import { type Practice, startPractice } from "./support/practice.ts";
import { signIn } from "./support/staff.ts";

vi.setConfig({ testTimeout: 240_000 });

let practice: Practice;
let browser: Browser;
let manager: Desk;

beforeAll(async () => {
  [practice, browser] = await Promise.all([startPractice(), launchChromium()]);
  manager = await Desk.open(browser, practice.origin, "manager");
}, 240_000);

afterEach(() => {
  expect(manager.faults).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  await practice?.stop();
});

const problems = () => manager.page.getByRole("region", { name: "Problems" });
const review = () => manager.page.getByRole("button", { name: "Review & activate…" });

/** Selects a text of the open file with the editor's own search, and writes another over it. */
async function change(from: string, to: string): Promise<void> {
  const { page } = manager;
  await page.getByRole("textbox", { name: "Rules file" }).click();
  await page.keyboard.press("Control+f");
  await page.keyboard.type(from);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.type(to);
}

test("a manager breaks a rule, is told how to mend it, mends it, and lets it decide", async () => {
  const { page } = manager;
  const said: string[] = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  await page.getByRole("link", { name: "Rules" }).click();
  await page.getByText("The rules are right").waitFor();
  await page.getByRole("button", { name: /^stuck-in-intake/ }).click();
  await page
    .getByRole("article", { name: "stuck-in-intake" })
    .getByText("put on the label sla-breached")
    .waitFor();

  await change("[sla-breached]", "[sla-late]");
  await change("policy: stuck-card", "policy: stuck-cadr");
  await problems().getByText("Did you mean stuck-card?").waitFor();
  expect(await review().isDisabled()).toBe(true);
  await problems().getByRole("button", { name: /^Fix/ }).click();
  await page.getByText("The rules are right").waitFor();
  await page.getByText("Draft · 1 file changed").waitFor();

  await page.keyboard.press("Control+Enter");
  await page
    .getByRole("tabpanel", { name: "Tests" })
    .getByText(/passed|does not run tests/)
    .first()
    .waitFor();

  await review().click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByText(/stuck-in-intake|Intake takes more|intake\.rules\.yaml/)
    .first()
    .waitFor();
  await dialog.getByText(/What changes in 1 file/).click();
  await dialog.getByText("- label: { add: [sla-late] }").waitFor();
  await dialog.getByRole("textbox", { name: /^Why/ }).fill("The word late is clearer");
  await dialog.getByRole("button", { name: "Activate" }).click();

  const versions = page.getByRole("list", { name: "Versions" });
  await versions.getByText("decides now").waitFor();
  expect(await versions.getByRole("listitem").count()).toBe(2);
  await page.getByText("as it decides now").waitFor();
  const { api } = await signIn(practice.origin, "manager");
  expect((await api("rules")).files["intake.rules.yaml"]).toContain("add: [sla-late]");
  expect(said.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
});

test("what was activated can be gone back on", async () => {
  const { page } = manager;
  const before = await (await signIn(practice.origin, "manager")).api("rules");
  await page.getByRole("button", { name: "Go back to this…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Nothing has been done yet", { exact: false }).waitFor();
  await dialog.getByRole("button", { name: "Activate" }).click();
  await dialog.waitFor({ state: "detached" });
  const after = await (await signIn(practice.origin, "manager")).api("rules");
  expect(after.ruleset).not.toBe(before.ruleset);
  expect(after.files["intake.rules.yaml"]).toContain("add: [sla-breached]");
});

test("staff who do not look after the rules are not led to them", async () => {
  const nurse = await Desk.open(browser, practice.origin, "nurse");
  expect(await nurse.page.getByRole("link", { name: "Rules" }).count()).toBe(0);
  await nurse.page.goto(`${practice.origin}/rules`);
  await nurse.page.getByTitle("Live", { exact: true }).waitFor({ state: "attached" });
  await nurse.context.close();
});
