import { StreamQuery } from "@corridor/protocol";
import type { FastifyInstance } from "fastify";
import type * as z from "zod";
import { knownLocation, noRules } from "../board/board.ts";
import { refuse } from "../errors/problem.ts";
import type { House } from "../house/house.ts";
import { stream } from "../live/socket.ts";
import { traceOf } from "../plugins/app/problems.ts";
import { SESSION_COOKIE } from "../plugins/app/session.ts";

type Asked = z.infer<typeof StreamQuery>;

/** /stream: what is refused is refused before the upgrade, as a problem like any other. */
export function streamRoute(app: FastifyInstance, house: House): void {
  app.route({
    method: "GET",
    url: "/stream",
    schema: { hide: true, querystring: StreamQuery },
    websocket: true,
    preHandler: async (request) => {
      if (request.headers.upgrade?.toLowerCase() !== "websocket")
        throw refuse("not_found", "This address is a websocket.");
      const { after, location } = request.query as Asked;
      if (!/^\d{1,15}$/.test(after)) throw refuse("request_invalid", "after must be a place in the history.");
      const practice = request.viewer && (await house.practice(request.viewer.practice));
      const ruleset = practice?.shelf.active ?? null;
      if (!practice?.views.ready || ruleset === null) throw noRules();
      knownLocation(practice, ruleset, location);
    },
    handler: async (socket, request) => {
      const { viewer } = request;
      const token = request.cookies[SESSION_COOKIE] ?? "";
      if (viewer === null) return socket.close(4401);
      const { after, location = null } = request.query as Asked;
      const practice = await house.practice(viewer.practice);
      stream(socket, {
        practice,
        viewer,
        location,
        history: house.backing.history,
        after: Number(after),
        signedIn: async () => (await house.sessions.find(token)) !== null,
        fault: (error) => request.log.error({ fault: traceOf(error) }, "stream fault"),
      });
    },
  });
}
