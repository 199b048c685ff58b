import type { CliCommand } from "./command.ts";

/** What there is, a line each. */
export function overview(commands: readonly CliCommand[]): string {
  const width = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length));
  return [
    "corridor: moves patient cards through a medical practice",
    "",
    "Usage: npm run -s corridor -- COMMAND [options]",
    "",
    ...commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(width + 2)}${summary}`),
    "",
    "Every command takes --help and --json. It ends with 0 when all is well, 1 when something was found wrong,",
    "2 when it was asked wrongly. The database is the one of DATABASE_URL, else the embedded one in",
    "CORRIDOR_DATA_DIR; a server that is running may go on running.",
  ].join("\n");
}

export function helpOf({ name, usage, summary, teaches, options = {} }: CliCommand): string {
  const own = Object.entries(options).map(
    ([option, { type }]) => `  --${option}${type === "string" ? " VALUE" : ""}`,
  );
  return [
    `corridor ${name} ${usage}`.trimEnd(),
    "",
    summary,
    "",
    teaches.trim(),
    "",
    "Options:",
    ...own,
    "  --json",
    "  --help",
  ].join("\n");
}
