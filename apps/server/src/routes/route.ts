import {
  type AnswerOf,
  type BodyOf,
  type EndpointName,
  type Endpoints,
  endpoints,
  Problem,
} from "@corridor/protocol";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from "fastify";
import * as z from "zod";
import { refuse } from "../errors/problem.ts";
import type { Backing } from "../house/backing.ts";
import type { House } from "../house/house.ts";
import type { OpenPractice } from "../house/practice.ts";
import type { Viewer } from "../sessions/viewer.ts";

type QueryOf<N extends EndpointName> = Endpoints[N] extends { query: infer Q extends z.core.$ZodType }
  ? z.core.output<Q>
  : undefined;

/** A call that is authenticated and parsed. A route hands it over and decides nothing. */
export interface Call<N extends EndpointName> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryOf<N>;
  readonly body: BodyOf<N>;
  readonly viewer: Viewer;
  readonly practice: OpenPractice;
  readonly house: House;
  readonly backing: Backing;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A body that is JSON text already. */
export class Ready {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const Param = z.string().min(1).max(400);
const problem = { description: "A problem", content: { "application/problem+json": { schema: Problem } } };

/** What a file of routes is handed: it says which endpoint and what to do. */
export interface Doors {
  readonly house: House;
  serve<N extends EndpointName>(
    name: N,
    handle: (call: Call<N>) => Promise<AnswerOf<N> | Ready>,
    options?: RouteShorthandOptions,
  ): void;
  serveOpen<N extends EndpointName>(name: N, handle: (call: OpenCall<N>) => Promise<AnswerOf<N>>): void;
}

export const doorsOf = (app: FastifyInstance, house: House): Doors => ({
  house,
  serve: (name, handle, options) => serve(app, house, name, handle, options),
  serveOpen: (name, handle) => serveOpen(app, name, handle),
});

export interface OpenCall<N extends EndpointName> {
  readonly body: BodyOf<N>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Serves an endpoint of the protocol to whoever is signed in: path, schemas and status come from there. */
function serve<N extends EndpointName>(
  app: FastifyInstance,
  house: House,
  name: N,
  handle: (call: Call<N>) => Promise<AnswerOf<N> | Ready>,
  options: RouteShorthandOptions = {},
): void {
  app.route({
    ...options,
    ...shapeOf(name),
    handler: async (request, reply) => {
      const { viewer } = request;
      if (viewer === null) throw refuse("unauthenticated");
      const practice = await house.practice(viewer.practice);
      const { params, query, body } = request as {
        params: Record<string, string>;
        query: QueryOf<N>;
        body: BodyOf<N>;
      };
      const call = { params, query, body, viewer, practice, house, backing: house.backing, request, reply };
      return send(reply, name, await handle(call));
    },
  });
}

/** Serves an endpoint to everybody. */
function serveOpen<N extends EndpointName>(
  app: FastifyInstance,
  name: N,
  handle: (call: OpenCall<N>) => Promise<AnswerOf<N>>,
): void {
  app.route({
    ...shapeOf(name),
    config: { open: true },
    handler: async (request, reply) =>
      send(reply, name, await handle({ body: request.body as BodyOf<N>, request, reply })),
  });
}

function shapeOf(name: EndpointName) {
  const endpoint: {
    method: "GET" | "POST" | "DELETE";
    path: string;
    query?: unknown;
    body?: unknown;
    answer: unknown;
    status?: number;
  } = endpoints[name];
  const { method, path, query, body, answer, status = 200 } = endpoint;
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] as string);
  const schema = {
    operationId: name,
    ...(names.length > 0 && { params: z.object(Object.fromEntries(names.map((one) => [one, Param]))) }),
    ...(query !== undefined && { querystring: query }),
    ...(body !== undefined && { body }),
    response: { [status]: answer, "4xx": problem, "5xx": problem },
  };
  return { method, url: path, schema };
}

function send(reply: FastifyReply, name: EndpointName, answer: unknown): FastifyReply {
  const { status = 200 } = endpoints[name] as { status?: number };
  reply.code(status).header("cache-control", "no-store");
  if (status === 204) return reply.send();
  if (answer instanceof Ready) return reply.type("application/json; charset=utf-8").send(answer.text);
  return reply.send(answer);
}

/** A whole number in a query, or a refusal that names it. */
export function numberIn(
  query: Readonly<Record<string, string | undefined>>,
  name: string,
  most = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,16}$/.test(text) || Number(text) > most)
    throw refuse("request_invalid", `${name} must be a number from 0 to ${most}.`);
  return Number(text);
}
