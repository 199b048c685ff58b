import { migrate } from "../migrate/migrate.ts";
import { openStore, type Store, type StoreOptions } from "../store.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export interface TestStore {
  readonly store: Store;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

/** A store on a migrated database of its own, opened in the application's role. */
export async function openTestStore(options: Omit<StoreOptions, "appUrl"> = {}): Promise<TestStore> {
  const database = await createTestDatabase({
    migrate: async (ownerUrl) => {
      await migrate({ ownerUrl });
    },
  });
  const { ownerUrl, appUrl } = database;
  await migrate({ ownerUrl, appUrl });
  const store = await openStore({ appUrl, ...options });
  return {
    store,
    database,
    async close() {
      await store.close();
      await database.drop();
    },
  };
}
