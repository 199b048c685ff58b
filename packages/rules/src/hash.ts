import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * JSON with the keys of every map in order: equal values, equal text, wherever they have been kept. Written as loops:
 * every decision passes through here.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  return Array.isArray(value) ? listJson(value) : mapJson(value as Readonly<Record<string, unknown>>);
}

function listJson(list: readonly unknown[]): string {
  let text = "";
  for (const member of list) text += `${text && ","}${canonicalJson(member)}`;
  return `[${text}]`;
}

function mapJson(map: Readonly<Record<string, unknown>>): string {
  let text = "";
  for (const key of Object.keys(map).sort()) {
    const member = map[key];
    if (member !== undefined) text += `${text && ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** The sha-256 of a value's canonical JSON, in hex. */
export const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
