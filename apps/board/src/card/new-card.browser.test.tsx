import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type Mounted, mountBoard } from "../testing/mount-board.tsx";
import { problem } from "../testing/problem.ts";

let board: Mounted | undefined;

beforeEach(() => page.viewport(1440, 860));
afterEach(() => board?.unmount());

/** The dialog with a patient nobody knows in it. */
async function open(): Promise<Mounted> {
  board = mountBoard();
  await expect.poll(() => board?.tools.store.getSnapshot().status, { timeout: 10_000 }).toBe("live");
  board.tools.dialog.set("new-card");
  await userEvent.type(page.getByLabelText("Patient"), "Nils Aune");
  await page.getByRole("button", { name: "New patient Nils Aune" }).click();
  return board;
}

const create = () => page.getByRole("button", { name: "Create card" });
const keys = ({ server }: Mounted, path: string) =>
  server.asked
    .filter((request) => request.method === "POST" && request.path === path)
    .map((request) => request.headers?.["idempotency-key"]);

test("a refused card does not make its new patient twice", async () => {
  const mounted = await open();
  const { server } = mounted;
  server.answering = ({ method, path }) =>
    method === "POST" && path === "/cards" ? problem(422, "no", "Intake takes no visits today") : undefined;
  await create().click();
  await expect.element(page.getByRole("alert")).toHaveTextContent("Intake takes no visits today");
  server.answering = null;
  await create().click();
  await expect.poll(() => document.querySelector("[role=dialog]"), { timeout: 10_000 }).toBeNull();
  expect(keys(mounted, "/patients").length).toBe(1);
  expect(new Set(keys(mounted, "/cards")).size).toBe(2);
});

test("a patient asked for twice because no answer came is asked for under the same key", async () => {
  const mounted = await open();
  const { server } = mounted;
  server.answering = ({ path }) =>
    path === "/patients" ? problem(503, "not_ready", "The database does not answer.") : undefined;
  await create().click();
  await expect.element(page.getByRole("alert")).toBeVisible();
  server.answering = null;
  await create().click();
  await expect.poll(() => document.querySelector("[role=dialog]"), { timeout: 10_000 }).toBeNull();
  const made = keys(mounted, "/patients");
  expect(made.length).toBe(2);
  expect(new Set(made).size).toBe(1);
});
