/** What the application's role may do, by table. What is not here it may not: history is written once. */
export const privileges: Readonly<Record<string, string>> = {
  practice: "SELECT, INSERT, UPDATE",
  practice_secret: "SELECT, INSERT",
  counter: "SELECT, INSERT, UPDATE",
  decision: "SELECT, INSERT",
  event: "SELECT, INSERT",
  rule_run: "SELECT, INSERT",
  sealed: "SELECT, INSERT, DELETE",
  card: "SELECT, INSERT, UPDATE, DELETE",
  record: "SELECT, INSERT, UPDATE, DELETE",
  timer: "SELECT, INSERT, UPDATE, DELETE",
  appointment: "SELECT, INSERT, UPDATE, DELETE",
  ruleset: "SELECT, INSERT",
  ruleset_text: "SELECT, INSERT",
  outbox: "SELECT, INSERT, UPDATE, DELETE",
  inbox: "SELECT, INSERT, UPDATE, DELETE",
  account: "SELECT, INSERT, UPDATE, DELETE",
  session: "SELECT, INSERT, UPDATE, DELETE",
  migration: "SELECT",
};

/** The statements that leave a role with exactly these privileges. `role` is quoted by the caller. */
export function grantsFor(role: string): readonly string[] {
  return Object.entries(privileges).flatMap(([table, allowed]) => [
    `REVOKE ALL ON ${table} FROM ${role}`,
    `GRANT ${allowed} ON ${table} TO ${role}`,
  ]);
}
