import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { mountRules } from "../testing/mount-rules.tsx";
import { change, rule, written } from "../testing/rules-hand.ts";

type Mounted = ReturnType<typeof mountRules>;
let room: Mounted | undefined;
const wait = { timeout: 15_000 };

beforeEach(async () => {
  localStorage.removeItem("corridor.rules.draft.riverside");
  // The rule that the test before has chosen.
  history.replaceState(null, "", location.pathname);
  await page.viewport(1440, 860);
});
afterEach(() => room?.unmount());

async function open(): Promise<Mounted> {
  room = mountRules();
  await expect.element(page.getByText("The rules are right"), wait).toBeVisible();
  return room;
}

test("on a phone one thing at a time is shown, and nothing is wider than the page", async () => {
  await page.viewport(390, 844);
  room = mountRules();
  const { host } = room;
  const list = page.getByRole("region", { name: "Rules" });
  await expect.element(rule("stuck-in-intake"), wait).toBeVisible();
  await rule("stuck-in-intake").click();
  await expect.element(page.getByRole("article", { name: "stuck-in-intake" })).toBeVisible();
  expect(list.elements()).toEqual([]);
  await page.getByRole("button", { name: /^Write/ }).click();
  await expect.element(page.getByText("The rules are right"), wait).toBeVisible();
  await change("Intake takes more", "Intake lasts more");
  await expect.element(page.getByText("Draft · 1 file changed"), wait).toBeVisible();
  const wide = [...host.querySelectorAll("header, header *, [data-pane]")].filter(
    (one) => one.getBoundingClientRect().right > 390.5,
  );
  expect(wide.map((one) => one.outerHTML.slice(0, 80))).toEqual([]);
  expect((await axe.run(host)).violations.map(({ id }) => id)).toEqual([]);
});

/** Whether somebody sees where the keyboard is: at the element, or at the field around it. */
function isShown(at: Element): boolean {
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  if (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2) return true;
  const field = at.closest("label");
  const accent = getComputedStyle(document.documentElement).getPropertyValue("--accent");
  return field !== null && accent !== "" && getComputedStyle(field).borderColor !== "rgba(0, 0, 0, 0)";
}

test("the keyboard goes through the page from its head to what belongs to the rule, and is seen everywhere", async () => {
  const { host } = await open();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("Intake takes more");
  page.getByLabelText("File", { exact: true }).element().focus();
  const unseen: string[] = [];
  const way: string[] = [];
  for (let i = 0; i < 60 && !way.includes("beside"); i += 1) {
    const at = document.activeElement ?? host;
    const region = at.closest("header")
      ? "head"
      : at.matches("[data-editor]")
        ? "text"
        : at.closest("aside")
          ? "beside"
          : "list";
    if (way.at(-1) !== region) way.push(region);
    if (region !== "text" && !isShown(at)) unseen.push(at.outerHTML.slice(0, 100));
    // Tab indents in the text; after Escape it leads on.
    await userEvent.keyboard(region === "text" ? "{Escape}{Tab}" : "{Tab}");
  }
  expect(way).toEqual(["head", "list", "text", "beside"]);
  expect(unseen).toEqual([]);
});

/** What axe finds wrong, in words; once everything stands still. */
async function violations(host: Element): Promise<readonly string[]> {
  await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  const found = await axe.run(host);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(" ")}`);
}

test.each(["light", "dark"])("has no accessibility violations, %s", async (theme) => {
  document.documentElement.dataset["theme"] = theme;
  const { host, server } = await open();
  await rule("insurance-verify-48h").click();
  await expect.poll(written, wait).toContain("card.insurance.status");
  expect(await violations(host)).toEqual([]);
  await change("card.insurance.status", "card.insurance.statsu");
  await expect.element(page.getByRole("button", { name: /^Fix/ }).first(), wait).toBeVisible();
  server.rules.elsewhere("billing.rules.yaml", (text) =>
    text.replace("Remind billing of", "Tell billing of"),
  );
  await expect.element(page.getByText(/Somebody has activated other rules/), wait).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("tab", { name: "History" }).click();
  await expect.element(page.getByRole("list", { name: "Versions" }), wait).toBeVisible();
  await page.getByRole("button", { name: "Form" }).click();
  await expect.element(page.getByRole("form"), wait).toBeVisible();
  expect(await violations(host)).toEqual([]);
  await page.getByRole("button", { name: "Go back to this…" }).click();
  await expect.element(page.getByText(/Nothing has been done yet/), wait).toBeVisible();
  expect(await violations(document.querySelector("[role=dialog]") ?? host)).toEqual([]);
  delete document.documentElement.dataset["theme"];
});
