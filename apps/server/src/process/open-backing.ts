import { migrate, openStore } from "@corridor/store";
import { type Backing, backingOf } from "../house/backing.ts";
import type { Addresses } from "./find-database.ts";

/** Migrates where asked to, and opens the store. */
export async function openBacking(
  addresses: Addresses,
  log: (line: string) => void,
  migrates: boolean,
): Promise<Backing> {
  const { appUrl, ownerUrl } = addresses;
  if (migrates) await migrate({ ownerUrl, appUrl, log });
  return backingOf(await openStore({ appUrl, log }));
}
