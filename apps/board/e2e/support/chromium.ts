import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright";

/** As vitest.workspace.ts, which hands down what it found: the one named, the system's, else the one from npm. */
export async function launchChromium(): Promise<Browser> {
  const named = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/google-chrome"];
  const found = named.find((path) => path !== undefined && path !== "" && existsSync(path));
  const executablePath = found ?? (await (await import("@sparticuz/chromium")).default.executablePath());
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
}
