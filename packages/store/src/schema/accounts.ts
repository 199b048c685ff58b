import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const account = pgTable(
  "account",
  {
    practice: text().notNull(),
    email: text().notNull(),
    person: text().notNull(),
    role: text().notNull(),
    password_hash: text().notNull(),
    active: boolean().notNull().default(true),
    created_at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.practice, t.email] }), uniqueIndex("account_email").on(t.email)],
);

export const session = pgTable(
  "session",
  {
    practice: text().notNull(),
    token_hash: text().notNull(),
    person: text().notNull(),
    role: text().notNull(),
    created_at: instant().notNull(),
    expires_at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.practice, t.token_hash] }),
    uniqueIndex("session_token").on(t.token_hash),
    index("session_person").on(t.practice, t.person),
  ],
);

/** The book of the migration runner. */
export const migration = pgTable("migration", {
  number: integer().primaryKey(),
  name: text().notNull(),
  checksum: text().notNull(),
  applied_at: instant().notNull(),
});
