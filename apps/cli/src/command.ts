import type { parseArgs } from "node:util";

export type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]>;

export interface Parsed {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Where a command says things: results to `out`, everything about the work to `err`. */
export interface Io {
  readonly json: boolean;
  out(line: string): void;
  err(line: string): void;
  /** One line that is written over while work goes on; nothing where nobody watches. */
  progress(text: string): void;
}

/** 0: done and well. 1: done, and something is wrong with what was looked at. 2: it was asked wrongly. */
export type Exit = 0 | 1 | 2;

/** One thing the command line can do. */
export interface CliCommand {
  /** As it is typed: `import fhir`. */
  readonly name: string;
  readonly summary: string;
  /** Arguments after the name. */
  readonly usage: string;
  /** What a person who has not used it before should know, examples included. */
  readonly teaches: string;
  readonly options?: Options;
  run(parsed: Parsed, io: Io): Promise<Exit>;
}

/** It was asked wrongly: the sentence says what is missing. Ends with exit code 2. */
export class Misuse extends Error {
  override readonly name = "Misuse";
}
