import { readEnv, runServer } from "@corridor/server";
import { type CliCommand, Misuse } from "../command.ts";

export const serveCommand: CliCommand = {
  name: "serve",
  usage: "[--role web|worker|all]",
  summary: "Serve the board and the API until stopped",
  teaches: `
Migrates the database, makes the practice on the first run and lets the rules directory decide for it. Then add
somebody who may sign in:

  npm run -s corridor -- user add you@example.org --name "Your Name" --role admin

Several nodes may serve one DATABASE_URL. With --role web a node serves boards and the API and lets no clock ring; with
--role worker it lets clocks ring and messages leave, and serves its health alone. Without, it does both.

Environment: PORT (8080), HOST (127.0.0.1), DATABASE_URL (none: an embedded Postgres in CORRIDOR_DATA_DIR),
CORRIDOR_RULES_DIR (rules), CORRIDOR_ROLE (all), METRICS_PORT (none), LOG_LEVEL (info). Ctrl-C stops it cleanly, the
database too.`,
  options: { role: { type: "string" } },
  run: async ({ options: { role } }) => {
    if (role !== undefined && !["web", "worker", "all"].includes(String(role)))
      throw new Misuse("--role is web, worker or all");
    // Never a demo: that is npm start's.
    const given = {
      ...process.env,
      CORRIDOR_DEMO: "0",
      ...(role !== undefined && { CORRIDOR_ROLE: String(role) }),
    };
    await runServer(readEnv(given));
    return 0;
  },
};
