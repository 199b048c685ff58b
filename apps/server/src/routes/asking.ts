import type { Command, Subject } from "@corridor/domain";
import type { Executed } from "@corridor/engine";
import type { FastifyRequest } from "fastify";
import { refuse, refuseWith } from "../errors/problem.ts";
import { newId } from "../house/ids.ts";
import type { OpenPractice } from "../house/practice.ts";
import { actorOf, mayGovern, type Viewer } from "../sessions/viewer.ts";

export type Accepted = Extract<Executed, { ok: true }>;

/** Hands a person's command to the one way in; a rejection becomes the refusal it is. */
export async function ask(
  viewer: Viewer,
  practice: OpenPractice,
  request: FastifyRequest,
  subject: Subject,
  command: Command,
  expected: number | null = null,
): Promise<Accepted> {
  const key = idempotencyKey(request);
  const done = await practice.execute({
    id: key ?? newId(),
    subject,
    actor: actorOf(viewer),
    ask: { command },
    expected,
    keyed: key !== null,
  });
  if (!done.ok) throw refuseWith(done);
  return done;
}

/**
 * The sender's own key for this request, so that asking twice does it once. It is the input's id: what an id of the
 * house could hold and a uuid never does (`:`, `/`) is percent-encoded, so that no key can pass for one.
 */
export function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return null;
  if (typeof key === "string" && /^[\x21-\x7e]{1,200}$/.test(key))
    return key.replace(/[^A-Za-z0-9._~-]/g, encoded);
  throw refuse("key_invalid", "An Idempotency-Key has 1 to 200 visible ASCII characters.");
}

const encoded = (sign: string): string =>
  `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** The version the sender saw; null for `*`. */
export function ifMatch(request: FastifyRequest): number | null {
  const header = request.headers["if-match"];
  if (header === undefined)
    throw refuse("if_match_missing", "Say in If-Match which version of the card you saw.");
  if (header.trim() === "*") return null;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (version === undefined) throw refuse("if_match_invalid", 'If-Match is a card\'s version, such as "3".');
  return Number(version);
}

/** For what holds for everybody. */
export function mustGovern(viewer: Viewer): void {
  if (!mayGovern(viewer)) throw refuse("not_allowed", "Only a manager or an administrator may do this.");
}
