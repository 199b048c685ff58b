import { type RejectionCode, rejections } from "@corridor/domain";
import type { Problem } from "@corridor/protocol";

/** Every way the door itself says no, with its HTTP status and its title. PROBLEMS.md lists them for people. */
export const doorProblems = {
  body_unreadable: [400, "The body cannot be read"],
  request_invalid: [400, "The request is not as it should be"],
  unauthenticated: [401, "Nobody is signed in"],
  signature_invalid: [401, "The signature does not fit"],
  wrong_password: [401, "The email or the password is wrong"],
  not_allowed: [403, "Your role may not do this"],
  foreign_origin: [403, "The request comes from another site"],
  not_found: [404, "There is no such thing here"],
  too_large: [413, "The body is too large"],
  media_type: [415, "The body is of a kind that is not read here"],
  key_invalid: [400, "The Idempotency-Key is not usable"],
  if_match_missing: [428, "If-Match is missing"],
  if_match_invalid: [400, "If-Match is not a version"],
  too_many_tries: [429, "Too many tries"],
  bundle_unusable: [422, "The bundle cannot be used"],
  rules_faulty: [422, "The rules have errors"],
  not_ready: [503, "Not ready"],
  fault: [500, "Something broke on our side"],
} as const satisfies Record<string, readonly [number, string]>;

export type DoorCode = keyof typeof doorProblems;

/** Where the domain's codes are not simply refused (422) or in conflict (409). */
const own: Partial<Record<RejectionCode, number>> = {
  card_unknown: 404,
  version_conflict: 412,
  not_allowed: 403,
};

/** The HTTP status of a rejection. Below this file nobody knows HTTP numbers. */
export function statusOf(code: RejectionCode): number {
  return own[code] ?? (rejections[code] === "conflict" ? 409 : 422);
}

/** Thrown by a route that says no; becomes the problem it describes. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    title: string,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.headers = headers;
  }
}

/** The door's own refusal, with the sentence for the person where the title does not say it all. */
export function refuse(code: DoorCode, detail?: string, headers?: Readonly<Record<string, string>>): Refusal {
  const [status, title] = doorProblems[code];
  return new Refusal(status, code, title, detail ?? `${title}.`, headers);
}

/** A rejection from behind the door: its sentence is the lifecycle's or the rule's own. */
export function refuseWith(rejection: { readonly code: RejectionCode; readonly because: string }): Refusal {
  const title = rejection.code.replaceAll("_", " ");
  return new Refusal(statusOf(rejection.code), rejection.code, title, rejection.because);
}

export function problemOf(
  { status, code, title, detail }: Pick<Refusal, "status" | "code" | "title" | "detail">,
  requestId: string,
  errors?: Problem["errors"],
): Problem {
  const problem = { type: `urn:corridor:problem:${code}`, title, status, code, detail, requestId };
  return errors === undefined ? problem : { ...problem, errors };
}
