import { createServer } from "node:http";
import { once } from "node:events";
import type { House } from "../house/house.ts";
import type { Metrics } from "./metrics.ts";
import type { Watchman } from "./readiness.ts";

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the metrics on a port of their own: what watches a practice is not what its staff reach, and needs no account.
 */
export async function serveMetrics(
  at: { readonly port: number; readonly host: string },
  {
    metrics,
    house,
    watchman,
    fault,
  }: {
    readonly metrics: Metrics;
    readonly house: House;
    readonly watchman: Watchman;
    readonly fault: (error: unknown) => void;
  },
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") return void response.writeHead(404).end();
    metrics.text(house, watchman).then(
      (text) => response.writeHead(200, { "content-type": metrics.contentType }).end(text),
      (error) => {
        fault(error);
        response.writeHead(503).end();
      },
    );
  });
  server.listen(at.port, at.host);
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : at.port,
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
