import type { Server } from "node:net";
import { join } from "node:path";
import type { RulesProposal } from "@corridor/protocol";
import type { FastifyBaseLogger } from "fastify";
import { createApp } from "../app.ts";
import { type Env, projectRoot } from "../env.ts";
import { foundPractice } from "../house/found-practice.ts";
import { openHouse } from "../house/house.ts";
import { createMetrics } from "../operations/metrics.ts";
import { serveMetrics } from "../operations/metrics-server.ts";
import { Watchman } from "../operations/readiness.ts";
import { traceOf } from "../plugins/app/problems.ts";
import { failingTests } from "../rulesets/failing-tests.ts";
import { Proposer } from "../rulesets/proposer.ts";
import { createSender } from "../senders/sender.ts";
import { standInConnectors } from "../senders/stand-ins.ts";
import { createTransports } from "../senders/transports/transports.ts";
import type { Addresses } from "./find-database.ts";
import { openBacking } from "./open-backing.ts";
import { demoPersonas, seedDemo } from "./seed-demo.ts";

export interface Opening {
  readonly env: Env;
  readonly addresses: Addresses;
  readonly logger: FastifyBaseLogger;
  readonly log: (line: string) => void;
  readonly say: (line: string) => void;
  /** Takes what is to be closed again, in the order it was opened; also where opening fails midway. */
  readonly closers: (() => Promise<unknown>)[];
}

/** Opens the practice over a database that runs, and listens. Resolves with the address. */
export async function openServer(opening: Opening): Promise<string> {
  const { env, addresses, logger, log, say, closers } = opening;
  const backing = await openBacking(addresses, log, true);
  closers.push(() => backing.close());
  const fault = (error: unknown) => logger.error({ fault: traceOf(error) }, "fault");
  if (env.demo && (await backing.practices()).length === 0)
    await seedDemo({
      appUrl: addresses.appUrl,
      rulesDir: env.rulesDir,
      now: await backing.worklist.now(),
      say,
      fault,
    });
  const transports = createTransports(env.senders);
  closers.push(async () => transports.close());
  const sender = (practice: Parameters<typeof createSender>[0]) =>
    createSender(practice, backing, standInConnectors, transports);
  const metrics = env.metricsPort === null ? null : createMetrics();
  const house = await openHouse({
    ...{ backing, sender, fault, tickers: env.role !== "web" },
    ...(metrics && { committed: metrics.committed }),
    ...(env.demo && { personas: demoPersonas(await backing.worklist.now()) }),
  });
  closers.push(() => house.close());
  closers.push(async () => transports.hurry());
  const id = await foundPractice(house, backing, env.rulesDir, "My practice");
  const practice = await house.practice(id);
  // Places and codes alone: the words of a fault, or of a test, may quote whatever somebody wrote there.
  const said = ({ status, diagnostics }: RulesProposal) => {
    const faults = diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`);
    if (status === "active") logger.info({ status }, "rules directory");
    else logger.warn({ status, faults: faults.slice(0, 3) }, "rules directory");
  };
  const proposed = { practice, backing, dir: env.rulesDir, test: failingTests, said, fault };
  if (env.role !== "web") house.proposers.set(id, new Proposer(proposed));
  const watchman = new Watchman(house);
  if (metrics && env.metricsPort !== null) {
    const at = { port: env.metricsPort, host: env.host };
    const served = await serveMetrics(at, { metrics, house, watchman, fault });
    logger.info({ port: served.port }, "metrics");
    closers.push(() => served.close());
  }
  const boardDist = join(projectRoot, "apps/board/dist");
  const app = await createApp({
    ...{ house, logger, watchman, senders: env.senders, role: env.role, boardDist },
    ...(metrics && { metrics }),
  });
  closers.push(() => app.close());
  await app.listen({ port: env.port, host: env.host });
  return urlOf(env.host, app.server.address());
}

function urlOf(host: string, address: ReturnType<Server["address"]>): string {
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
