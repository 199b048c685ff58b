import { type Dice, type Known, proper } from "./proper.ts";

export interface Spoiled {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
}

const LONG = "x".repeat(60_000);
const DEEP = JSON.parse(`${'{"a":['.repeat(150)}1${"]}".repeat(150)}`) as unknown;
const STRANGE: readonly unknown[] = [
  ...[
    "",
    " ",
    "\u0000",
    "\ud800",
    "\udfff\ud800",
    "\u202etxet",
    "ﷺ",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "👩‍👩‍👧‍👦".repeat(300),
    "\uffff\ufffe",
    "\r\nset-cookie: a=b",
    LONG,
  ],
  ...[
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "../../../etc/passwd",
    "%2e%2e%2f",
    "'; DROP TABLE event; --",
    "${7*7}",
    "{{7*7}}",
  ],
  ...[
    "2026-02-30T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:60Z",
    "+275760-09-13T00:00:00.001Z",
    "now",
    "1e9",
    "NaN",
  ],
  ...[
    "&a [*a, *a]",
    "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]",
    "? : ? :",
    "!!js/function 'f'",
    "- - - - -",
    "\t: [",
  ],
  ...[
    0,
    -1,
    1.5,
    1e300,
    -1e300,
    2 ** 53,
    2 ** 63,
    1e-320,
    true,
    false,
    null,
    [],
    {},
    [[]],
    [[[[]]]],
    { ref: "x" },
    { ref: null },
    DEEP,
  ],
  ...[
    Array.from({ length: 5_000 }, (_, n) => n),
    Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${n}`, n])),
  ],
];

/** The value with one part of it, somewhere, spoiled. */
function spoil(value: unknown, dice: Dice): unknown {
  const { next, pick } = dice;
  if (typeof value !== "object" || value === null || next() < 0.15) return pick(STRANGE);
  if (Array.isArray(value)) {
    if (value.length === 0) return [pick(STRANGE)];
    const n = Math.floor(next() * value.length);
    return value.map((one: unknown, m) => (m === n ? spoil(one, dice) : one));
  }
  const entries = Object.entries(value);
  const chosen = pick(entries);
  if (chosen === undefined || next() < 0.1)
    return { ...value, [String(pick(STRANGE)).slice(0, 80)]: pick(STRANGE) };
  if (next() < 0.15) return Object.fromEntries(entries.filter(([name]) => name !== chosen[0]));
  return Object.fromEntries(
    entries.map(([name, one]) => [name, name === chosen[0] ? spoil(one, dice) : one]),
  );
}

const IF_MATCH = [
  "*",
  '"1"',
  "0",
  "-1",
  "999999999",
  "99999999999999999999",
  '"abc"',
  "W/*",
  '"1", "2"',
  "",
  "1e3",
  "null",
];
const TRICKS = [
  ...[
    "/../",
    "/%2e%2e/",
    "//",
    "/./",
    "/;/",
    "/%00",
    "/%ff%fe",
    "/%c0%ae%c0%ae/",
    "\\..\\",
    "/%",
    "/%zz",
    "?",
    "??a=b&&=",
    "#x",
  ],
  ...[
    `/${"a".repeat(4_000)}`,
    `?${"q=1&".repeat(800)}`,
    "?after[]=1&after[]=2",
    "?limit=1&limit=2",
    "?__proto__=1",
    "/constructor",
    "/é",
  ],
];

/** A request that is nearly right: the body, the address, the version, or what it says of itself is not. */
export function spoiled(dice: Dice, known: Known): Spoiled {
  const { next, pick } = dice;
  const { method, path, body } = proper(dice, known);
  const what = next();
  const trick = pick(TRICKS);
  const cut = Math.floor(next() * path.length);
  const address =
    what < 0.25
      ? pick([
          path + trick,
          path.slice(0, cut) + trick + path.slice(cut),
          path.replace(/\/[^/]+/, trick),
          path.replace(
            /=[^&]*/,
            `=${encodeURIComponent(String(pick(STRANGE)).replace(/\p{Surrogate}/gu, "?")).slice(0, 2_000)}`,
          ),
        ])
      : path;
  const sent = body === undefined ? undefined : what < 0.85 && what >= 0.25 ? spoil(body, dice) : body;
  const text = sent === undefined ? undefined : JSON.stringify(sent);
  const headers: Record<string, string> = { "if-match": next() < 0.7 ? "*" : pick(IF_MATCH) };
  if (next() < 0.3) headers["idempotency-key"] = pick(["k1", "k2", "k 3", "", "k".repeat(250), "k1"]);
  if (next() < 0.07)
    headers["content-type"] = pick([
      "text/plain",
      "application/json; charset=utf-16",
      "application/gzip",
      "multipart/form-data",
      "x",
    ]);
  const broken = text !== undefined && what >= 0.93 ? text.slice(0, Math.floor(next() * text.length)) : text;
  return {
    method: next() < 0.05 ? pick(["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "POST", "GET"]) : method,
    // What a client library would not let through has its place in `raw`.
    path: [...`/api/v1${address}`]
      .map((one) => (/[!-~]/.test(one) ? one : encodeURIComponent(one.replace(/\p{Surrogate}/u, "?"))))
      .join(""),
    ...(broken !== undefined && { body: broken }),
    headers,
  };
}
