export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from "./database.ts";
export { openTestStore, type TestStore } from "./open-test-store.ts";
