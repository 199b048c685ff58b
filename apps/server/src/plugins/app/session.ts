import cookie from "@fastify/cookie";
import type { FastifyInstance, FastifyReply } from "fastify";
import { refuse } from "../../errors/problem.ts";
import { SESSION_DAYS, type Sessions } from "../../sessions/sessions.ts";
import type { Viewer } from "../../sessions/viewer.ts";

export const SESSION_COOKIE = "corridor_session";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is signed in; null only where a route lets everybody in. */
    viewer: Viewer | null;
  }
  interface FastifyContextConfig {
    /** True: the route lets everybody in. */
    open?: boolean;
  }
}

/** Finds out who asks, before the body is read. Whoever is nobody gets no further than the open doors. */
export async function addSession(app: FastifyInstance, sessions: Sessions): Promise<void> {
  await app.register(cookie);
  app.decorateRequest("viewer", null);
  app.addHook("onRequest", async (request) => {
    if (!request.url.startsWith("/api/")) return;
    const token = request.cookies[SESSION_COOKIE];
    request.viewer = token === undefined ? null : await sessions.find(token);
    if (request.viewer === null && !request.is404 && request.routeOptions.config.open !== true)
      throw refuse("unauthenticated");
  });
}

export function giveCookie(reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, { ...attributes, maxAge: SESSION_DAYS * 86_400 });
}

export function takeCookie(reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, attributes);
}

const attributes = { path: "/", httpOnly: true, sameSite: "strict", secure: "auto" } as const;
