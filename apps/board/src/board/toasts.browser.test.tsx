import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { type Mounted, mountBoard } from "../testing/mount-board.tsx";

let board: Mounted | undefined;

beforeEach(() => page.viewport(1440, 860));
afterEach(() => {
  vi.useRealTimers();
  board?.unmount();
});

test("a toast stays for as long as the keyboard is on it", async () => {
  board = mountBoard();
  const { tools } = board;
  await expect.poll(() => tools.store.getSnapshot().status, { timeout: 15_000 }).toBe("live");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  tools.store.move("c8", { to: "intake", after: null, before: null });
  const toast = () => document.querySelector<HTMLElement>("[data-kind='done']");
  await vi.waitUntil(() => toast() !== null);
  const [undo, close] = toast()?.querySelectorAll("button") ?? [];
  undo?.focus();
  close?.focus();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(toast()).not.toBeNull();
  close?.blur();
  await vi.advanceTimersByTimeAsync(8_100);
  expect(toast()).toBeNull();
});
