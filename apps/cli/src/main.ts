import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Before anything else is loaded, as the server does it: a command answers in half the time from the second on.
enableCompileCache(join(import.meta.dirname, "../../../node_modules/.cache/compiled"));

const { runCli } = await import("./run-cli.ts");

process.exitCode = await runCli(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  isTerminal: process.stderr.isTTY === true,
  write: (text) => process.stderr.write(text),
});
