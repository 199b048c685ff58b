import type { FastifyInstance } from "fastify";
import * as z from "zod";
import { refuse } from "../errors/problem.ts";
import type { House } from "../house/house.ts";

const Health = z.object({ status: z.literal("ok") });

/** live: the process answers. ready: the database does too, and its schema is the one this Corridor knows. */
export function healthRoutes(app: FastifyInstance, house: House): void {
  const options = { config: { open: true }, schema: { response: { 200: Health } } };
  app.get("/health/live", options, async () => ({ status: "ok" as const }));
  app.get("/health/ready", options, async () => {
    if (!(await house.backing.ready())) throw refuse("not_ready", "The database does not answer.");
    return { status: "ok" as const };
  });
}
