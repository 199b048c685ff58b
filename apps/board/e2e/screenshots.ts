import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright";
import { launchChromium } from "./support/chromium.ts";
import { Desk } from "./support/desk.ts";
import { startPractice } from "./support/practice.ts";
import { signIn } from "./support/staff.ts";

// The screens of the demo practice as pictures, to be looked at beside the design:
//   node --conditions=@corridor/source apps/board/e2e/screenshots.ts DIRECTORY

const sizes = [
  { width: 1440, height: 860 },
  { width: 1024, height: 768 },
];

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error("say into which directory");
mkdirSync(directory, { recursive: true });

const practice = await startPractice();
const browser = await launchChromium();
try {
  const told = await tellingCard();
  for (const viewport of sizes)
    for (const colorScheme of ["light", "dark"] as const)
      await picture(browser, { viewport, colorScheme }, told, `${viewport.width}-${colorScheme}`);
} finally {
  await browser.close();
  await practice.stop();
}

async function picture(browser: Browser, look: BrowserContextOptions, told: string, suffix: string) {
  const shoot = async (desk: Desk, name: string) => {
    await desk.page.evaluate(() => document.fonts.ready);
    await desk.page.screenshot({ path: join(directory ?? ".", `${name}-${suffix}.png`) });
  };
  const door = await Desk.arrive(browser, practice.origin, look);
  await shoot(door, "sign-in");
  await door.context.close();

  const desk = await Desk.open(browser, practice.origin, "front-desk", look);
  await shoot(desk, "board");
  const ready = await readyCard(desk);
  await desk.lift(ready);
  await desk.carry("Scheduling", "line");
  await shoot(desk, "dragging");
  await desk.letGo();
  await desk.page.locator("li[data-kind]").first().waitFor();
  await still(desk);
  await shoot(desk, "dropped");
  await desk.page.keyboard.press("Control+z");

  await desk.page.goto(`${practice.origin}/?card=${told}`);
  const drawer = desk.page.getByRole("complementary");
  await drawer.getByText("Why did this happen?").first().waitFor();
  await desk.page.waitForLoadState("networkidle");
  await shoot(desk, "drawer");
  for (const tab of ["Next", "Details", "Tasks"]) {
    await drawer.getByRole("tab", { name: tab }).click();
    await desk.page.waitForLoadState("networkidle");
    await shoot(desk, tab.toLowerCase());
  }
  await desk.context.close();
  await rulesPictures(look, shoot);
}

/** The manager's room: a rule in words, a broken one, the form, the plan. */
async function rulesPictures(
  look: BrowserContextOptions,
  shoot: (desk: Desk, name: string) => Promise<void>,
) {
  const desk = await Desk.open(browser, practice.origin, "manager", look);
  const { page } = desk;
  await page.getByRole("link", { name: "Rules" }).click();
  await page.getByText("The rules are right").waitFor();
  await page.getByRole("button", { name: /^insurance-verify-48h/ }).click();
  await page.getByRole("article").waitFor();
  await shoot(desk, "rules");
  await page.getByRole("button", { name: "Form" }).click();
  await page.getByRole("form").waitFor();
  await shoot(desk, "rules-form");
  await page.getByRole("button", { name: "YAML", exact: true }).click();
  await page.getByRole("button", { name: /^stuck-in-intake/ }).click();
  await page.getByRole("textbox", { name: "Rules file" }).click();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("policy: stuck-card");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.type("policy: stuck-cadr");
  await page.getByRole("button", { name: /^Fix/ }).waitFor();
  await shoot(desk, "rules-broken");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByText("The rules are right").waitFor();
  await page.getByRole("button", { name: "Form" }).click();
  await page.getByLabel("Name").fill("Intake lasts too long");
  await page.keyboard.press("Enter");
  await page.getByText("Draft · 1 file changed").waitFor();
  await page.getByRole("button", { name: "YAML", exact: true }).click();
  await page.getByText("The rules are right").waitFor();
  await page.getByRole("button", { name: "Review & activate…" }).click();
  await page.getByText("Nothing has been done yet", { exact: false }).waitFor();
  await shoot(desk, "rules-plan");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("list", { name: "Versions" }).waitFor();
  await shoot(desk, "rules-history");
  await desk.context.close();
}

function still({ page }: Desk) {
  return page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
}

/** A card of the intake that may go on. */
async function readyCard(desk: Desk): Promise<string> {
  const { api } = await signIn(practice.origin, "front-desk");
  const free = new Set(
    (await api("board")).cards.filter(({ refused }) => !refused["scheduling"]).map(({ id }) => id),
  );
  const card = (await desk.drawn("Intake")).slice(0, 6).find((id) => free.has(id));
  if (card === undefined) throw new Error("no card at the top of the intake may go on");
  return card;
}

/** A card about which there is something to tell: a visit to come, steps of rules, clocks that run. */
async function tellingCard(): Promise<string> {
  const { api } = await signIn(practice.origin, "front-desk");
  const booked = (await api("board")).cards.filter(
    ({ stage, state }) => stage === "scheduling" && state === "booked",
  );
  const counts = await Promise.all(
    booked.map(async ({ id }) => ({ id, count: (await api("timers", { params: { id } })).timers.length })),
  );
  const [most] = counts.sort((a, b) => b.count - a.count);
  if (!most) throw new Error("nothing is booked");
  return most.id;
}
