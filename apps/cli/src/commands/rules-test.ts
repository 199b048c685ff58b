import { setImmediate as breathe } from "node:timers/promises";
import { watch } from "node:fs/promises";
import { renderDiagnostics } from "@corridor/rules";
import { compileSuites } from "@corridor/rules/suites";
import {
  jsonReport,
  junitReport,
  mutate,
  type Mutation,
  mutationText,
  type Run,
  runSuites,
  tapReport,
  textReport,
} from "@corridor/trials";
import { type CliCommand, type Exit, type Io, Misuse, type Parsed } from "../command.ts";
import { readRules } from "./rules-check.ts";

const FORMATS = ["text", "json", "junit", "tap"] as const;
type Format = (typeof FORMATS)[number];

export const rulesTest: CliCommand = {
  name: "rules test",
  usage: "[DIR] [--mutate] [--shuffle-restarts] [--watch]",
  summary: "Run the tests of a rules directory",
  teaches: `
Runs every file of kind tests in DIR (CORRIDOR_RULES_DIR, or rules) on a virtual clock: no database is needed and
nothing leaves. What was not as expected is shown with its place, what happened instead, and the rule's own account.

  --format VALUE        text, json, junit or tap
  --shuffle-restarts    run each test again with a restart before every step: nothing may come out otherwise
  --mutate              change the rules one small thing at a time, and list the changes that no test notices
  --watch               run again whenever a file changes

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
    const { dir } = await readRules(parsed.positionals[0]);
    const exit = await runOnce(parsed, format, io);
    if (parsed.options["watch"] !== true) return exit;
    for await (const _change of watch(dir, { recursive: true })) {
      io.out("");
      await runOnce(parsed, format, io);
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

async function runOnce({ options, positionals }: Parsed, format: Format, io: Io): Promise<Exit> {
  const { files } = await readRules(positionals[0]);
  const compiled = compileSuites(files);
  if (!compiled.ok) {
    io.out(format === "json" ? JSON.stringify(compiled) : `${renderDiagnostics(compiled.diagnostics, files)}\n\n0 passed, 0 failed`);
    return 1;
  }
  const progress = (what: string) => (done: number, of: number) => io.progress(`${done} of ${of} ${what}`);
  const restarts = options["shuffle-restarts"] === true;
  const run = await runSuites(compiled.suites, { restarts, breathe, progress: progress("tests") });
  const mutation =
    options["mutate"] === true && run.failed === 0
      ? await mutate(compiled.suites, { breathe, progress: progress("mutants") })
      : null;
  io.out(reportOf(run, mutation, format));
  return run.failed === 0 && (mutation?.wrong.length ?? 0) === 0 ? 0 : 1;
}

function reportOf(run: Run & { readonly ok: true }, mutation: Mutation | null, format: Format): string {
  switch (format) {
    case "json":
      return JSON.stringify(jsonReport(run, mutation));
    case "junit":
      return junitReport(run);
    case "tap":
      return tapReport(run);
    case "text":
      return mutation === null ? textReport(run) : `${mutationText(mutation)}\n\n${textReport(run)}`;
  }
}
