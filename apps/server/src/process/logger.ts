import type { FastifyBaseLogger } from "fastify";
import pino from "pino";

/**
 * Lines for machines. Nothing that could hold protected text is ever handed to it; should it happen all the same,
 * these places are blanked.
 */
export function createLogger(level: string): FastifyBaseLogger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["req", "res", "err", "body", "query", "headers", "params", "*.body", "*.query", "*.headers"],
      remove: true,
    },
  });
}
