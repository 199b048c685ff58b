import { findDatabase, readEnv } from "@corridor/server";
import { migrate } from "@corridor/store";
import type { CliCommand } from "../command.ts";

export const migrateCommand: CliCommand = {
  name: "migrate",
  usage: "",
  summary: "Bring the database's schema up to date",
  teaches: `
Applies the numbered files of migrations/ that the database does not have yet, each in its own transaction. A second
run does nothing. Where the application has a role of its own (DATABASE_URL beside MIGRATE_DATABASE_URL), that role
can afterwards add to the history and never change it.`,
  run: async (_parsed, io) => {
    const { ownerUrl, appUrl, stop } = await findDatabase(readEnv(process.env), {
      share: true,
      log: () => undefined,
    });
    try {
      const { applied, appendOnly } = await migrate({ ownerUrl, appUrl });
      if (io.json) io.out(JSON.stringify({ ok: true, applied, appendOnly }));
      else {
        io.out(applied.length === 0 ? "The schema is up to date." : `Applied ${applied.join(", ")}.`);
        if (!appendOnly)
          io.err(
            "The application owns its tables, so nothing keeps it from rewriting history: give it a role of its own.",
          );
      }
      return 0;
    } finally {
      await stop();
    }
  },
};
