import { afterAll, describe, expect, it } from "vitest";
import { createPool } from "../connection/pool.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { booked } from "./facts/booked.ts";
import { carers } from "./facts/carers.ts";
import { cards } from "./facts/cards.ts";
import { decision } from "./facts/decision.ts";
import { gap } from "./facts/gap.ts";
import { owners } from "./facts/owners.ts";
import { pool as poolOfRole } from "./facts/pool.ts";
import { patient, person, ruleset } from "./facts/records.ts";
import { slot } from "./facts/slot.ts";
import { tally } from "./facts/tally.ts";
import { touched } from "./facts/touched.ts";
import { card } from "./facts/card.ts";
import { delivery } from "./facts/delivery.ts";
import { wip } from "./facts/wip.ts";
import { written } from "./facts/written.ts";

const { database, close } = await openTestStore();
const pool = createPool({ url: database.appUrl, max: 1 });
afterAll(async () => {
  await pool.end();
  await close();
});

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly Node[];
}

const nodesOf = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** The generic plan, as the application's role gets it on tables that are still empty. */
async function planOf(name: string, text: string, args: number): Promise<readonly Node[]> {
  const lists = Array.from({ length: args }, () => "ARRAY['1']");
  await pool.query(`PREPARE "${name}" AS ${text}`);
  const { rows } = await pool.query(`EXPLAIN (FORMAT json) EXECUTE "${name}"('p', ${lists.join(", ")})`);
  return nodesOf(rows[0]["QUERY PLAN"][0].Plan);
}

const rooms = {
  wip,
  gap,
  patient,
  person,
  ruleset,
  pool: poolOfRole,
  carers,
  owners,
  tally,
  touched,
  decision,
  card,
  written,
  delivery,
  cards,
  booked,
  slot,
};
/** How much of a key a look-up must name besides the practice: one argument, or two. */
const narrow = {
  gap: 2,
  tally: 1,
  touched: 3,
  booked: 3,
  slot: 2,
  wip: 2,
  patient: 3,
  person: 3,
  ruleset: 2,
  card: 2,
  written: 3,
  delivery: 2,
  cards: 2,
  decision: 2,
  pool: 2,
  carers: 2,
  owners: 3,
};

describe("every fact is found through an index", () => {
  it.each(Object.keys(rooms) as (keyof typeof rooms)[])("%s", async (kind) => {
    const { statement, args } = rooms[kind];
    const nodes = await planOf(`plan-${kind}`, statement.text, args.length);
    expect(
      nodes.map((node) => node["Node Type"]).filter((type) => /Seq Scan|Hash Join|Merge Join/.test(type)),
    ).toEqual([]);
    const conditions = nodes.flatMap((node) => node["Index Cond"] ?? []);
    expect(conditions.length).toBeGreaterThan(0);
    for (const condition of conditions) {
      expect(condition).toContain("practice");
      expect(condition.split(" AND ").length).toBeGreaterThanOrEqual(Math.min(2, narrow[kind]));
    }
    expect(
      Math.max(...conditions.map((condition) => condition.split(" AND ").length)),
    ).toBeGreaterThanOrEqual(narrow[kind]);
  });
});
