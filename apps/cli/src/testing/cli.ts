import { runCli } from "../run-cli.ts";

/** Runs one command line as an operator would, and hears what it says. */
export async function cli(...argv: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = {
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    isTerminal: false,
    write: () => undefined,
  };
  const exit = await runCli(argv, terminal);
  return { exit, out: out.join("\n"), err: err.join("\n") };
}
