import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { projectRoot } from "../../env.ts";

/** Where the application's and the owner's role find a database. */
export interface Addresses {
  readonly appUrl: string;
  readonly ownerUrl: string;
}

/** Vitest's `onTestFinished`: what is handed to it is done at the end of the test, however that went. */
export type AtEnd = (end: () => Promise<void> | void) => void;

/** A process of Corridor's that ends at the latest with the test that began it. */
export function begin(
  main: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  atEnd: AtEnd,
): ChildProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ["--conditions=@corridor/source", join(projectRoot, main), ...args], {
    env: { ...(PATH && { PATH }), ...(HOME && { HOME }), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  atEnd(async () => {
    process.off("exit", end);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    end();
    await gone;
  });
  return child;
}

export const environmentOf = ({ appUrl, ownerUrl }: Addresses): NodeJS.ProcessEnv => ({
  DATABASE_URL: appUrl,
  MIGRATE_DATABASE_URL: ownerUrl,
});

export interface Said {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
}

/** The real command line, in a process of its own. */
export async function corridor(addresses: Addresses, atEnd: AtEnd, args: readonly string[]): Promise<Said> {
  const began = performance.now();
  const child = begin("apps/cli/src/main.ts", args, environmentOf(addresses), atEnd);
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout?.setEncoding("utf8").on("data", (part: string) => out.push(part));
  child.stderr?.setEncoding("utf8").on("data", (part: string) => err.push(part));
  const [exit] = (await once(child, "close")) as [number | null];
  return { exit, out: out.join(""), err: err.join(""), ms: performance.now() - began };
}
