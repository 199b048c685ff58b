import type { Reply } from "@corridor/engine";
import type { Connector } from "../connector.ts";
import { httpCall } from "./http-post.ts";
import type { Outlets } from "./outlets.ts";
import { signatureOf } from "./signature.ts";

export interface WebhookOptions {
  readonly outlets: Outlets;
  readonly name: string;
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
}

/**
 * Asks another system by a signed webhook (Standard Webhooks). Id and body are the same on every try. An answer in the
 * body is taken at once; without one the system tells it later.
 */
export function webhookConnector({ name, url, secret, outlets, timeoutMs }: WebhookOptions): Connector {
  const outlet = outlets.to(url, { atOnce: 32, perSecond: 500 });
  return (op, key, values, { card, queuedAt }) =>
    outlet.through(async () => {
      const data = { effect: key, card, ...values };
      const body = JSON.stringify({ type: `${name}.${op}`, timestamp: queuedAt, data });
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const headers = {
        "content-type": "application/json",
        "idempotency-key": key,
        "webhook-id": key,
        "webhook-timestamp": timestamp,
        "webhook-signature": signatureOf(secret, key, timestamp, body),
      };
      const { delivery, json } = await httpCall(url, { method: "POST", headers, body }, timeoutMs);
      const reply = delivery.sent ? replyIn(json) : null;
      return reply ? { ...delivery, reply } : delivery;
    });
}

/** An answer is an object of plain values, and says something. */
export function replyIn(json: unknown): Reply | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const all = Object.entries(json);
  const isPlain = all.every(
    ([, value]) => value === null || ["string", "number", "boolean"].includes(typeof value),
  );
  return isPlain && all.length > 0 ? (json as Reply) : null;
}
