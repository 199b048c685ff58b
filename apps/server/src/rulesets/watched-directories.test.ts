import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { WatchedDirectories } from "./watched-directories.ts";

test("a file that is replaced again and again is heard of each time, in new directories too, until it is closed", async () => {
  const root = mkdtempSync(join(tmpdir(), "corridor-watched-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  let heard = 0;
  const watched = new WatchedDirectories(root, () => void (heard += 1));
  await watched.refresh();
  const replaced = (path: string, text: string) => {
    writeFileSync(`${path}~`, text);
    renameSync(`${path}~`, path);
  };
  const isHeard = async (change: () => void) => {
    const before = heard;
    change();
    await vi.waitFor(() => expect(heard).toBeGreaterThan(before), { timeout: 5_000 });
    // The echo of a change is no news of the next one.
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
  for (let n = 0; n < 5; n += 1) await isHeard(() => replaced(join(root, "a.yaml"), `${n}`));
  await isHeard(() => mkdirSync(join(root, "templates")));
  await watched.refresh();
  for (let n = 0; n < 3; n += 1) await isHeard(() => replaced(join(root, "templates/b.md"), `${n}`));
  watched.close();
  await watched.refresh();
  const before = heard;
  replaced(join(root, "a.yaml"), "more");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(heard).toBe(before);
});
