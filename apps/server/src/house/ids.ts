import { createHash, randomBytes } from "node:crypto";

/** Chance is fetched for so many ids at once: asking for it costs far more than sixteen bytes are worth. */
const STOCK = 256;
let stock = Buffer.alloc(0);

/** A new uuid v7: ids made later sort later, so that rows made together lie together. */
export function newId(now: number = Date.now()): string {
  if (stock.length === 0) stock = randomBytes(16 * STOCK);
  const bytes = stock.subarray(0, 16);
  stock = stock.subarray(16);
  bytes.writeUIntBE(now, 0, 6);
  return asUuid(bytes, 7);
}

/** The same uuid for the same keyed digest, for subjects that are named by an Idempotency-Key: a repeat makes no second one. */
export function idFrom(fingerprint: string): string {
  return asUuid(createHash("sha256").update(fingerprint).digest().subarray(0, 16), 8);
}

function asUuid(bytes: Buffer, version: number): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
