import { parentPort } from "node:worker_threads";
import { compileRuleset } from "@corridor/rules";
import type { Answered, Asked } from "./check-rules.ts";

/** The other side of `checkRules`: files come in, what is said of them goes out. */
parentPort?.on("message", ({ id, files }: Asked) => {
  const compiled = compileRuleset(files);
  const diagnostics = compiled.ok ? compiled.warnings : compiled.diagnostics;
  parentPort?.postMessage({ id, ok: compiled.ok, diagnostics } satisfies Answered);
});
