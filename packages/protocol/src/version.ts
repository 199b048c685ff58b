/**
 * The version of the wire, and what it looked like then: a hash over the JSON Schema of every message. Changing a
 * message fails version.test.ts until a line is added here that says what changed.
 *
 * -- Version 1: the first.
 * -- Version 2: an import says the path of what it rejects, its warnings and its counts by type.
 */
export const contracts = [
  { version: 1, contract: "b0ab9b7d04359dea" },
  { version: 2, contract: "e2d5cfdb065557fe" },
] as const;

export const PROTOCOL_VERSION = 2;
