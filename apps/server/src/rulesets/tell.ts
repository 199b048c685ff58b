import type { InboxItem } from "@corridor/engine/ports";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";

export interface Told {
  /** Names the notice: told twice under the same name, it is there once. */
  readonly effect: string;
  readonly roles: readonly string[];
  readonly persons?: readonly string[];
  /** The card it is about, if one. */
  readonly card?: string | null;
}

/** Puts a notice into the inboxes of roles and people. Its text holds nothing of a patient. */
export async function tell(
  { row }: OpenPractice,
  { worklist }: Backing,
  { effect, roles, persons = [], card = null }: Told,
  text: string,
): Promise<void> {
  const at = await worklist.now();
  const whom: InboxItem["to"][] = [
    ...[...new Set(roles)].map((role) => ({ role, person: null, patient: null })),
    ...[...new Set(persons)].map((person) => ({ role: null, person, patient: null })),
  ];
  for (const to of whom)
    await worklist.deliver(row.id, {
      effect: `${effect}/${to.role ?? to.person}`,
      at,
      to,
      card,
      text: [text],
    });
}
