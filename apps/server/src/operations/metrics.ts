import type { Commit } from "@corridor/engine";
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { House } from "../house/house.ts";
import type { Watchman } from "./readiness.ts";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Dead letters are counted up to here: more than a person will look at. */
const MOST_DEAD = 1_000;

/** What Prometheus reads. Labels are ids of practices, routes as the code writes them and words of ours. */
export interface Metrics {
  committed(practice: string, commit: Commit): void;
  /** Counts and times the requests of an application. */
  watch(app: FastifyInstance): void;
  /** The text Prometheus asks for, with what is measured only when it asks. */
  text(house: House, watchman: Watchman): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "corridor_http_request_duration_seconds",
    help: "How long requests took, by route and status",
    labelNames: ["method", "route", "status"] as const,
    buckets: SECONDS,
    registers,
  });
  const counter = (name: string, help: string) =>
    new Counter({ name: `corridor_${name}`, help, labelNames: ["practice"] as const, registers });
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `corridor_${name}`, help, labelNames: ["practice"] as const, registers });
  const commits = counter("commits_total", "Transactions this node has committed");
  const events = counter("events_total", "Events this node has written");
  const lag = gauge("tail_lag_events", "Events in the history that boards of this node were not told yet");
  const late = gauge("clock_lag_seconds", "How late the earliest running clock is");
  const sockets = gauge("open_boards", "Boards that listen to this node");
  const dead = gauge("outbox_dead", `Deliveries that were given up, up to ${MOST_DEAD}`);
  const ready = new Gauge({
    name: "corridor_ready",
    help: "Whether this node is ready (1) or not (0)",
    registers,
  });
  return {
    contentType: registry.contentType,
    committed(practice, commit) {
      commits.inc({ practice });
      events.inc({ practice }, commit.events.length);
    },
    watch: (app) =>
      void app.addHook("onResponse", async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
        const labels = { method, route: routeOptions.url ?? "(none)", status: statusCode };
        requests.observe(labels, elapsedTime / 1000);
      }),
    async text(house, watchman) {
      const { because, lags } = await watchman.look();
      ready.set(because === null ? 1 : 0);
      for (const { practice, events: behind, clocksMs } of lags) {
        lag.set({ practice }, behind);
        late.set({ practice }, clocksMs / 1000);
      }
      if (lags.length > 0)
        for (const { row, listeners } of await house.opened()) {
          sockets.set({ practice: row.id }, listeners.size);
          const given = await house.backing.worklist.outbox(row.id, { status: "dead", limit: MOST_DEAD });
          dead.set({ practice: row.id }, given.length);
        }
      return registry.metrics();
    },
  };
}
