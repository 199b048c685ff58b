export { compileGuards, type Guard } from "./guards.ts";
export { readLifecycle } from "./read-lifecycle.ts";
export { LifecycleFile } from "./schema.ts";
