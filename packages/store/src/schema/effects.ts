import type { Effect, InboxItem } from "@corridor/engine/ports";
import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const outbox = pgTable(
  "outbox",
  {
    practice: text().notNull(),
    effect_key: text().notNull(),
    kind: text().$type<Effect["kind"]>().notNull(),
    subject_kind: text().$type<Effect["subject"]["kind"]>().notNull(),
    subject_id: text().notNull(),
    event: text().notNull(),
    body: jsonb().$type<Effect["body"]>().notNull(),
    path: jsonb().$type<readonly string[]>().notNull(),
    depth: integer().notNull(),
    status: text().$type<"pending" | "sent" | "dead">().notNull().default("pending"),
    queued_at: instant().notNull(),
    next_at: instant().notNull(),
    attempts: integer().notNull().default(0),
    lease_until: instant(),
    sent_at: instant(),
    error: text(),
    group_key: text(),
    quiet_until: instant(),
    lapses: integer().notNull().default(0),
    recipient: text(),
    via: text(),
    released_at: instant(),
    provider: text(),
    receipt: text(),
    address: text(),
    turn: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.practice, t.effect_key] }),
    index("outbox_group").on(t.practice, t.group_key).where(sql`group_key IS NOT NULL`),
    index("outbox_written").on(t.practice, t.recipient, t.released_at).where(sql`recipient IS NOT NULL`),
    index("outbox_address").on(t.practice, t.address, t.sent_at).where(sql`address IS NOT NULL`),
    index("outbox_newest").on(t.practice, t.queued_at, t.effect_key),
    index("outbox_dead").on(t.practice, t.queued_at).where(sql`status = 'dead'`),
    index("outbox_pending").on(t.practice, t.next_at, t.effect_key).where(sql`status = 'pending'`),
  ],
);

export const inbox = pgTable(
  "inbox",
  {
    practice: text().notNull(),
    effect: text().notNull(),
    at: instant().notNull(),
    role: text(),
    person: text(),
    patient: text(),
    card: text(),
    text: jsonb().$type<InboxItem["text"]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.practice, t.effect] }), index("inbox_newest").on(t.practice, t.at)],
);
