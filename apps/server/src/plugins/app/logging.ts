import type { FastifyInstance } from "fastify";

/**
 * One line a request: the route as it is written in the code, never the address as it was asked, no body, no
 * query, no header. Ids of people and cards are in no line either.
 */
export function addLogging(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? "(none)";
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    const level = reply.statusCode >= 500 ? "error" : route.startsWith("/api/") ? "info" : "debug";
    request.log[level]({ method, route, status: reply.statusCode, ms }, "answered");
  });
}
