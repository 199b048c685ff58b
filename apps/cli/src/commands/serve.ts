import { readEnv, runServer } from "@corridor/server";
import type { CliCommand } from "../command.ts";

export const serveCommand: CliCommand = {
  name: "serve",
  usage: "",
  summary: "Serve the board and the API until stopped",
  teaches: `
Migrates the database, makes the practice on the first run and lets the rules directory decide for it. Then add
somebody who may sign in:

  npm run -s corridor -- user add you@example.org --name "Your Name" --role admin

Environment: PORT (8080), HOST (127.0.0.1), DATABASE_URL (none: an embedded Postgres in CORRIDOR_DATA_DIR),
CORRIDOR_RULES_DIR (rules), LOG_LEVEL (info). Ctrl-C stops it cleanly, the database too.`,
  run: async () => {
    // Never a demo: that is npm start's.
    await runServer(readEnv({ ...process.env, CORRIDOR_DEMO: "0" }));
    return 0;
  },
};
