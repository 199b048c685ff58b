/** Decisions, history, cards, timers, outbox and sealed values in Postgres. */
export type { Account, AccountChange, Accounts, NewAccount } from "./accounts.ts";
export { type Migrated, migrate, type MigrateOptions } from "./migrate/migrate.ts";
export { SchemaError } from "./migrate/schema-error.ts";
export type { PracticeName, Practices } from "./practices.ts";
export type { Session, Sessions } from "./sessions.ts";
export { openStore, type Store, type StoreOptions } from "./store.ts";
