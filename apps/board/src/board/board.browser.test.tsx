import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { drag } from "../testing/hand.ts";
import { type Mounted, mountBoard } from "../testing/mount-board.tsx";

let board: Mounted | undefined;

beforeEach(() => page.viewport(1440, 860));
afterEach(() => board?.unmount());

const column = (name: string) => page.getByRole("region", { name, exact: true });
const card = (name: RegExp) => page.getByRole("button", { name });
const said = () => document.querySelector("[data-announcer]")?.textContent ?? "";
const toast = () => [...document.querySelectorAll("[data-kind]")].map((node) => node.textContent).join("; ");

async function open(cards?: number): Promise<Mounted> {
  board = mountBoard(cards);
  await expect.poll(() => document.querySelectorAll("[data-card]").length).toBeGreaterThan(3);
  await expect.poll(() => board?.tools.store.getSnapshot().status).toBe("live");
  return board;
}

test("a card that is opened is in sight, wherever it stands", async () => {
  const { tools } = await open(600);
  const cards = tools.store.getSnapshot().columns.get("billing") ?? [];
  const last = cards.at(-1)?.id ?? "";
  expect(document.querySelector(`[data-card="${last}"]`)).toBeNull();
  tools.open.set(last);
  await expect.poll(() => document.querySelector(`[data-card="${last}"]`)).not.toBeNull();
  const { bottom } = document.querySelector(`[data-card="${last}"]`)?.getBoundingClientRect() ?? {
    bottom: 0,
  };
  expect(bottom).toBeLessThanOrEqual(innerHeight);
});

test("a drag moves a card", async () => {
  const { place } = await open();
  await drag(card(/^Priya Raman/).element(), column("Intake").element());
  await expect.poll(() => place("c8")).toBe("intake");
  expect(toast()).toContain("Moved Priya Raman to Intake");
});

test("a dragged card can be taken back from the toast", async () => {
  const { place } = await open();
  await drag(card(/^Priya Raman/).element(), column("Intake").element());
  await expect.poll(() => place("c8")).toBe("intake");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect.poll(() => place("c8")).toBe("scheduling");
});

test("a refused drop says why and leaves the card where it was", async () => {
  const { place } = await open();
  await drag(card(/^Amara Diallo/).element(), column("Billing").element());
  await expect.poll(toast).toContain("There is no way from Intake to Billing");
  expect(place("c1")).toBe("intake");
});

test("a refusal of the server puts the card back and says its sentence", async () => {
  const { place, server, tools } = await open();
  // The server knows something this browser has not heard of yet.
  const known = server.practice.cards.get("c8");
  if (known) server.practice.cards.set("c8", { ...known, stage: "billing", state: "paid" });
  tools.store.move("c8", { to: "intake", after: null, before: null });
  expect(place("c8")).toBe("intake");
  await expect.poll(toast).toContain("There is no way from Billing to Intake");
  expect(place("c8")).toBe("scheduling");
});

test("the keyboard lifts, carries and drops a card, and says where it is", async () => {
  const { place } = await open();
  (card(/^Priya Raman/).element() as HTMLElement).focus();
  await userEvent.keyboard(" ");
  expect(said()).toBe("Priya Raman: Scheduling, position 1 of 9");
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(said()).toBe("Priya Raman: Follow-up not allowed: There is no way from Scheduling to Follow-up");
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowDown}");
  expect(said()).toBe("Priya Raman: Intake, position 2 of 8");
  await userEvent.keyboard(" ");
  expect(said()).toContain("Dropped");
  await expect.poll(() => place("c8")).toBe("intake");
  await expect.poll(() => document.activeElement?.getAttribute("data-card")).toBe("c8");
});

test("the tab key reaches a column that is scrolled, and returns to the card it left", async () => {
  await open(300);
  const intake = column("Intake").element();
  const stops = () =>
    [...intake.querySelectorAll<HTMLElement>("[data-card]")].filter((row) => row.tabIndex === 0);
  const scroller = intake.querySelector("ul")?.parentElement as HTMLElement;
  scroller.scrollTop = 3_000;
  await expect.poll(() => intake.querySelector("li")?.ariaPosInSet).not.toBe("1");
  await expect.poll(() => stops().length).toBe(1);
  const third = intake.querySelectorAll<HTMLElement>("[data-card]")[3];
  third?.focus({ preventScroll: true });
  await expect.poll(stops).toEqual([third]);
});

