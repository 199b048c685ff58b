import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { refuse } from "../errors/problem.ts";
import type { Watchman } from "../operations/readiness.ts";

const Health = z.object({ status: z.literal("ok") });

/**
 * live: the process answers. ready: the database does too (its schema was made sure of at the start), boards follow the
 * history, and clocks are looked at where this node does that. A clock that is late makes nobody unready: a practice
 * that is behind after a night needs its node. How late, metrics say.
 */
export function healthRoutes(app: FastifyInstance, watchman: Watchman): void {
  const options = { config: { open: true }, schema: { response: { 200: Health } } };
  app.get("/health/live", options, async () => ({ status: "ok" as const }));
  app.get("/health/ready", options, async () => {
    const { because } = await watchman.look();
    if (because !== null) throw refuse("not_ready", because, { "retry-after": "5" });
    return { status: "ok" as const };
  });
}
