import type { FastifyInstance, FastifyRequest } from "fastify";
import { isLoopback } from "../../env.ts";
import { refuse } from "../../errors/problem.ts";
import { isStorable } from "./json-bodies.ts";

const POLICY = [
  "default-src 'self'",
  "base-uri 'none'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  "object-src 'none'",
  "script-src 'self'",
  // The hash is of the one rule that react-aria writes into the page: without it a tap would also start a zoom.
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "worker-src 'self'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

/**
 * What holds for every request, before anything is read of it. `demo`: everybody may sign in, so only this machine's
 * own names are answered to; another name that leads here is another site's page trying to get in.
 */
export function addGuards(app: FastifyInstance, { demo }: { readonly demo: boolean }): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    if (demo && !isOwnHost(request.headers.host))
      throw refuse(
        "foreign_origin",
        "The demo is open on this machine only: ask for localhost or 127.0.0.1.",
      );
    if (!isOwnOrigin(request)) throw refuse("foreign_origin");
    if (!Object.values({ ...(request.params as object), ...(request.query as object) }).every(storable))
      throw refuse("request_invalid", "The address has characters that cannot be kept.");
  });
}

function isOwnHost(host: string | undefined): boolean {
  const address = `http://${host ?? ""}`;
  return URL.canParse(address) && isLoopback(new URL(address).hostname);
}

const storable = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(storable) : typeof value !== "string" || isStorable(value);

/** A browser names the site a request comes from wherever it may do harm; programs that are none do not. */
function isOwnOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  const harmless =
    (request.method === "GET" || request.method === "HEAD") && request.headers.upgrade === undefined;
  if (origin === undefined || harmless) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
