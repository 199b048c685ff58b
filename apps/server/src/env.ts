import { resolve } from "node:path";
import * as z from "zod";
import { readSenders, senderFaults, type SenderSettings, senderVariables } from "./senders/settings.ts";

/** Where the clone stands: relative paths in the environment start here, whatever directory a command runs in. */
export const projectRoot = resolve(import.meta.dirname, "../../..");

const address = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must be an address like postgres://user@host/database",
});

const Variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: address.optional(),
  MIGRATE_DATABASE_URL: address.optional(),
  CORRIDOR_DATA_DIR: z.string().optional(),
  CORRIDOR_RULES_DIR: z.string().default("rules"),
  CORRIDOR_DEMO: z.enum(["0", "1"]).default("0"),
  CORRIDOR_ROLE: z.enum(["web", "worker", "all"]).default("all"),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  ...senderVariables,
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** web: serves boards and the API. worker: lets clocks ring and messages leave. all: both. */
export type NodeRole = "web" | "worker" | "all";

export interface Env {
  readonly port: number;
  readonly host: string;
  /** Null: the embedded database. */
  readonly databaseUrl: string | null;
  readonly migrateDatabaseUrl: string | null;
  readonly dataDir: string | null;
  readonly rulesDir: string;
  readonly demo: boolean;
  readonly role: NodeRole;
  /** Where metrics are served, on the same host; null: nowhere. */
  readonly metricsPort: number | null;
  readonly logLevel: string;
  /** How messages leave the house. */
  readonly senders: SenderSettings;
}

/** All that is wrong with the environment, a sentence each. */
export class EnvFault extends Error {
  override readonly name = "EnvFault";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The environment is not right:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);

/**
 * The one reader of the environment. An empty variable counts as unset.
 * @throws EnvFault with everything that is wrong, not only the first.
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const read = Variables.safeParse(given);
  const faults = read.success
    ? []
    : read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  const host = given["HOST"] ?? "127.0.0.1";
  if (given["CORRIDOR_DEMO"] === "1" && given["DATABASE_URL"] !== undefined)
    faults.push(
      "CORRIDOR_DEMO: anyone may sign in to the demo, so it runs on the embedded database only; unset DATABASE_URL",
    );
  if (given["CORRIDOR_DEMO"] === "1" && !isLoopback(host))
    faults.push(
      `CORRIDOR_DEMO: anyone may sign in to the demo, so it listens on 127.0.0.1 only, not on ${host}`,
    );
  if (given["MIGRATE_DATABASE_URL"] !== undefined && given["DATABASE_URL"] === undefined)
    faults.push("MIGRATE_DATABASE_URL: is of use only beside DATABASE_URL");
  faults.push(...senderFaults(given));
  if (!read.success || faults.length > 0) throw new EnvFault(faults);
  const env = read.data;
  return {
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL ?? null,
    migrateDatabaseUrl: env.MIGRATE_DATABASE_URL ?? null,
    dataDir: env.CORRIDOR_DATA_DIR ?? null,
    rulesDir: resolve(projectRoot, env.CORRIDOR_RULES_DIR),
    demo: env.CORRIDOR_DEMO === "1",
    role: env.CORRIDOR_ROLE,
    metricsPort: env.METRICS_PORT ?? null,
    logLevel: env.LOG_LEVEL,
    senders: readSenders(env),
  };
}
