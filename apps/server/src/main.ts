import { EnvFault, readEnv } from "./env.ts";
import { runServer } from "./process/run-server.ts";

try {
  await runServer(readEnv(process.env));
} catch (error) {
  if (!(error instanceof EnvFault)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
