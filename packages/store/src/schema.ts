/** The tables as TypeScript sees them. migrations/ is what makes them; a test holds the two together. */
export { account, migration, session } from "./schema/accounts.ts";
export { inbox, outbox } from "./schema/effects.ts";
export { counter, decision, event, practice, practiceSecret, ruleRun, sealed } from "./schema/history.ts";
export { appointment, card, record, ruleset, rulesetText, timer } from "./schema/subjects.ts";
