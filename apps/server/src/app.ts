import websocket from "@fastify/websocket";
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { config } from "zod";
import { refuse } from "./errors/problem.ts";
import type { NodeRole } from "./env.ts";
import { hookRoutes } from "./hooks/hooks.ts";
import type { House } from "./house/house.ts";
import type { Metrics } from "./operations/metrics.ts";
import { Watchman } from "./operations/readiness.ts";
import { newId } from "./house/ids.ts";
import { addClosing, closeStreams } from "./plugins/app/closing.ts";
import { addGuards } from "./plugins/app/guards.ts";
import { addJsonBodies } from "./plugins/app/json-bodies.ts";
import { addLogging } from "./plugins/app/logging.ts";
import { answerBrokenHttp, sendProblem, addNotFound, addProblems } from "./plugins/app/problems.ts";
import { addSession } from "./plugins/app/session.ts";
import { addBoardFiles } from "./plugins/external/board-files.ts";
import { addOpenApi } from "./plugins/external/openapi.ts";
import { addZod } from "./plugins/external/zod.ts";
import { boardRoutes } from "./routes/board.ts";
import { cardRoutes } from "./routes/cards.ts";
import { eventRoutes } from "./routes/events.ts";
import { explainRoutes } from "./routes/explain.ts";
import { healthRoutes } from "./routes/health.ts";
import { historyRoutes } from "./routes/history.ts";
import { importRoutes } from "./routes/import.ts";
import { inboxRoutes } from "./routes/inbox.ts";
import { outboxRoutes } from "./routes/outbox.ts";
import { recordRoutes } from "./routes/records.ts";
import { doorsOf } from "./routes/route.ts";
import { rulesRoutes } from "./routes/rules.ts";
import { rulesetRoutes } from "./routes/rulesets.ts";
import { searchRoutes } from "./routes/search.ts";
import { sessionRoutes } from "./routes/session.ts";
import { streamRoute } from "./routes/stream.ts";
import { noSenders, type SenderSettings } from "./senders/settings.ts";

export interface AppOptions {
  readonly house: House;
  /** Who may tell something by a signed request; left out, nobody. */
  readonly senders?: SenderSettings;
  readonly logger: FastifyBaseLogger;
  readonly watchman?: Watchman;
  readonly metrics?: Metrics;
  /** A worker serves nothing but its health. */
  readonly role?: NodeRole;
  /** Where the built board is; without one there is only the API. */
  readonly boardDist?: string;
}

// The wire's schemas are read without code generation for the browser's policy's sake; here nothing forbids it.
config({ jitless: false });

/** The HTTP application, apart from any process: tests ask it by `inject`. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { house, logger, boardDist, role = "all", senders = noSenders } = options;
  const watchman = options.watchman ?? new Watchman(house);
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    requestIdHeader: false,
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: (_error, request, reply) =>
      sendProblem(request, reply, refuse("request_invalid", "The address cannot be read.")),
    clientErrorHandler: answerBrokenHttp,
    forceCloseConnections: "idle",
  });
  addZod(app);
  addProblems(app);
  addLogging(app);
  options.metrics?.watch(app);
  // Before whatever may refuse: it takes down the line of an upgrade that was refused.
  addClosing(app);
  if (role === "worker") {
    healthRoutes(app, watchman);
    await app.register(async (api) => healthRoutes(api, watchman), { prefix: "/api/v1" });
    addNotFound(app, false);
    await app.ready();
    return app;
  }
  const sockets = { maxPayload: 4096, perMessageDeflate: false };
  await app.register(websocket, { options: sockets, preClose: closeStreams });
  addGuards(app, { demo: house.personas !== null });
  addJsonBodies(app);
  await addSession(app, house.sessions);
  await addOpenApi(app);
  await app.register(async (api) => apiRoutes(api, house, watchman), { prefix: "/api/v1" });
  await app.register(async (api) => hookRoutes(api, house, senders), { prefix: "/api/v1" });
  healthRoutes(app, watchman);
  addNotFound(app, boardDist !== undefined && (await addBoardFiles(app, boardDist)));
  await app.ready();
  return app;
}

async function apiRoutes(api: FastifyInstance, house: House, watchman: Watchman): Promise<void> {
  const doors = doorsOf(api, house);
  sessionRoutes(doors);
  boardRoutes(doors);
  cardRoutes(doors);
  historyRoutes(doors);
  explainRoutes(doors);
  eventRoutes(doors);
  recordRoutes(doors);
  searchRoutes(doors);
  inboxRoutes(doors);
  outboxRoutes(doors);
  rulesRoutes(doors);
  rulesetRoutes(doors);
  importRoutes(doors);
  streamRoute(api, house);
  healthRoutes(api, watchman);
  api.get("/openapi.json", { config: { open: true }, schema: { hide: true } }, async () => api.swagger());
}
