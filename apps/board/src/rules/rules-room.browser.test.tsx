import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { mountRules } from "../testing/mount-rules.tsx";
import { problem } from "../testing/problem.ts";
import { change, editorIn, rule, written } from "../testing/rules-hand.ts";

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

test("lists every rule under its stage and tells the chosen one in words", async () => {
  await open();
  await rule("stuck-in-intake").click();
  const told = page.getByRole("article", { name: "stuck-in-intake" });
  await expect
    .element(told)
    .toMatchTextContent(/When the card is in Intake, for 1 business day \(front desk hours\)/);
  await expect.element(told).toMatchTextContent(/put on the label sla-breached/);
  await expect.poll(written, wait).toContain("id: stuck-in-intake");
  await page.getByRole("button", { name: "Failing 1" }).click();
  expect(page.getByRole("region", { name: "Rules" }).getByText("stuck-in-intake").elements()).toEqual([]);
});

test("a broken name is underlined, told with its cure and mended by one click", async () => {
  await open();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("policy: stuck-card");
  await change("stuck-card", "stuck-cadr");
  const problems = page.getByRole("region", { name: "Problems" });
  await expect.element(problems, wait).toMatchTextContent(/1 error/);
  await expect.element(problems).toMatchTextContent(/Did you mean stuck-card\?/);
  expect(editorIn()?.querySelector(".cm-lintRange-error")?.textContent).toBe("stuck-cadr");
  await expect.element(page.getByRole("button", { name: "Review & activate…" })).toBeDisabled();
  await problems.getByRole("button", { name: /^Fix/ }).click();
  await expect.element(page.getByText("The rules are right"), wait).toBeVisible();
  expect(written()).toContain("policy: stuck-card");
});

test("what was written outlives the page, and can be given up", async () => {
  await open();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("Intake takes more");
  await change("Intake takes more", "Intake lasts more");
  await expect.element(page.getByText("Draft · 1 file changed"), wait).toBeVisible();
  room?.unmount();
  room = mountRules();
  await expect.element(page.getByText("Draft · 1 file changed"), wait).toBeVisible();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("Intake lasts more");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect.poll(written, wait).toContain("Intake takes more");
  expect(localStorage.getItem("corridor.rules.draft.riverside")).toBeNull();
});

test("the plan is shown before anything is done, and the history afterwards", async () => {
  const { server } = await open();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("Intake takes more");
  await change("Intake takes more", "Intake lasts more");
  await expect.element(page.getByRole("button", { name: "Review & activate…" }), wait).toBeEnabled();
  await page.getByRole("button", { name: "Review & activate…" }).click();
  await expect.element(page.getByText("The rule stuck-in-intake is changed."), wait).toBeVisible();
  expect(server.rules.activations.length).toBe(1);
  server.answering = ({ path }) =>
    path.endsWith("/activate") ? problem(409, "stale", "Other rules decide since you looked.") : undefined;
  await page.getByRole("textbox", { name: /^Why/ }).fill("Dana asked for it");
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await expect
    .element(page.getByRole("alert"), wait)
    .toMatchTextContent(/Other rules decide since you looked\./);
  server.answering = null;
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  const versions = page.getByRole("list", { name: "Versions" });
  await expect.element(versions, wait).toMatchTextContent(/Dana asked for it/);
  await expect.element(page.getByText("as it decides now")).toBeVisible();
  expect(server.rules.activations.length).toBe(2);
});

test("what changes no rule is not offered to decide: its text is kept with the rules that do", async () => {
  const { server } = await open();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("# New cards find an owner");
  await change("find an owner", "find a new owner");
  await expect.element(page.getByRole("button", { name: "Review & activate…" }), wait).toBeEnabled();
  await page.getByRole("button", { name: "Review & activate…" }).click();
  await expect.element(page.getByText(/Only comments, layout or tests are different/), wait).toBeVisible();
  expect(page.getByRole("button", { name: "Activate", exact: true }).elements()).toEqual([]);
  await page.getByRole("button", { name: "Save text" }).click();
  await expect.element(page.getByText("as it decides now"), wait).toBeVisible();
  expect(Object.values(server.rules.active.files).join()).toContain("# New cards find a new owner");
  expect(server.rules.activations.length).toBe(1);
});

/** Changes a rule of intake, lets another manager activate something, and looks at what would follow. */
async function reviewAfter(file: string, from: string, to: string): Promise<Mounted> {
  const mounted = await open();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("Intake takes more");
  await change("Intake takes more", "Intake lasts more");
  mounted.server.rules.elsewhere(file, (text) => text.replace(from, to));
  await expect.element(page.getByRole("button", { name: "Review & activate…" }), wait).toBeEnabled();
  await page.getByRole("button", { name: "Review & activate…" }).click();
  await expect.element(page.getByText("The rule stuck-in-intake is changed."), wait).toBeVisible();
  return mounted;
}

test("what another manager has activated in another file meanwhile stays", async () => {
  const { server } = await reviewAfter("billing.rules.yaml", "Remind billing of", "Tell billing of");
  expect(page.getByRole("alert").elements()).toEqual([]);
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await expect.poll(() => server.rules.activations.length, wait).toBe(3);
  expect(server.rules.active.files["billing.rules.yaml"]).toContain("Tell billing of");
  expect(server.rules.active.files["intake.rules.yaml"]).toContain("Intake lasts more");
});

