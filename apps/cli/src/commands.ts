import type { CliCommand } from "./command.ts";
import { explainCommand } from "./commands/explain.ts";
import { importFhir } from "./commands/import-fhir.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { outboxList } from "./commands/outbox-list.ts";
import { outboxRedrive } from "./commands/outbox-redrive.ts";
import { replayCommand } from "./commands/replay.ts";
import { rulesActivate } from "./commands/rules-activate.ts";
import { rulesCheck } from "./commands/rules-check.ts";
import { rulesHistory } from "./commands/rules-history.ts";
import { rulesMigrate } from "./commands/rules-migrate.ts";
import { rulesPlan } from "./commands/rules-plan.ts";
import { rulesRollback } from "./commands/rules-rollback.ts";
import { rulesDocs } from "./commands/rules-docs.ts";
import { rulesSchema } from "./commands/rules-schema.ts";
import { rulesTest } from "./commands/rules-test.ts";
import { serveCommand } from "./commands/serve.ts";
import { whyNotCommand } from "./commands/why-not.ts";
import { userAdd } from "./commands/user-add.ts";
import { userDisable } from "./commands/user-disable.ts";
import { userList } from "./commands/user-list.ts";

/** Everything the command line can do, in the order help lists it. */
export const commands: readonly CliCommand[] = [
  serveCommand,
  migrateCommand,
  userAdd,
  userList,
  userDisable,
  rulesCheck,
  rulesTest,
  rulesDocs,
  rulesSchema,
  rulesPlan,
  rulesActivate,
  rulesHistory,
  rulesRollback,
  rulesMigrate,
  outboxList,
  outboxRedrive,
  importFhir,
  explainCommand,
  whyNotCommand,
  replayCommand,
];
