import type { Ref } from "@corridor/domain";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";

const texts: Statement = {
  name: "unseal",
  text: "SELECT ref, bytes FROM sealed WHERE practice = $1 AND ref = ANY ($2)",
};

/** Protected texts by pointer; what is not there any more is missing. */
export async function unseal(
  client: ClientBase,
  practice: string,
  refs: readonly Ref[],
): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(refs.map(({ ref }) => ref))];
  const { rows } = await run<{ ref: string; bytes: Buffer }>(client, texts, [practice, names]);
  return new Map(rows.map(({ ref, bytes }) => [ref, bytes.toString("utf8")]));
}
