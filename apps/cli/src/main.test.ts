import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";

test("whoever has read enough may stop reading", async () => {
  const main = join(import.meta.dirname, "main.ts");
  const child = spawn(process.execPath, ["--conditions=@corridor/source", main, "rules", "schema", "rules"]);
  let said = "";
  child.stderr.on("data", (chunk) => (said += String(chunk)));
  child.stdout.destroy();
  await once(child, "close");
  expect(said).toBe("");
});
