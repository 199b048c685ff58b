import { parentPort } from "node:worker_threads";
import type { Diagnostic } from "@corridor/rules";
import { compileDirectory } from "@corridor/rules/suites";
import { jsonReport, runTests } from "@corridor/trials";
import type { Answered, Asked, Files } from "./thread.ts";

/** What is said of files, and what their rules are named by; null where they, or the tests among them, have errors. */
interface Check {
  readonly hash: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is done beside the event loop: files come in, what is said of them goes out. */
const works = {
  check: (files: Files): Check => {
    const compiled = compileDirectory(files, new Date().toISOString());
    return compiled.ok
      ? { hash: compiled.ruleset.hash, diagnostics: compiled.warnings }
      : { hash: null, diagnostics: compiled.diagnostics };
  },
  test: async (files: Files) => jsonReport(await runTests(files)),
};
export type Works = typeof works;

parentPort?.on("message", async ({ id, work, files }: Asked) => {
  const answer = await works[work](files);
  parentPort?.postMessage({ id, answer } satisfies Answered);
});
