import type { Sealed } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { run, type Statement } from "../../connection/statement.ts";

/** A pointer is made from its owner and text: one that is there already points to the same. */
const seal: Statement = {
  name: "seal",
  text: `INSERT INTO sealed (practice, owner, ref, bytes)
    SELECT $1, owner, ref, convert_to(text, 'UTF8') FROM unnest($2::text[], $3::text[], $4::text[]) AS s (owner, ref, text)
    ORDER BY ref
    ON CONFLICT (practice, ref) DO NOTHING`,
};

/** Protected texts, kept once and apart from everything else. */
export function writeSealed(
  client: ClientBase,
  practice: string,
  sealed: readonly Sealed[],
): readonly Promise<unknown>[] {
  if (sealed.length === 0) return [];
  const column = (name: keyof Sealed) => sealed.map((text) => text[name]);
  return [run(client, seal, [practice, column("owner"), column("ref"), column("text")])];
}
