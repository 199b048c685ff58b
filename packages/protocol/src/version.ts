/**
 * The version of the wire, and what it looked like then: a hash over the JSON Schema of every message. Changing a
 * message fails version.test.ts until a line is added here that says what changed.
 *
 * -- Version 1: the first.
 */
export const contracts = [{ version: 1, contract: "b0ab9b7d04359dea" }] as const;

export const PROTOCOL_VERSION = 1;
