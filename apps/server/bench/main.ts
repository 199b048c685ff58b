import pg from "pg";
import { compileRuleset } from "@corridor/rules";
import { readRulesDir } from "../src/house/found-practice.ts";
import { projectRoot } from "../src/env.ts";
import { manyRules } from "../src/proof/many-rules.ts";
import { bareMoves } from "./baseline.ts";
import { dragToSocket } from "./drag-to-socket.ts";
import { httpMoves } from "./http-moves.ts";
import { stepRate } from "./step-rate.ts";
import { openWorld, type World } from "./world.ts";

/** Prints figures as ratios against a baseline measured in the same run on the same machine. */
const CLIENTS = 16;
const SECONDS = 5;

const whole = (n: number): string => Math.round(n).toLocaleString("en-US");

async function compareMoves(world: World, title: string): Promise<void> {
  const bare = await bareMoves(world.ownerUrl, CLIENTS, SECONDS);
  const client = await world.signedIn(CLIENTS);
  const moves = await httpMoves(client, world.cards, CLIENTS, SECONDS);
  client.close();
  const ratio = (moves.perSecond / bare).toFixed(2);
  console.log(
    `${title}: ${whole(moves.perSecond)} moves/s over HTTP beside ${whole(bare)} bare transactions/s, ratio ${ratio}`,
  );
  console.log(
    `  ${CLIENTS} clients, p50 ${moves.p50.toFixed(1)} ms, p99 ${moves.p99.toFixed(1)} ms, errors ${moves.errors}`,
  );
}

async function slowDisk(ownerUrl: string, microseconds: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`ALTER SYSTEM SET commit_delay = ${microseconds}`);
  await client.query("ALTER SYSTEM SET commit_siblings = 0");
  await client.query("SELECT pg_reload_conf()");
  await client.end();
}

const files = await readRulesDir(`${projectRoot}/rules`);
const compiled = compileRuleset(files);
if (!compiled.ok) throw new Error("the rules do not compile");
console.log(
  `step: ${whole(stepRate(compiled.ruleset, 2))} a second on one core, ${compiled.ruleset.rules.length} rules`,
);

const more = compileRuleset({ ...files, "more.rules.yaml": manyRules(1_000) });
if (!more.ok) throw new Error("a thousand more rules do not compile");
const [few, many] = [stepRate(compiled.ruleset, 2), stepRate(more.ruleset, 2)];
console.log(
  `step with ${more.ruleset.rules.length} rules: ${whole(many)} a second, ${(few / many).toFixed(2)} times slower`,
);

const begun = performance.now();
compileRuleset({ ...files, "more.rules.yaml": manyRules(210 - compiled.ruleset.rules.length) });
const checked = performance.now() - begun;
console.log(
  `210 rules: loaded and checked in ${checked.toFixed(0)} ms, as long as ${whole((checked / 1000) * few)} steps`,
);

const world = await openWorld(CLIENTS * 50);
try {
  await compareMoves(world, "fast disk");
  const client = await world.signedIn(2);
  const alone = await httpMoves(client, world.cards.slice(0, 50), 1, 3);
  console.log(`one client: p50 ${alone.p50.toFixed(1)} ms, p99 ${alone.p99.toFixed(1)} ms`);
  const seen = await dragToSocket(client, world.origin, world.cards.at(-1) as string, 200);
  console.log(`a drag on another socket: p50 ${seen.p50.toFixed(1)} ms, p99 ${seen.p99.toFixed(1)} ms`);
  client.close();
  await slowDisk(world.ownerUrl, 1000);
  await compareMoves(world, "slow disk (commit_delay=1000)");
} finally {
  await world.close();
}
