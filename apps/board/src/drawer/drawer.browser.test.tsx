import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { problem } from "../testing/fixture-server.ts";
import { type Mounted, mountBoard } from "../testing/mount-board.tsx";

let board: Mounted | undefined;
const wait = { timeout: 15_000 };

beforeEach(() => page.viewport(1440, 860));
afterEach(() => board?.unmount());

async function open(): Promise<Mounted> {
  board = mountBoard();
  await expect.poll(() => board?.tools.store.getSnapshot().status, wait).toBe("live");
  return board;
}

test("a history that could not be read says so calmly and is asked for again when the line is back", async () => {
  const { server, tools } = await open();
  server.setUp(false);
  tools.open.set("c1");
  await expect.element(page.getByText(/could not be read just now/), wait).toBeVisible();
  server.setUp(true);
  tools.store.retryNow();
  await expect.element(page.getByText("Why did this happen?").first(), wait).toBeVisible();
  await expect.poll(() => document.body.textContent).not.toContain("could not be read");
});

test("a server at a loss is asked for the history again after a while", async () => {
  const { server, tools } = await open();
  let times = 0;
  server.answering = ({ path }) => {
    if (!path.includes("/history") || times > 0) return undefined;
    times += 1;
    return problem(503, "not_ready", "The database does not answer.");
  };
  tools.open.set("c1");
  await expect.element(page.getByText(/could not be read just now/), wait).toBeVisible();
  await expect.element(page.getByText("Why did this happen?").first(), wait).toBeVisible();
});
