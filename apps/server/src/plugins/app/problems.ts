import type { Socket } from "node:net";
import type { Problem } from "@corridor/protocol";
import type {} from "@fastify/static";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isAway } from "../../errors/away.ts";
import { problemOf, Refusal, refuse } from "../../errors/problem.ts";
import { newId } from "../../house/ids.ts";

const PROBLEM_JSON = "application/problem+json; charset=utf-8";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The status for a body that can be read and is not as it should be, where it is not 400. */
    invalidBody?: number;
  }
}

/** Every answer that is not 2xx is a problem document. A fault's says nothing but its request's id. */
export function addProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const errors = error.validation?.slice(0, 20).map(({ instancePath, message }) => ({
      path: instancePath.slice(0, 200),
      message: (message ?? "").slice(0, 200),
    }));
    const refusal = refusalOf(error, request.routeOptions.config.invalidBody);
    if (refusal.status >= 500) request.log.error({ fault: traceOf(error) }, "fault");
    return sendProblem(request, reply, refusal, errors);
  });
}

/** What no route knows. The board's own addresses are made in the browser; a file that is missing stays missing. */
export function addNotFound(app: FastifyInstance, hasBoard: boolean): void {
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "/";
    const page = hasBoard && request.method === "GET" && !path.startsWith("/api/") && !/\.\w+$/.test(path);
    return page ? reply.sendFile("index.html") : sendProblem(request, reply, refuse("not_found"));
  });
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  errors?: Problem["errors"],
) {
  return reply
    .code(refusal.status)
    .headers(refusal.headers)
    .header("cache-control", "no-store")
    .type(PROBLEM_JSON)
    .serializer((text) => text as unknown as string)
    .send(JSON.stringify(problemOf(refusal, request.id, errors)));
}

/** What an error of the framework means to the one who asked. What is none of theirs is a fault. */
function refusalOf(error: FastifyError, invalidBody?: number): Refusal {
  if (error instanceof Refusal) return error;
  if (error.validation) {
    const { status, code, title, detail } = refuse("request_invalid");
    return new Refusal(
      error.validationContext === "body" ? (invalidBody ?? status) : status,
      code,
      title,
      detail,
    );
  }
  const status = error.statusCode ?? 500;
  // A sender who hangs up in the middle of a body has lost a connection too, but not the database's.
  if (status >= 500 && isAway(error))
    return refuse("not_ready", "The database does not answer just now; please try again.", {
      "retry-after": "1",
    });
  if (status === 413) return refuse("too_large");
  if (status === 415) return refuse("media_type");
  if (status === 404) return refuse("not_found");
  if (status === 400) return refuse("body_unreadable");
  if (status > 400 && status < 500)
    return new Refusal(
      status,
      "request_invalid",
      "The request is not as it should be",
      "The request cannot be served.",
    );
  return refuse("fault", "Please try again. If it stays so, tell your administrator this request's id.");
}

/** What may be written down of a fault: texts of errors hold the values they were about, places in the code do not. */
export function traceOf(error: unknown): { name: string; code?: string; stack: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const stack = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim());
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause instanceof Error ? traceOf(error.cause) : null;
  const own = {
    name: error.name,
    stack: [...stack.slice(0, 12), ...(cause ? [`caused by ${cause.name} ${cause.code ?? ""}`] : [])],
  };
  return code === undefined ? own : { ...own, code };
}

/** What is no HTTP at all gets an answer too, and its line is closed. */
export function answerBrokenHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, reason] =
    error.code === "HPE_HEADER_OVERFLOW" ? [431, "Request Header Fields Too Large"] : [400, "Bad Request"];
  const refusal = new Refusal(
    status as number,
    "request_invalid",
    "The request is not as it should be",
    "This is not HTTP as it is spoken here.",
  );
  const body = JSON.stringify(problemOf(refusal, newId()));
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    `content-type: ${PROBLEM_JSON}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
