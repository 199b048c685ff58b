import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchFiles } from "./watch-files.ts";

test("every save is heard of, of files that an editor replaces and of those it writes on, and each once", async () => {
  const dir = mkdtempSync(join(tmpdir(), "corridor-saves-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, "a.yaml");
  writeFileSync(file, "0");
  const saves = watchFiles(dir, async () => readFileSync(file, "utf8"), "0");
  const replaced = (text: string) => {
    writeFileSync(`${file}~`, text);
    renameSync(`${file}~`, file);
  };
  const heard: unknown[] = [];
  for (const save of [
    () => replaced("1"),
    () => replaced("2"),
    () => appendFileSync(file, "+"),
    () => replaced("3"),
  ]) {
    const next = saves.next();
    setTimeout(save, 50);
    heard.push((await next).value);
  }
  expect(heard).toEqual(["1", "2", "2+", "3"]);
  await saves.return(undefined);
}, 30_000);
