import type { RunOutcome } from "@corridor/engine/ports";
import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { DecisionRow } from "../ledger/recorded.ts";
import { bytea, instant } from "./columns.ts";

const seq = () => bigint({ mode: "number" });

export const practice = pgTable("practice", {
  id: text().primaryKey(),
  name: text().notNull(),
  created_at: instant().notNull(),
});

/** Keys the names of a practice's sealed texts. */
export const practiceSecret = pgTable("practice_secret", {
  practice: text()
    .primaryKey()
    .references(() => practice.id),
  secret: text().notNull(),
});

/** The last number given in a practice, and when. */
export const counter = pgTable("counter", {
  practice: text()
    .primaryKey()
    .references(() => practice.id),
  seq: seq().notNull().default(0),
  at: instant(),
});

export const decision = pgTable(
  "decision",
  {
    practice: text().notNull(),
    id: text().notNull(),
    subject_kind: text().notNull(),
    subject_id: text().notNull(),
    after_seq: seq().notNull(),
    first_seq: seq(),
    last_seq: seq(),
    at: instant().notNull(),
    body: jsonb().$type<DecisionRow["body"]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.practice, t.id] }),
    index("decision_order").on(t.practice, t.after_seq),
    index("decision_subject").on(t.practice, t.subject_kind, t.subject_id, t.after_seq),
  ],
);

export const event = pgTable(
  "event",
  {
    practice: text().notNull(),
    seq: seq().notNull(),
    id: text().notNull(),
    subject_kind: text().notNull(),
    subject_id: text().notNull(),
    version: integer().notNull(),
    type: text().notNull(),
    data: jsonb().notNull(),
    actor_kind: text().notNull(),
    actor_id: text().notNull(),
    actor_role: text().notNull(),
    cause: text(),
    root: text().notNull(),
    depth: integer().notNull(),
    ruleset: text().notNull(),
    at: instant().notNull(),
    assigned: text().generatedAlwaysAs(sql`CASE WHEN type = 'card.assigned' THEN data #>> '{to,person}' END`),
  },
  (t) => [
    primaryKey({ columns: [t.practice, t.seq] }),
    index("event_subject").on(t.practice, t.subject_kind, t.subject_id, t.version),
    index("event_actor").on(t.practice, t.actor_id, t.seq),
    index("event_assigned").on(t.practice, t.assigned, t.seq).where(sql`assigned IS NOT NULL`),
  ],
);

/** What became of a rule that a step came upon: for counting how rules fare. */
export const ruleRun = pgTable(
  "rule_run",
  {
    practice: text().notNull(),
    rule: text().notNull(),
    at: instant().notNull(),
    decision: text().notNull(),
    n: integer().notNull(),
    outcome: text().$type<RunOutcome>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.practice, t.rule, t.at, t.decision, t.n] })],
);

/** Protected texts. Everything else holds `ref` alone. */
export const sealed = pgTable(
  "sealed",
  {
    practice: text().notNull(),
    ref: text().notNull(),
    owner: text().notNull(),
    bytes: bytea().notNull(),
  },
  (t) => [primaryKey({ columns: [t.practice, t.ref] }), index("sealed_owner").on(t.practice, t.owner)],
);
