import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { isSigned } from "../../senders/transports/signature.ts";
import { json, type Received, receiver } from "../../testing/receiver.ts";
import { Chance } from "../chance.ts";

/** What a receiver has been told, by the message's id. */
interface Told {
  readonly bodies: Set<string>;
  times: number;
  /** How often it said that it has it. */
  taken: number;
}

/** A receiver that fails 30 % of the time and hangs 10 %, and checks every signature. */
export async function fickleReceiver(secret: string, chance: Chance) {
  const told = new Map<string, Told>();
  const count = { failed: 0, hung: 0, unsigned: 0, unnamed: 0 };
  const answer = (request: Received, response: ServerResponse): void => {
    const { headers, body } = request;
    const id = String(headers["webhook-id"]);
    const signed = {
      ...{ id, body: Buffer.from(body) },
      timestamp: String(headers["webhook-timestamp"]),
      signature: String(headers["webhook-signature"]),
    };
    if (!isSigned(secret, signed, Date.now())) count.unsigned += 1;
    if (headers["idempotency-key"] !== id || JSON.parse(body).data.effect !== id) count.unnamed += 1;
    const one = told.get(id) ?? { bodies: new Set<string>(), times: 0, taken: 0 };
    told.set(id, one);
    one.times += 1;
    one.bodies.add(createHash("sha256").update(body).digest("hex"));
    const lot = chance.next();
    if (lot < 0.3) {
      count.failed += 1;
      return json(response, lot < 0.25 ? 503 : 429, {}, lot < 0.05 ? { "retry-after": "1" } : {});
    }
    if (lot < 0.4) {
      count.hung += 1;
      return;
    }
    one.taken += 1;
    json(response, 200, { taken: true });
  };
  const { url, received } = await receiver((request, response) => {
    received.length = 0;
    answer(request, response);
  });
  return { url, told, count };
}
