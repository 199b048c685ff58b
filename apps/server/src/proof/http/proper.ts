import type { dice } from "../../testing/malformed.ts";

export type Dice = ReturnType<typeof dice>;

/** A request as it should be. */
export interface Proper {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
}

/** What is there to be asked about. */
export interface Known {
  readonly cards: readonly string[];
  readonly patient: string;
  readonly people: readonly string[];
}

/** One of all there are, by chance. */
export function proper({ pick }: Dice, { cards, patient, people }: Known): Proper {
  const [card, person] = [pick(cards), pick(people)];
  const order = (body: unknown): Proper => ({ method: "POST", path: `/cards/${card}/commands`, body });
  const get = (path: string): Proper => ({ method: "GET", path });
  const post = (path: string, body: unknown): Proper => ({ method: "POST", path, body });
  const at = "2041-01-07T15:00:00Z";
  const resource = {
    resourceType: "Patient",
    id: "p",
    name: [{ family: "Vale", given: ["Ida"] }],
    birthDate: "1980-02-03",
  };
  return pick<Proper>([
    order({
      type: "move",
      to: pick(["intake.ready", "scheduling", "treatment", "closed"]),
      after: null,
      before: pick(cards),
      reason: "why",
    }),
    order({
      type: "set",
      fields: {
        priority: "high",
        "claim.amount_cents": 4711,
        "visit.reason": "knee",
        "insurance.member_id": "M-1",
      },
    }),
    order({ type: "assign", to: person }),
    order({ type: "assign", role: "nurse" }),
    order({ type: "label", add: ["vip", "late"], remove: ["late"] }),
    order({ type: "task.add", title: "Call back", due: at, role: "nurse" }),
    order({ type: "task.done", task: "task-1" }),
    order({ type: "comment", text: "She called" }),
    order({ type: "appointment.book", start: at, minutes: 30, provider: person, slot: null }),
    order({ type: "appointment.move", start: at, minutes: 30, provider: person }),
    order({ type: "appointment.cancel", reason: "ill" }),
    order({ type: "ack", policy: "front-desk-chain" }),
    order({ type: "undo", event: `${card}/1` }),
    post("/cards", { type: "visit", location: "riverside", patient, fields: { priority: "low" } }),
    post("/patients", {
      fields: { first_name: "Ida", last_name: "Vale", birth_date: "1980-02-03", phone: "+1 413-555-0100" },
    }),
    post("/people", {
      name: "Ada",
      roles: ["nurse"],
      locations: ["riverside"],
      shifts: ["mon-fri 08:00-17:00"],
    }),
    post(`/people/${person}/shifts`, { shifts: ["mon-fri 08:00-17:00", "sat 09:00-12:00"] }),
    post("/slots", { provider: person, location: "riverside", start: at, minutes: 30 }),
    post("/search", { text: "Ida Vale" }),
    post("/session/demo", { persona: "admin" }),
    post("/rules/check", {
      files: { "a.rules.yaml": "schema: corridor/v1\nkind: rules\nlifecycle: patient-journey\nrules: []\n" },
    }),
    post("/rulesets", { files: { "practice.yaml": "schema: corridor/v1\nkind: practice\ntimezone: UTC\n" } }),
    post("/rulesets/0123456789abcdef/activate", undefined),
    post("/import/fhir?as-of=2018-08-20", {
      resourceType: "Bundle",
      type: "transaction",
      entry: [{ fullUrl: "urn:uuid:p", resource }],
    }),
    get(`/cards/${card}`),
    get(`/cards/${card}/history?limit=5&order=desc&type=card.moved`),
    get(`/cards/${card}/explain?event=${card}/1`),
    get(`/cards/${card}/why-not?rule=assign-intake`),
    get(`/cards/${card}/timers`),
    get("/board?location=riverside&seq=3"),
    get("/board?at=2026-11-09T15:00:00Z"),
    get("/history?after=1&until=9&limit=3&actor=manager"),
    get(`/slots?from=${at}&until=${at}&free=1`),
    get("/stream?after=0"),
  ]);
}
