/** What may happen to a card: lifecycle, commands, events, decide and evolve. */
export {};
