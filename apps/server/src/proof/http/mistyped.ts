import type { Call } from "./caller.ts";
import type { DemoWorld } from "./demo-world.ts";
import { NUMBER, secret, STAFF_MARK } from "./secret.ts";

type Slip = readonly [method: string, path: string, call: Call];

/** The same texts where they do not belong, or in a form they may not have: what a careless program would send. */
export const slips = (card: string): readonly Slip[] => [
  ...parts(card),
  ...misfits(card),
  ...strays(card),
  ...unreadable(),
  ...addresses(card),
];

const orderOf =
  (card: string) =>
  (body: unknown): Slip => ["POST", `/cards/${card}/commands`, { body }];

/** Text that claims to be made of parts already: a literal would never be sealed. */
function parts(card: string): readonly Slip[] {
  const order = orderOf(card);
  return [
    order({ type: "comment", text: [secret("comment of parts")] }),
    order({ type: "comment", text: [{ ref: secret("comment's pointer") }] }),
    order({ type: "comment", text: { ref: secret("comment that is a pointer") } }),
    order({ type: "task.add", title: [secret("task of parts"), { ref: "x" }] }),
    order({ type: "move", to: "intake.ready", reason: [secret("reason of parts")] }),
    order({ type: "appointment.cancel", reason: [secret("cancel reason of parts")] }),
    [
      "POST",
      "/people",
      { body: { name: [secret("name of parts", STAFF_MARK)], roles: [], locations: [], shifts: [] } },
    ],
  ];
}

/** Protected fields, in forms that are no text, and fields that nobody knows. */
function misfits(card: string): readonly Slip[] {
  const order = orderOf(card);
  const patient = (fields: unknown): Slip => ["POST", "/patients", { body: { fields } }];
  return [
    order({ type: "set", fields: { "insurance.member_id": [secret("member in a list")] } }),
    order({ type: "set", fields: { "insurance.member_id": { ref: secret("member as a pointer") } } }),
    order({ type: "set", fields: { "insurance.member_id": NUMBER } }),
    order({ type: "set", fields: { "insurance.memberid": secret("member misspelt") } }),
    order({ type: "set", fields: { "insurance.memberid": [secret("member misspelt in a list")] } }),
    order({ type: "set", fields: { "patient.last_name": secret("patient's field on a card") } }),
    order({ type: "set", fields: { "patient.last_name": [secret("patient's field in a list")] } }),
    order({ type: "set", fields: { "appointment.start": secret("appointment's field") } }),
    patient({ first_name: [secret("first name in a list")] }),
    patient({ first_name: { ref: secret("first name as a pointer") } }),
    patient({ phone: NUMBER }),
    patient({ firstname: secret("first name misspelt") }),
    patient({ firstname: [secret("first name misspelt in a list")] }),
    patient({ sms_ok: secret("consent") }),
    patient({ first_name: { given: secret("first name nested") } }),
    [
      "POST",
      "/cards",
      { body: { ...visitOf(card), fields: { "insurance.member_id": [secret("new member in a list")] } } },
    ],
    [
      "POST",
      "/cards",
      { body: { ...visitOf(card), fields: { "insurance.memberid": secret("new member misspelt") } } },
    ],
  ];
}

/** Members that nobody asked for, and text of the wrong kind. */
function strays(card: string): readonly Slip[] {
  const order = orderOf(card);
  return [
    order({ type: "comment", text: "fine", note: secret("extra member") }),
    order({ type: "comment", text: secret("long comment ").repeat(1_000) }),
    order({ type: secret("type"), text: secret("comment of no type") }),
    order([secret("a list")]),
    ["POST", "/search", { body: { text: [secret("search in a list")] } }],
    ["POST", "/search", { body: { text: secret("search"), also: secret("search also") } }],
    ["POST", "/session", { body: { email: `${secret("email")}@example.org`, password: secret("password") } }],
    ["POST", "/session", { body: { email: secret("email"), password: { hidden: secret("password") } } }],
    ["POST", "/rules/check", { body: { files: { "practice.yaml": `name: ${secret("yaml")}\n- broken` } } }],
  ];
}

