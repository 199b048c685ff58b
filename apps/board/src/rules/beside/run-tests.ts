import { type Api, isRefusal } from "@corridor/client";
import type { Files, Tested } from "@corridor/protocol";

type Suites = Extract<Tested, { suites: unknown }>;
export type OneTest = Suites["suites"][number]["tests"][number];

export type Ran =
  | ({ readonly ok: true } & Pick<Suites, "passed" | "failed" | "suites">)
  | { readonly ok: false; readonly because: string };

/** Runs the rules' own tests over the text on the page; nothing of the practice is touched. */
export async function runTests(api: Api, files: Files): Promise<Ran> {
  try {
    const tested = await api("testRules", { body: { files } });
    if ("suites" in tested) return { ...tested, ok: true };
    const [first] = tested.diagnostics;
    const where = first ? `${first.file}:${first.line}: ${first.message}` : "the rules have faults";
    return { ok: false, because: `The tests could not be run: ${where}.` };
  } catch (error) {
    return { ok: false, because: isRefusal(error) ? error.message : "The server could not be reached." };
  }
}
