import { createHmac, timingSafeEqual } from "node:crypto";

/** So far from now a signed message may have been signed. */
const TOLERANCE_S = 5 * 60;

/** What is signed with a secret (`whsec_…`), as Standard Webhooks has it: `v1,<base64 of an HMAC-SHA256>`. */
export function signatureOf(secret: string, id: string, timestamp: string, body: string | Buffer): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64")}`;
}

export interface Signed {
  readonly id: string | undefined;
  /** Seconds since 1970. */
  readonly timestamp: string | undefined;
  /** One signature or several, parted by spaces: one of them must fit. */
  readonly signature: string | undefined;
  readonly body: Buffer;
}

/** Whether a message was signed with the secret, about `now` (milliseconds since 1970). */
export function isSigned(secret: string, { id, timestamp, signature, body }: Signed, now: number): boolean {
  if (id === undefined || timestamp === undefined || signature === undefined) return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > TOLERANCE_S) return false;
  const expected = Buffer.from(signatureOf(secret, id, timestamp, body));
  return signature.split(" ").some((one) => same(Buffer.from(one), expected));
}

/** Whether the provider of text messages signed a request: its address with the sorted fields of its form. */
export function isFromTwilio(
  token: string,
  url: string,
  form: Readonly<Record<string, string>>,
  signature: string | undefined,
): boolean {
  if (signature === undefined) return false;
  const fields = Object.keys(form)
    .sort()
    .map((name) => `${name}${form[name]}`);
  const expected = createHmac("sha1", token)
    .update(`${url}${fields.join("")}`)
    .digest("base64");
  return same(Buffer.from(signature), Buffer.from(expected));
}

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
