import { migrate } from "../migrate/migrate.ts";
import { openStore, type Store, type StoreOptions } from "../store.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

export interface TestStore {
  readonly store: Store;
  readonly database: TestDatabase;
  /** False where the environment gives one role for everything: then nothing keeps it from rewriting history. */
  readonly appendOnly: boolean;
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
  const { appendOnly } = await migrate({ ownerUrl, appUrl });
  const store = await openStore({ appUrl, ...options });
  return {
    store,
    database,
    appendOnly,
    async close() {
      await store.close();
      await database.drop();
    },
  };
}