test("no chip leaves its card, however narrow the columns and long the labels", async () => {
  const { server } = await open();
  const given = {
    labels: ["records-requested", "insurance-unverified", "Fax"],
    automated: true,
    due: new Date(Date.now() + 26 * 3_600_000).toISOString(),
  };
  for (const [id, part] of [
    ["c1", { labels: given.labels }],
    ["c2", { labels: given.labels, due: given.due }],
    ["c3", given],
  ] as const) {
    const known = server.practice.cards.get(id);
    if (known) server.practice.cards.set(id, { ...known, automated: false, due: null, ...part });
    server.act(id, { type: "comment", text: "called" });
  }
  await card(/^Amara Diallo/).click();
  await expect.poll(() => document.querySelector("[data-card='c3']")?.textContent).toMatch(/Auto\D*\+[23]$/);
  for (const id of ["c1", "c2", "c3"]) {
    const face = document.querySelector(`[data-card='${id}']`)?.firstElementChild;
    const edge = face?.getBoundingClientRect().right ?? 0;
    for (const chip of face?.lastElementChild?.children ?? [])
      expect(chip.getBoundingClientRect().right).toBeLessThanOrEqual(edge - 10);
  }
});

test("Escape puts a lifted card back", async () => {
  const { place } = await open();
  (card(/^Priya Raman/).element() as HTMLElement).focus();
  await userEvent.keyboard(" {ArrowLeft}{Escape}");
  expect(said()).toBe("Put back");
  expect(place("c8")).toBe("scheduling");
});

test("the list of stages moves a card without a drag, and says why it would not", async () => {
  const { place } = await open();
  (card(/^Priya Raman/).element() as HTMLElement).focus();
  await userEvent.keyboard("m");
  await expect
    .element(page.getByRole("menuitem", { name: "Billing" }))
    .toHaveAttribute("aria-disabled", "true");
  await page.getByRole("menuitem", { name: "Intake" }).click();
  await expect.poll(() => place("c8")).toBe("intake");
});

test("somebody else's move is shown", async () => {
  const { server, place } = await open();
  server.act("c9", { type: "move", to: "intake", after: null, before: "c2" });
  await expect.poll(() => place("c9")).toBe("intake");
  await expect.poll(() => document.querySelector("[data-mover='DM']")).not.toBeNull();
});

test("an open card stands in the address by its id, and the browser's back closes it", async () => {
  await open();
  await card(/^Amara Diallo/).click();
  expect(new URLSearchParams(location.search).get("card")).toBe("c1");
  await expect.element(page.getByRole("complementary", { name: "Card of Amara Diallo" })).toBeVisible();
  history.back();
  await expect.poll(() => document.querySelector("aside")).toBeNull();
});

test("looking for a name leaves no trace in the address", async () => {
  await open();
  await userEvent.type(page.getByPlaceholder("Find a patient"), "diallo");
  await expect.poll(() => document.querySelectorAll("[data-card]").length).toBe(1);
  expect(location.href).not.toContain("diallo");
});

test("a thousand cards are under fifteen hundred nodes", async () => {
  await open(1000);
  expect(board?.tools.store.getSnapshot().cards.size).toBe(1000);
  expect(board?.host.querySelectorAll("*").length).toBeLessThan(1500);
});

test("a lost line is said calmly, and what is done meanwhile is sent afterwards", async () => {
  const { server, tools, place } = await open();
  server.setUp(false);
  await expect.element(page.getByText(/The server cannot be reached/)).toBeVisible();
  tools.store.move("c8", { to: "intake", after: null, before: null });
  await expect.element(page.getByText(/1 change will be sent/)).toBeVisible();
  await expect.element(page.getByRole("button", { name: "Try now" })).toBeVisible();
  server.setUp(true);
  tools.store.retryNow();
  await expect.poll(() => server.practice.cards.get("c8")?.stage).toBe("intake");
  expect(place("c8")).toBe("intake");
});

test.each(["light", "dark"])("nothing stands in the way of a person in %s", async (theme) => {
  document.documentElement.dataset["theme"] = theme;
  const { host } = await open();
  await card(/^Amara Diallo/).click();
  await expect.element(page.getByText("Why did this happen?").first()).toBeVisible();
  await expect.poll(() => document.getAnimations().length).toBe(0);
  const { violations } = await axe.run(host);
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`),
  ).toEqual([]);
  delete document.documentElement.dataset["theme"];
});
