/** The authority: HTTP, websocket, sessions, tickers. The command line stands on the same house. */
export { type AppOptions, createApp } from "./app.ts";
export { type Env, EnvFault, projectRoot, readEnv } from "./env.ts";
export { type Backing, backingOf } from "./house/backing.ts";
export { foundPractice, keepRules, readRulesDir, RulesFault } from "./house/found-practice.ts";
export { activationsOf } from "./rulesets/activations.ts";
export { letDecide } from "./rulesets/let-decide.ts";
export { migrateCards, migrationOf } from "./rulesets/migrate.ts";
export { planOf } from "./rulesets/plan.ts";
export { type House, openHouse } from "./house/house.ts";
export { newId } from "./house/ids.ts";
export type { OpenPractice } from "./house/practice.ts";
export { importBundle, type ImportReport } from "./importing/import-bundle.ts";
export { findDatabase, openBacking } from "./process/open-database.ts";
export { runServer, sentenceOf } from "./process/run-server.ts";
export { standInConnectors } from "./senders/stand-ins.ts";
export { type Connector, type Connectors, createSender } from "./senders/sender.ts";
export { hashPassword } from "./sessions/password.ts";
