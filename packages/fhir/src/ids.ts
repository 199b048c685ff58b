import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * The id of what a resource becomes: always the same, and never the identifier itself. `system` tells two servers
 * apart that both call a patient `Patient/1`. The shape is that of a uuid of version 8 (made by rules of one's own).
 */
export function idFor(system: string, source: string): string {
  const hex = bytesToHex(sha256(utf8ToBytes(`corridor/fhir ${system} ${source}`)));
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
