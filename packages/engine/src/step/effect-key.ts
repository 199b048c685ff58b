import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** sha-256 of text, in hex. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/**
 * The name of an effect for ever. The ruleset's version is not in it, so that activating new rules can never
 * send again what an older version has sent for the same occasion.
 */
export function effectKey(rule: string, card: string, occurrence: string, path: string): string {
  return sha256Hex(JSON.stringify([rule, card, occurrence, path]));
}
