/** Decisions, history, cards, timers, outbox and sealed values in Postgres. */
export {};
