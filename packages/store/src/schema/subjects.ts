import type { Card, RecordState } from "@corridor/domain";
import type { CardRow } from "@corridor/engine/ports";
import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, int8range, tstzrange } from "./columns.ts";

export const card = pgTable(
  "card",
  {
    practice: text().notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    type: text().notNull(),
    stage: text().notNull(),
    state: text().notNull(),
    rank: text().notNull(),
    location: text().notNull(),
    patient: text().notNull(),
    is_final: boolean().notNull(),
    assignee: text(),
    role: text(),
    priority: text(),
    reconciled: text(),
    body: jsonb().$type<Card>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.practice, t.id] }),
    index("card_column").on(t.practice, t.stage, t.rank),
    index("card_patient").on(t.practice, t.patient),
    index("card_workload").on(t.practice, t.assignee).where(sql`assignee IS NOT NULL AND NOT is_final`),
  ],
);

export const record = pgTable(
  "record",
  {
    practice: text().notNull(),
    kind: text().notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    body: jsonb().$type<RecordState>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.practice, t.kind, t.id] })],
);

export const timer = pgTable(
  "timer",
  {
    practice: text().notNull(),
    card: text().notNull(),
    key: text().notNull(),
    due_at: instant(),
    rule: text().notNull(),
    trigger: integer().notNull(),
    step: integer().notNull(),
    anchor: text(),
    since: text(),
    sig: text().notNull(),
    path: jsonb().$type<readonly string[]>(),
    depth: integer(),
    ledger: jsonb().$type<NonNullable<CardRow["timers"][number]["ledger"]>>(),
  },
  (t) => [
    primaryKey({ columns: [t.practice, t.card, t.key] }),
    index("timer_due").on(t.practice, t.due_at, t.key).where(sql`due_at IS NOT NULL`),
  ],
);

/** Drizzle has no word for the exclusion constraint; migrations/0002 has. What is offered to a card stands here beside what it has booked. */
export const appointment = pgTable(
  "appointment",
  {
    practice: text().notNull(),
    card: text().notNull(),
    id: text().notNull(),
    provider: text().notNull(),
    starts_at: instant().notNull(),
    ends_at: instant().notNull(),
    slot: text(),
    provider_range: int8range()
      .notNull()
      .generatedAlwaysAs(sql`int8range(hashtextextended(practice || '/' || provider, 0), …, '[]')`),
    during: tstzrange().notNull().generatedAlwaysAs(sql`tstzrange(starts_at, ends_at)`),
    offered: boolean().notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.practice, t.card, t.id] }),
    index("appointment_provider").on(t.practice, t.provider, t.starts_at),
    uniqueIndex("appointment_slot_once").on(t.practice, t.slot).where(sql`slot IS NOT NULL`),
  ],
);

export const ruleset = pgTable(
  "ruleset",
  {
    practice: text().notNull(),
    hash: text().notNull(),
    files: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.practice, t.hash] })],
);

/** Other texts of rulesets that say the same. */
export const rulesetText = pgTable(
  "ruleset_text",
  {
    practice: text().notNull(),
    hash: text().notNull(),
    edition: integer().notNull(),
    files: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.practice, t.hash, t.edition] })],
);
