/**
 * What the ledger's events look like: a hash over the JSON Schema of every event. Events are kept for ever, so a
 * change fails contract.test.ts until the hash and the version are set here on purpose, together with a line that
 * says what changed and how older events are still read.
 *
 * -- Version 1: the first.
 */
export const CONTRACT = { version: 1, hash: "0dc1c7cdd9a0121f" } as const;
