import type { InboxItem, Worklist } from "@corridor/engine/ports";
import { and, desc, eq, inArray, or } from "drizzle-orm";
import type { ClientBase } from "pg";
import { queries } from "../connection/query.ts";
import { inbox as table } from "../schema.ts";

const NEWEST = 200;

/** Puts a notice into inboxes. The effect names it, so a second delivery finds it there. */
export async function deliver(client: ClientBase, practice: string, item: InboxItem): Promise<void> {
  const { effect, at, to, card, text } = item;
  await queries(client)
    .insert(table)
    .values({ practice, effect, at, role: to.role, person: to.person, patient: to.patient, card, text })
    .onConflictDoNothing();
}

/** The newest notices to a person or to one of their roles. */
export async function inbox(
  client: ClientBase,
  practice: string,
  { person, roles }: Parameters<Worklist["inbox"]>[1],
): Promise<readonly InboxItem[]> {
  const mine = or(
    person === null ? undefined : eq(table.person, person),
    roles.length === 0 ? undefined : inArray(table.role, [...roles]),
  );
  if (!mine) return [];
  const rows = await queries(client)
    .select()
    .from(table)
    .where(and(eq(table.practice, practice), mine))
    .orderBy(desc(table.at), desc(table.effect))
    .limit(NEWEST);
  return rows.map(({ effect, at, role, person, patient, card, text }) => {
    return { effect, at, to: { role, person, patient }, card, text };
  });
}
