import { setImmediate as breathe } from "node:timers/promises";
import { renderDiagnostics } from "@corridor/rules";
import { type CompiledSuites, compileSuites } from "@corridor/rules/suites";
import {
  jsonReport,
  junitFaults,
  junitReport,
  mutate,
  type Mutation,
  mutationText,
  type Run,
  runSuites,
  tapFaults,
  tapReport,
  textReport,
} from "@corridor/trials";
import { type CliCommand, type Exit, type Io, Misuse, type Parsed } from "../command.ts";
import { readFiles } from "./rules-check.ts";
import { watchFiles } from "./watch-files.ts";

const FORMATS = ["text", "json", "junit", "tap"] as const;
type Format = (typeof FORMATS)[number];
type Files = Readonly<Record<string, string>>;

export const rulesTest: CliCommand = {
  name: "rules test",
  usage: "[DIR] [--mutate] [--shuffle-restarts] [--watch]",
  summary: "Run the tests of a rules directory",
  teaches: `
Runs every file of kind tests in DIR (CORRIDOR_RULES_DIR, or rules) on a virtual clock: no database is needed and
nothing leaves. What was not as expected is shown with its place, what happened instead, and the rule's own account.
The last line is the count: N passed, N failed. Ends with 1 where something failed, or covers less than its file asks.

  --format VALUE        text, json, junit or tap; for junit and tap the count goes to stderr
  --shuffle-restarts    run each test again with a restart before every step: nothing may come out otherwise
  --mutate              when all pass: change rules, ladders, lifecycle and tables one small thing at a time, and list the
                        changes that no test notices. What none could notice is declared in the file of tests, with its
                        reason: equivalent: [{ rule: ID, mutant: "as it is listed", because: … }]
  --watch               run again whenever a file changes, until Ctrl-C

A test puts a card somewhere, lets time pass or does something, and says what it expects:

  tests:
    - name: a card stuck in intake is escalated after a day
      card: { id: c1, stage: intake }
      steps:
        - { at: 2026-11-03T09:00, expect: { fired: [stuck-in-intake], escalation: { stuck-card: 0 } } }
        - { do: { move: scheduling, as: mia }, expect: { escalation: { stuck-card: done } } }

  npm run -s corridor -- rules test rules --mutate
  npm run -s corridor -- rules test rules --format junit > results.xml`,
  options: {
    format: { type: "string" },
    mutate: { type: "boolean" },
    "shuffle-restarts": { type: "boolean" },
    watch: { type: "boolean" },
  },
  run: async (parsed, io) => {
    const format = formatOf(parsed, io);
    const { dir, files } = await readFiles(parsed.positionals[0]);
    const exit = await runOnce(files, parsed, format, io);
    if (parsed.options["watch"] !== true) return exit;
    io.err(`Watching ${dir}; Ctrl-C ends it.`);
    const read = async () => (await readFiles(parsed.positionals[0])).files;
    for await (const changed of watchFiles(dir, read, files)) {
      io.out("");
      await runOnce(changed, parsed, format, io);
    }
    return exit;
  },
};

function formatOf({ options }: Parsed, io: Io): Format {
  const asked = options["format"] ?? (io.json ? "json" : "text");
  const format = FORMATS.find((one) => one === asked);
  if (!format) throw new Misuse(`There is no format ${String(asked)}: it is one of ${FORMATS.join(", ")}.`);
  return format;
}

async function runOnce(files: Files, { options }: Parsed, format: Format, io: Io): Promise<Exit> {
  const compiled = compileSuites(files);
  if (!compiled.ok) {
    io.out(faultsOf(compiled, files, format));
    if (format !== "json") (format === "text" ? io.out : io.err)("\n0 passed, 0 failed");
    return 1;
  }
  const progress = (what: string) => (done: number, of: number) => io.progress(`${done} of ${of} ${what}`);
  const restarts = options["shuffle-restarts"] === true;
  const run = await runSuites(compiled.suites, { restarts, breathe, progress: progress("tests") });
  const mutates = options["mutate"] === true;
  const mutation =
    mutates && run.failed === 0
      ? await mutate(compiled.suites, { breathe, progress: progress("mutants") })
      : null;
  // What was declared to change nothing and is not so is a failure as any other.
  const failed = run.failed + (mutation?.wrong.length ?? 0);
  io.out(reportOf({ ...run, failed }, mutation, format));
  if (mutates && mutation === null) io.err("No mutants were made: all tests must pass first.");
  if (format === "junit" || format === "tap") io.err(`${run.passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function faultsOf(compiled: CompiledSuites & { readonly ok: false }, files: Files, format: Format): string {
  const { diagnostics } = compiled;
  if (format === "json") return JSON.stringify(compiled);
  if (format === "junit") return junitFaults(diagnostics);
  return format === "tap" ? tapFaults(diagnostics) : renderDiagnostics(diagnostics, files);
}

function reportOf(run: Run & { readonly ok: true }, mutation: Mutation | null, format: Format): string {
  switch (format) {
    case "json":
      return JSON.stringify(jsonReport(run, mutation));
    case "junit":
      return junitReport(run, mutation);
    case "tap":
      return tapReport(run, mutation);
    case "text":
      return mutation === null ? textReport(run) : `${mutationText(mutation)}\n\n${textReport(run)}`;
  }
}
