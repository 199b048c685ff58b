import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

const YEAR_S = 31_536_000;

/** The built board. Names with a hash in them never change; index.html is asked for every time. */
export async function addBoardFiles(app: FastifyInstance, dist: string): Promise<boolean> {
  if (!existsSync(join(dist, "index.html"))) return false;
  await app.register(fastifyStatic, {
    root: dist,
    wildcard: false,
    index: "index.html",
    cacheControl: false,
    setHeaders: (reply, path) => {
      const lasting = path.includes("/assets/");
      reply.header("cache-control", lasting ? `public, max-age=${YEAR_S}, immutable` : "no-cache");
    },
  });
  return true;
}
