import type { Ruleset } from "@corridor/rules";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";

/** The files of a ruleset as they were written last, by whichever node: what they say is what it is named by. */
export async function textOf(
  { row }: OpenPractice,
  { history }: Backing,
  { hash, files }: Ruleset,
): Promise<Record<string, string>> {
  return { ...((await history.rulesetText(row.id, hash)) ?? files) };
}
