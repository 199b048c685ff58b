export { defaultDataDir } from "./data-dir.ts";
export { EmbeddedDatabaseError, type EmbeddedFault } from "./errors.ts";
export { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from "./launcher.ts";
