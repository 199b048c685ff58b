export { compileGuards, type Guard } from "./guards.ts";
export { readMigrations } from "./read-migrations.ts";
export { readLifecycle } from "./read-lifecycle.ts";
export { LifecycleFile } from "./schema.ts";
