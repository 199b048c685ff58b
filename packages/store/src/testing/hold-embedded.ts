// A process of its own that holds an embedded Postgres until it is killed: node hold-embedded.ts DIR [NATIVE]
import { EmbeddedDatabaseError, startEmbedded } from "../embedded/index.ts";

const [dataDir = "", native] = process.argv.slice(2);
try {
  const database = await startEmbedded({
    dataDir,
    patienceMs: 500,
    ...(native === undefined ? {} : { native }),
  });
  process.once("SIGTERM", () => void database.stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ ownerUrl: database.ownerUrl }));
  setInterval(() => undefined, 60_000);
} catch (error) {
  const code = error instanceof EmbeddedDatabaseError ? error.code : "other";
  console.log(JSON.stringify({ code, message: (error as Error).message }));
}
