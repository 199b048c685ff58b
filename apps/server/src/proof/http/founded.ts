import { join } from "node:path";
import type { Command, Role, Subject } from "@corridor/domain";
import { openTestStore } from "@corridor/store/testing";
import { projectRoot } from "../../env.ts";
import { backingOf } from "../../house/backing.ts";
import { foundPractice } from "../../house/found-practice.ts";
import { openHouse } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import type { OpenPractice } from "../../house/practice.ts";
import { createSender } from "../../senders/sender.ts";
import { Sessions } from "../../sessions/sessions.ts";
import type { Addresses, AtEnd } from "./child.ts";

export const rulesDir = join(projectRoot, "rules");

export const roles = [
  "front_desk",
  "nurse",
  "billing",
  "manager",
  "admin",
] as const satisfies readonly Role[];

/** A database with a practice in it, before any server has seen it: a person of each role and some patients. */
export interface Founded extends Addresses {
  readonly practice: string;
  /** A new session of a role's person, as a cookie. */
  cookie(role: Role): Promise<string>;
}

/** A fresh, migrated database that is dropped at the end of the test. */
export async function freshStore(atEnd: AtEnd) {
  const { store, database, close } = await openTestStore();
  atEnd(close);
  return { store, appUrl: database.appUrl, ownerUrl: database.ownerUrl };
}

export async function found(patients: readonly string[], atEnd: AtEnd): Promise<Founded> {
  const { store, appUrl, ownerUrl } = await freshStore(atEnd);
  const backing = backingOf(store);
  const sender = (practice: OpenPractice) => createSender(practice, backing, {});
  const fault = (error: unknown) => console.error(error);
  const house = await openHouse({ backing, tickers: false, sender, fault });
  const practice = await foundPractice(house, backing, rulesDir, "Proving Grounds");
  const open = await house.practice(practice);
  const actor = { kind: "api", id: "proof", role: "system" } as const;
  const ask = async (subject: Subject, command: Command) => {
    const done = await open.execute({ id: newId(), subject, actor, ask: { command } });
    if (!done.ok) throw new Error(done.because);
  };
  for (const role of roles)
    await ask(
      { kind: "person", id: role },
      { type: "person.create", name: `A ${role}`, roles: [role], locations: [], shifts: [] },
    );
  for (const id of patients)
    await ask(
      { kind: "patient", id },
      { type: "patient.create", fields: { first_name: "Pat", last_name: id } },
    );
  await house.close();
  const sessions = new Sessions(store);
  const cookie = async (role: Role) =>
    `corridor_session=${await sessions.start({ practice, person: role, role })}`;
  return { appUrl, ownerUrl, practice, cookie };
}
