import type { FastifyInstance } from "fastify";

/** How long requests that are under way may still take, and how long a browser to say goodbye. */
export const PATIENCE_MS = 8_000;
const GOODBYE_MS = 500;
const LOOK_MS = 25;
/** The server restarts; come back. */
const RESTARTS = 1012;

/** What closing means: nothing new is taken, what is under way is answered, and after a while cut off. */
export function addClosing(app: FastifyInstance): void {
  app.addHook("preClose", async () => {
    const { server } = app;
    // A line that is kept open for a next request has no next one.
    const idle = setInterval(() => server.closeIdleConnections(), LOOK_MS).unref();
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
    server.once("close", () => {
      clearInterval(idle);
      clearTimeout(cut);
    });
  });
}

/** Tells every browser that the server restarts. Who does not answer is hung up on. */
export function closeStreams(this: FastifyInstance, done: (error?: Error) => void): void {
  const { clients } = this.websocketServer;
  for (const client of clients) client.close(RESTARTS);
  const late = setTimeout(() => {
    for (const client of clients) client.terminate();
  }, GOODBYE_MS).unref();
  this.websocketServer.close((error) => {
    clearTimeout(late);
    done(error);
  });
}
