import { type FactKey, type FactKind, factParts, type FactValues } from "@corridor/domain";
import type { FactMap } from "@corridor/engine/ports";
import type { ClientBase } from "pg";
import { groupBy } from "../../group-by.ts";
import { run } from "../../connection/statement.ts";
import { booked } from "./booked.ts";
import { card } from "./card.ts";
import { cards } from "./cards.ts";
import { carers } from "./carers.ts";
import { delivery } from "./delivery.ts";
import { decision } from "./decision.ts";
import { gap } from "./gap.ts";
import { matching } from "./matching.ts";
import { owners } from "./owners.ts";
import { pool } from "./pool.ts";
import { lifecycle, patient, paused, person, ruleset } from "./records.ts";
import type { Room } from "./room.ts";
import { slot } from "./slot.ts";
import { tally } from "./tally.ts";
import { touched } from "./touched.ts";
import { wip } from "./wip.ts";
import { written } from "./written.ts";

const rooms: { readonly [K in FactKind]: Room<K> } = {
  ...{
    wip,
    gap,
    patient,
    person,
    pool,
    carers,
    owners,
    touched,
    decision,
    cards,
    matching,
    tally,
    booked,
    slot,
  },
  ...{ ruleset, lifecycle, paused, card, written, delivery },
};

type Value = FactValues[FactKind];

/** Reads facts without a lock: one statement per kind, all in one round trip. */
export async function facts(
  client: ClientBase,
  practice: string,
  keys: readonly FactKey[],
): Promise<FactMap> {
  const byKind = groupBy(new Set(keys), (key) => factParts(key)[0]);
  const answers = await Promise.all([...byKind].map(([kind, asked]) => ask(client, practice, kind, asked)));
  return Object.fromEntries(answers.flat());
}

async function ask(
  client: ClientBase,
  practice: string,
  kind: FactKind,
  keys: readonly FactKey[],
): Promise<readonly (readonly [FactKey, Value])[]> {
  const { args, statement, read } = rooms[kind];
  const parts = keys.map(factParts);
  const lists = args.map((_, n) => parts.map((part) => part[n + 1] ?? ""));
  const { rows } = await run<{ n: number; value: never }>(client, statement, [practice, ...lists]);
  return rows.map(({ n, value }) => [keys[n - 1] as FactKey, read ? read(value) : value]);
}
