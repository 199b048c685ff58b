import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Before anything else is loaded: what was compiled once is not compiled at the next start. Beside the packages, and
// not where other users of the machine can write.
enableCompileCache(join(import.meta.dirname, "../../../node_modules/.cache/compiled"));

const { EnvFault, readEnv } = await import("./env.ts");
const { runServer } = await import("./process/run-server.ts");

try {
  await runServer(readEnv(process.env));
} catch (error) {
  if (!(error instanceof EnvFault)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