test("what another manager has changed in the same file is not undone unseen", async () => {
  await reviewAfter("intake.rules.yaml", "An urgent card nobody owns", "An urgent card without an owner");
  await expect
    .element(page.getByRole("alert"), wait)
    .toMatchTextContent(/Somebody else has changed intake\.rules\.yaml since you began/);
  const difference = page.getByLabelText("What is different in intake.rules.yaml");
  await expect.element(difference, wait).toBeVisible();
  await expect.element(difference).toMatchTextContent(/- name: An urgent card without an owner/);
});

test("what another manager activates is on the page at once, and told", async () => {
  const { server } = await open();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("Intake takes more");
  server.rules.elsewhere("intake.rules.yaml", (text) => text.replace("Intake takes", "Intake needs"));
  const note = page.getByText("Somebody has activated other rules just now. The page shows those.");
  await expect.element(note, wait).toBeVisible();
  await expect.poll(written, wait).toContain("Intake needs more");
  await page.getByRole("button", { name: "What changed" }).click();
  await expect
    .element(page.getByRole("list", { name: "Versions" }).getByRole("listitem").nth(1), wait)
    .toBeVisible();
  expect(note.elements()).toEqual([]);
});

test("the form writes the same text, and leaves every comment where it stands", async () => {
  await open();
  await rule("assign-intake").click();
  await page.getByRole("button", { name: "Form" }).click();
  const form = page.getByRole("form", { name: "Rule assign-intake" });
  await expect.element(form, wait).toBeVisible();
  await form.getByLabelText("Name").fill("Give a new card to somebody");
  await userEvent.keyboard("{Enter}");
  await expect
    .element(page.getByRole("article", { name: "assign-intake" }), wait)
    .toMatchTextContent(/Give a new card to somebody/);
  await form.getByLabelText("Add an action").selectOptions("label");
  await expect.element(form.getByLabelText("Put on"), wait).toBeVisible();
  await page.getByRole("button", { name: "YAML" }).click();
  await expect.poll(written, wait).toContain("      - label: { add: [to-do] }");
  expect(written()).toContain("# no `sticky`: a new card goes to whoever is free");
  await expect.element(page.getByText("The rules are right"), wait).toBeVisible();
});

test("what stands in a line is completed as the compiler knows it", async () => {
  await open();
  await rule("stuck-in-intake").click();
  await expect.poll(written, wait).toContain("policy: stuck-card");
  await change("stuck-card", "stu");
  const offers = () =>
    room?.host.querySelector("[data-editor]")?.shadowRoot?.querySelector(".cm-tooltip-autocomplete");
  await expect.poll(() => offers()?.textContent, wait).toContain("stuck-card");
  // What has only just appeared is not taken by a key that was meant for the text.
  await new Promise((resolve) => setTimeout(resolve, 200));
  await userEvent.keyboard("{Enter}");
  await expect.poll(written, wait).toContain("policy: stuck-card");
});

test("a test that fails says what it expected, what happened and why", async () => {
  await open();
  await page.getByRole("button", { name: /^Test/ }).click();
  await expect.element(page.getByText("1 test passed, 1 failed"), wait).toBeVisible();
  const [first] = page.getByRole("list", { name: "Tests" }).getByRole("listitem").elements();
  expect(first?.textContent).toContain("a card in intake is not forgotten");
  expect(first?.textContent).toContain("expected  fired stuck-in-intake");
  expect(first?.textContent).toContain("nothing started it");
});

test("a new rule is begun at the end of the file, right from the start", async () => {
  await open();
  await rule("stuck-in-intake").click();
  await page.getByRole("button", { name: "New rule" }).click();
  await expect.element(rule("new-rule"), wait).toBeVisible();
  await expect.poll(written, wait).toContain("  - id: new-rule\n    name: What it is for\n");
  await expect.element(page.getByText("The rules are right"), wait).toBeVisible();
});

const files = (name: string | RegExp) => async () => {
  await page.getByRole("button", { name: "Files" }).click();
  await page.getByRole("menuitem", { name }).click();
};

test("a file is begun, called otherwise, taken out and brought back", async () => {
  await open();
  const picked = page.getByLabelText("File", { exact: true });
  await files("New file…")();
  await page.getByLabelText("What it is called").fill("Recall");
  await page.getByRole("button", { name: "Begin it" }).click();
  await expect.element(picked).toHaveValue("recall.rules.yaml");
  await expect.element(rule("new-rule"), wait).toBeVisible();
  await expect.poll(written, wait).toContain("  - id: new-rule");
  await expect.element(page.getByText("The rules are right"), wait).toBeVisible();
  await files(/^Call recall/)();
  await page.getByLabelText("What it is called").fill("billing");
  await expect.element(page.getByText("There is a billing.rules.yaml already.")).toBeVisible();
  await page.getByLabelText("What it is called").fill("call back");
  await page.getByRole("button", { name: "Call it so" }).click();
  await expect.element(picked).toHaveValue("call-back.rules.yaml");
  expect(written()).toContain("  - id: new-rule");
  await files(/^Take call-back/)();
  await expect.element(page.getByText("as it decides now")).toBeVisible();
  await picked.selectOptions("billing.rules.yaml");
  await files(/^Take billing/)();
  await expect.element(rule("claim-denied-rework"), wait).toMatchTextContent(/taken out/);
  await files(/^Bring billing/)();
  await expect.element(page.getByText("as it decides now"), wait).toBeVisible();
  await expect.element(picked).toHaveValue("billing.rules.yaml");
});
