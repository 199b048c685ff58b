import { endpoints } from "@corridor/protocol";

/** Numbers from a seed: a failure can be repeated. */
export function dice(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  return { next, pick };
}

type Dice = ReturnType<typeof dice>;

const NASTY: readonly unknown[] = [
  ...[
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\u202e",
    "'",
    '"',
    "%",
    "\\",
    "‹",
    "😀".repeat(900),
    "x".repeat(5000),
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "1; DROP TABLE event",
    "${card.patient.id}",
    "=1+1",
    "../../etc/passwd",
  ],
  ...[
    "2026-02-30T00:00:00Z",
    "2026-01-01T00:00:00",
    "+275760-09-13T00:00:00Z",
    "-271821-04-20T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
  ],
  ...[
    0,
    -0,
    -1,
    1,
    1.5,
    1e21,
    1e308,
    -1e308,
    2 ** 53,
    2 ** 31,
    true,
    false,
    null,
    [],
    {},
    [[]],
    [null],
    { ref: "x" },
    { ref: 1 },
  ],
  ...[
    "intake",
    "intake.new",
    "intake.",
    ".",
    "a.b.c",
    "scheduling.booked.x",
    "treatment",
    "kim",
    "nurse",
    "main",
    "riverside",
    "visit",
  ],
];

const NAMES = [
  ..."type to after before reason fields add remove title due role task text start minutes provider slot policy event".split(
    " ",
  ),
  ..."location patient name roles locations shifts files email password persona resourceType entry __proto__ constructor".split(
    " ",
  ),
];
const TYPES = [
  ..."move set assign label task.add task.done comment appointment.book appointment.move appointment.cancel".split(
    " ",
  ),
  ..."appointment.confirm appointment.no-show ack undo create import answer patient-changed ruleset.activate".split(
    " ",
  ),
];

function value(dice: Dice, depth = 0): unknown {
  const { next, pick } = dice;
  if (depth > 3 || next() < 0.6) return pick(NASTY);
  if (next() < 0.4) return Array.from({ length: Math.floor(next() * 4) }, () => value(dice, depth + 1));
  return object(dice, depth + 1);
}

function object(dice: Dice, depth = 0): Record<string, unknown> {
  const { next, pick } = dice;
  const made = Object.create(null) as Record<string, unknown>;
  for (let n = 0; n < 1 + next() * 5; n += 1) made[pick(NAMES)] = value(dice, depth);
  if (next() < 0.7) made["type"] = next() < 0.8 ? pick(TYPES) : value(dice, depth);
  if (next() < 0.3)
    made["fields"] = {
      [String(pick(NASTY)).slice(0, 50)]: pick(NASTY),
      [pick(["priority", "claim.amount_cents", "visit.reason"])]: pick(NASTY),
    };
  return made;
}

const BROKEN = [
  "{",
  "[",
  "nul",
  '{"a":}',
  '"',
  '{"type":"move",}',
  "[".repeat(20_000),
  '{"a":'.repeat(5_000),
  "\u0000",
  "<xml/>",
  '{"__proto__":{}}',
];
const HEADERS = [
  "if-match",
  "idempotency-key",
  "content-type",
  "cookie",
  "accept",
  "content-encoding",
  "origin",
];
const HEADER_VALUES = [
  "",
  "*",
  '"1"',
  'W/"2"',
  "-1",
  "99999999999999999999",
  "a b",
  "text/html",
  "application/json; charset=utf-16",
  "gzip",
  "x".repeat(300),
  "null",
];

export interface Malformed {
  readonly method: "GET" | "POST" | "DELETE" | "PUT" | "PATCH" | "HEAD" | "OPTIONS";
  readonly url: string;
  readonly payload?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request that no careful program would send. `ids` are things that are there. */
export function malformed(dice: Dice, ids: readonly string[]): Malformed {
  const { next, pick } = dice;
  const endpoint: { method: "GET" | "POST" | "DELETE"; path: string } = pick(Object.values(endpoints));
  const id = () =>
    next() < 0.5
      ? pick(ids)
      : encodeURIComponent(String(pick(NASTY)).replace(/\p{Surrogate}/gu, "?")).slice(0, 300);
  const path = endpoint.path.replace(/:(\w+)/g, () => (next() < 0.05 ? "%zz" : id()));
  const query =
    next() < 0.5
      ? ""
      : `?${pick(["seq", "at", "after", "until", "limit", "event", "rule", "order", "type", "location", "from", "as-of", "x"])}=${id()}`;
  const method =
    next() < 0.9
      ? endpoint.method
      : pick(["GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS"] as const);
  const headers: Record<string, string> = {
    "content-type": next() < 0.9 ? "application/json" : pick(HEADER_VALUES),
  };
  if (next() < 0.7) headers["if-match"] = next() < 0.6 ? "*" : pick(HEADER_VALUES);
  if (next() < 0.3) headers[pick(HEADERS)] = pick(HEADER_VALUES);
  const payload = next() < 0.08 ? pick(BROKEN) : JSON.stringify(next() < 0.85 ? object(dice) : value(dice));
  const body = method === "POST" || method === "PUT" || method === "PATCH" ? { payload } : {};
  return { method, url: `/api/v1${path}${query}`, headers, ...body };
}
