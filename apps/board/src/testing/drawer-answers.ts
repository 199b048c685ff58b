import type { CardSummary } from "@corridor/domain/board";
import type { Card, CardField, Event, Explanation, Timer, Value } from "@corridor/protocol";
import type { Practice } from "./practice.ts";

const MINUTE = 60_000;
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
const hence = (minutes: number): string => ago(-minutes);

const field = (
  name: string,
  type: CardField["type"],
  value: Value,
  options: string[] | null = null,
  phi = false,
): CardField => ({
  ...{ name, type, options, phi, value },
  readOnly: name.startsWith("appointment."),
});

/** The full card, as the drawer is handed it. */
export function fullCard(practice: Practice, card: CardSummary): Card {
  const set = practice.fields.get(card.id) ?? {};
  const fields = [
    field("priority", "string", "normal", ["low", "normal", "high", "urgent"]),
    field("insurance.status", "string", "unverified", [
      "none",
      "unverified",
      "pending",
      "verified",
      "failed",
    ]),
    field("insurance.payer", "string", card.labels[0] ?? "Aetna"),
    field("insurance.member_id", "string", "W2381 00471", null, true),
    field("treatment.type", "string", "Annual wellness visit"),
    field("documentation.complete", "bool", false),
    field("waitlist.open_to_earlier", "bool", true),
    field("claim.status", "string", "none", [
      "none",
      "draft",
      "submitted",
      "denied",
      "reworked",
      "paid",
      "written_off",
    ]),
    field("claim.denials", "int", 0),
    field("appointment.confirmed", "bool", false),
  ].map((f) => (f.name in set ? { ...f, value: set[f.name] ?? null } : f));
  return {
    ...(card as Card),
    ...{
      seq: practice.seq,
      createdAt: ago(162),
      enteredStateAt: ago(60),
      movedBy: { kind: "user", id: "jo" },
    },
    fields,
    tasks: [
      {
        id: "t1",
        title: "Call the payer about eligibility",
        due: hence(25),
        role: "front_desk",
        done: false,
      },
      { id: "t2", title: "Scan the new insurance card", due: null, role: "front_desk", done: false },
      { id: "t3", title: "Send intake forms", due: null, role: null, done: true },
      ...(practice.tasks.get(card.id) ?? []),
    ],
    comments: practice.comments.get(card.id) ?? [],
    appointment:
      practice.appointments.get(card.id) ??
      (card.appointmentStart === null
        ? null
        : { id: `a-${card.id}`, start: card.appointmentStart, minutes: 20, provider: "okafor", slot: null }),
    claims: [],
    offers: [],
    buttons: [],
    escalations:
      card.due !== null && card.due < ago(0)
        ? [
            {
              ...{ policy: "front-desk-chain", level: 1, since: ago(40), acknowledgedBy: null },
              ...{ reason: "Insurance not verified", next: hence(18), exhausted: false },
            },
          ]
        : [],
  };
}

/** The past of a card before this session, newest first. */
export function pastOf(card: CardSummary): Event[] {
  const at = (
    seq: number,
    minutes: number,
    type: string,
    actor: Event["actor"],
    data: Record<string, unknown>,
  ): Event => ({
    ...{
      seq,
      id: `past-${card.id}-${seq}/0`,
      subject: { kind: "card", id: card.id },
      version: 1,
      type,
      data,
      actor,
    },
    ...{ cause: null, root: `past-${seq}`, ruleset: "9f3c", at: ago(minutes) },
  });
  const rule = (id: string, display: string) => ({ kind: "rule" as const, id, role: "system", display });
  const jo = { kind: "user" as const, id: "jo", role: "front_desk", display: "Jo Lindqvist" };
  return [
    at(905, 12, "escalation.started", rule("insurance-48h", "Insurance must be verified 48 h before"), {
      policy: "front-desk-chain",
      level: 0,
      reason: "Insurance not verified",
    }),
    at(904, 12, "card.labelled", rule("insurance-48h", "Insurance must be verified 48 h before"), {
      added: ["insurance-unverified"],
      removed: [],
    }),
    at(871, 87, "message.queued", rule("insurance-nudge", "Ask for the insurance card"), {
      template: "verify_insurance",
      via: ["sms", "email"],
    }),
    at(
      842,
      160,
      "card.changed",
      { kind: "api", id: "clearinghouse", role: "system", display: "clearinghouse" },
      { field: "insurance.status", from: "pending", to: "unverified" },
    ),
    at(840, 162, "card.created", jo, { stage: "intake", type: card.type }),
  ];
}

export function timersOf(): Timer[] {
  const source = (line: number) => ({ file: "practice.rules.yaml", line });
  return [
    {
      key: "k1",
      due: hence(18),
      rule: "front-desk-chain",
      ruleName: "front-desk-chain",
      trigger: "tells manager (level 3 of 3)",
      source: source(13),
      byHand: false,
    },
    {
      key: "k2",
      due: hence(80),
      rule: "idle-intake-2h",
      ruleName: "Nothing stays idle in intake",
      trigger: "while in intake for 2 business hours",
      source: source(41),
      byHand: true,
    },
    {
      key: "k3",
      due: hence(2640),
      rule: "visit-reminder",
      ruleName: "Remind of the visit",
      trigger: "24h before appointment.start",
      source: source(66),
      byHand: true,
    },
  ];
}

export function explained(card: CardSummary, event: Event): Explanation {
  if (event.actor.kind !== "rule") return { event, trace: null, cause: [], beside: [] };
  return {
    event,
    cause: pastOf(card).slice(3, 4),
    beside: [],
    trace: {
      ...{
        rule: event.actor.id,
        ruleName: event.actor.display ?? event.actor.id,
        ruleset: "9f3c",
        card: card.id,
        at: event.at,
      },
      trigger: { text: "48h before appointment.start", due: event.at, late: false, anchor: hence(2868) },
      depth: 0,
      arms: [
        {
          path: "then.1.choose.0",
          held: true,
          if: [
            {
              expr: 'card.insurance.reason in ["inactive", "mismatch"]',
              said: "insurance reason is inactive or mismatch",
              value: true,
              read: { "card.insurance.reason": "inactive" },
              because: null,
            },
          ],
        },
      ],
      if: [
        {
          expr: 'card.stage == "intake"',
          said: "the card is in Intake",
          value: true,
          read: { "card.stage": "intake" },
          because: null,
        },
        {
          expr: 'card.insurance.status != "verified"',
          said: "insurance status is not verified",
          value: true,
          read: { "card.insurance.status": "unverified" },
          because: "insurance is not verified yet",
        },
        {
          expr: "has(card.appointment.start)",
          said: "the visit is known",
          value: true,
          read: { "card.appointment.start": hence(2868) },
          because: null,
        },
      ],
      then: [
        { text: "add the label insurance-unverified", status: null },
        { text: "message the patient: verify_insurance", status: "queued, quiet hours until 08:00" },
        { text: "escalate front-desk-chain", status: "level 0" },
      ],
      outcome: "fired",
      because: null,
      source: { file: "practice.rules.yaml", line: 13 },
    },
  };
}
