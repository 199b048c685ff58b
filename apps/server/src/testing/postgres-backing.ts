import { migrate, openStore } from "@corridor/store";
import { createTestDatabase } from "@corridor/store/testing";
import { onTestFinished } from "vitest";
import { type Backing, backingOf } from "../house/backing.ts";

/** A database of this test's own. Each call of `open` is another node on it. */
export async function postgres() {
  const database = await createTestDatabase({
    template: "server",
    migrate: async (ownerUrl) => void (await migrate({ ownerUrl })),
  });
  await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl });
  onTestFinished(() => database.drop());
  const open = async (): Promise<Backing> => backingOf(await openStore({ appUrl: database.appUrl }));
  return { open, ownerUrl: database.ownerUrl };
}
