import { parseArgs } from "node:util";
import { EnvFault, sentenceOf } from "@corridor/server";
import { type CliCommand, type Exit, type Io, Misuse } from "./command.ts";
import { commands } from "./commands.ts";
import { helpOf, overview } from "./help.ts";

export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  readonly isTerminal: boolean;
  write(text: string): void;
}

/** Runs one command line. Nothing it is given makes it throw. */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<Exit> {
  const command = commandOf(argv);
  if (!command) return unknown(argv, terminal);
  const rest = argv.slice(command.name.split(" ").length);
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { ...command.options, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    if (values["help"] === true) {
      terminal.out(helpOf(command));
      return 0;
    }
    const options = values as Readonly<Record<string, string | boolean | undefined>>;
    return await command.run({ options, positionals }, ioOf(terminal, options["json"] === true));
  } catch (error) {
    return failed(error, command, terminal, rest.includes("--json"));
  }
}

/** The command with the longest name that the line begins with. */
function commandOf(argv: readonly string[]): CliCommand | undefined {
  const line = `${argv.join(" ")} `;
  return commands
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => line.startsWith(`${name} `));
}

function unknown(argv: readonly string[], terminal: Terminal): Exit {
  const words = argv.filter((word) => word !== "--json");
  const list = (some: readonly CliCommand[], exit: Exit): Exit => {
    terminal.out(argv.includes("--json") ? listed(some, exit) : overview(some));
    return exit;
  };
  const first = words[0];
  if (first === undefined) return list(commands, 2);
  if (first === "--help" || first === "-h" || first === "help") return list(commands, 0);
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length > 0 && (words.length === 1 || words.includes("--help")))
    return list(group, words.includes("--help") ? 0 : 2);
  const named = words.filter((word) => !word.startsWith("-")).slice(0, 2);
  const sentence = `There is no command ${named.join(" ")}. See corridor --help.`;
  if (argv.includes("--json")) terminal.out(JSON.stringify({ ok: false, error: sentence }));
  else terminal.err(sentence);
  return 2;
}

/** What there is, for programs. */
function listed(some: readonly CliCommand[], exit: Exit): string {
  const all = some.map(({ name, usage, summary }) => ({ name, usage, summary }));
  return JSON.stringify({
    ...(exit === 0 ? { ok: true } : { ok: false, error: "Say which command." }),
    commands: all,
  });
}

function failed(error: unknown, { name }: CliCommand, { out, err }: Terminal, json: boolean): Exit {
  const misused = error instanceof Misuse || error instanceof EnvFault || isParseFault(error);
  const sentence = misused ? (error as Error).message : sentenceOf(error);
  if (json) out(JSON.stringify({ ok: false, error: sentence }));
  else err(misused ? `${sentence}\nSee corridor ${name} --help.` : sentence);
  return misused ? 2 : 1;
}

const isParseFault = (error: unknown): boolean =>
  error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

function ioOf({ out, err, isTerminal, write }: Terminal, json: boolean): Io {
  let shown = false;
  const clear = () => {
    if (shown) write("\r\u001b[K");
    shown = false;
  };
  return {
    json,
    out: (line) => {
      clear();
      out(line);
    },
    err: (line) => {
      clear();
      err(line);
    },
    progress: (text) => {
      if (!isTerminal) return;
      write(`\r\u001b[K${text}`);
      shown = true;
    },
  };
}
