import { type FactKey, factKey, factParts } from "@corridor/domain";
import type { ClientBase } from "pg";
import { run, type Statement } from "../connection/statement.ts";
import { inputOf } from "./recorded.ts";

/** Everyone takes these in the order of their hashes, which is as good an order as any as long as it is one. */
const advisory: Statement = {
  name: "lock",
  text: `SELECT pg_advisory_xact_lock(hash) FROM (
      SELECT DISTINCT hashtextextended($1 || '/' || key, 0) AS hash FROM unnest($2::text[]) AS key ORDER BY hash OFFSET 0
    ) AS sorted`,
};

/** While they are held no sender leases these effects, so what is still here can be taken back. */
const effects: Statement = {
  name: "lock-effects",
  text: `SELECT 1 FROM outbox WHERE practice = $1 AND effect_key = ANY (ARRAY(
      SELECT effect ->> 'key' FROM decision d, jsonb_array_elements(d.body -> 'effects') AS effect
      WHERE d.practice = $1 AND d.id = ANY ($2)
    )) ORDER BY effect_key FOR UPDATE`,
};

/** Locks what these facts rest on, in one sorted statement; where an undo asks, the effects of its decision too. */
export async function lock(client: ClientBase, practice: string, keys: readonly FactKey[]): Promise<void> {
  const names = new Set<string>();
  const inputs = new Set<string>();
  for (const key of keys) {
    const [kind, first = ""] = factParts(key);
    if (kind === "decision") inputs.add(inputOf(first));
    // Facts that overlap share a lock: any two times of a provider, the pools of a role, a patient.
    else
      names.add(
        kind === "booked" || kind === "pool" || kind === "carers" || kind === "written"
          ? factKey(kind, first)
          : key,
      );
  }
  await Promise.all([
    names.size > 0 && run(client, advisory, [practice, [...names]]),
    inputs.size > 0 && run(client, effects, [practice, [...inputs]]),
  ]);
}
