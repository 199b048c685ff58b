import type { Transport } from "@corridor/client";
import { Diagnostic, type Files } from "@corridor/protocol";
import * as z from "zod/mini";

const Failure = z.object({
  line: z.int(),
  column: z.int(),
  expected: z.string(),
  actual: z.string(),
  why: z.array(z.string()),
});

const OneTest = z.object({ name: z.string(), line: z.int(), ok: z.boolean(), failure: z.nullable(Failure) });
export type OneTest = z.infer<typeof OneTest>;

const Suite = z.object({ file: z.string(), tests: z.array(OneTest) });

const Answer = z.union([
  z.object({ passed: z.int(), failed: z.int(), suites: z.array(Suite) }),
  z.object({ ok: z.literal(false), diagnostics: z.array(Diagnostic) }),
]);

export type Ran =
  | {
      readonly ok: true;
      readonly passed: number;
      readonly failed: number;
      readonly suites: readonly z.infer<typeof Suite>[];
    }
  | { readonly ok: false; readonly because: string };

/** Runs the rules' own tests over the text on the page; nothing of the practice is touched. */
export async function runTests(transport: Transport, files: Files): Promise<Ran> {
  try {
    const { status, body } = await transport.request({
      method: "POST",
      path: "/rules/test",
      body: { files },
    });
    if (status === 404) return { ok: false, because: "This server does not run tests yet." };
    const read = Answer.safeParse(body);
    if (status !== 200 || !read.success)
      return { ok: false, because: `The tests could not be run (${status}).` };
    if ("suites" in read.data) return { ok: true, ...read.data };
    const [first] = read.data.diagnostics;
    const where = first ? `${first.file}:${first.line}: ${first.message}` : "the rules have faults";
    return { ok: false, because: `The tests could not be run: ${where}.` };
  } catch {
    return { ok: false, because: "The server could not be reached." };
  }
}