/** What is no JSON at all, or none that is read here; bundles that are none. */
function unreadable(): readonly Slip[] {
  const text = (body: string, path = "/patients", type = "application/json"): Slip => [
    "POST",
    path,
    { body, headers: { "content-type": type } },
  ];
  const bundle = { resourceType: "Bundle", type: "transaction" };
  return [
    text(`{"fields": {"first_name": "${secret("cut short")}"`),
    text(`{"fields": {"first_name": "${secret("with a NUL")}\\u0000"}}`),
    text(`{"__proto__": {"first_name": "${secret("prototype")}"}}`),
    text(`<patient><name>${secret("xml")}</name></patient>`, "/patients", "application/xml"),
    text(`name=${secret("form")}`, "/patients", "application/x-www-form-urlencoded"),
    text(`${'{"a":'.repeat(200)}"${secret("deep")}"${"}".repeat(200)}`),
    text(`"${secret("large")}${"x".repeat(1_100_000)}"`),
    ["POST", "/import/fhir", { body: { resourceType: secret("resource type") } }],
    ["POST", "/import/fhir", { body: { ...bundle, entry: secret("entry") } }],
    ["POST", "/import/fhir", { body: { ...bundle, type: secret("bundle type"), entry: [] } }],
    [
      "POST",
      "/import/fhir",
      { body: { ...bundle, entry: [{ resource: { resourceType: secret("unknown"), id: "x" } }] } },
    ],
    ["POST", `/import/fhir?as-of=${encodeURIComponent(secret("as-of"))}`, { body: { ...bundle, entry: [] } }],
    text(
      `{"resourceType": "Bundle", "entry": [{"resource": {"name": "${secret("bundle cut short")}"`,
      "/import/fhir",
    ),
    text(secret("no gzip"), "/import/fhir", "application/gzip"),
  ];
}

/** Addresses and headers are written into logs elsewhere; not here. */
function addresses(card: string): readonly Slip[] {
  return [
    ...[
      "/board?location=",
      "/board?at=",
      "/history?type=",
      "/history?limit=",
      "/cards/",
      "/patients/",
      "/",
    ].map((path): Slip => ["GET", `${path}${encodeURIComponent(secret("address"))}`, {}]),
    ["GET", `/cards/${card}/explain?event=${encodeURIComponent(secret("event"))}`, {}],
    ["GET", `/stream?after=${encodeURIComponent(secret("stream"))}`, {}],
    [
      "POST",
      `/cards/${card}/commands`,
      { body: { type: "ack", policy: "x" }, headers: { "if-match": secret("if-match") } },
    ],
    ["POST", "/patients", { body: { fields: {} }, headers: { "idempotency-key": secret("key") } }],
  ];
}

const visitOf = (patient: string) => ({ type: "visit", location: "riverside", patient });

/** Sends every slip as somebody who may do everything, once under a key and once without. Returns those not refused. */
export async function slip({ personas }: DemoWorld, card: string): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const keyed of [false, true])
    for (const [method, path, { body, headers }] of slips(card)) {
      const key = keyed ? { "idempotency-key": crypto.randomUUID() } : {};
      const answer = await personas.manager.ask(method, path, {
        body,
        headers: { "if-match": "*", ...key, ...headers },
      });
      if (answer.status >= 500) throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${answer.text}`);
      // Looking for what is not there, checking rules that are none, and counting what is of no use is right.
      const changes = method === "POST" && !/^\/(rules\/check|import\/fhir)/.test(path);
      if (changes && answer.status < 400)
        taken.push(`${method} ${path} ${JSON.stringify(body).slice(0, 200)}`);
    }
  return taken;
}
