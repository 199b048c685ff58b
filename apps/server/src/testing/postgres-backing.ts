import { migrate, openStore } from "@corridor/store";
import { createTestDatabase } from "@corridor/store/testing";
import { type Backing, backingOf } from "../house/backing.ts";

/** A database of this test's own. Each call of `open` is another node on it; the test drops it at its end. */
export async function postgres() {
  const database = await createTestDatabase({
    template: "server",
    migrate: async (ownerUrl) => void (await migrate({ ownerUrl })),
  });
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl });
  const open = async (): Promise<Backing> => backingOf(await openStore({ appUrl: database.appUrl }));
  return { open, ownerUrl: database.ownerUrl, drop: () => database.drop() };
}
