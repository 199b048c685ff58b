import { CARD_TYPES } from "./words.ts";

/** What a practice's rules must name before it can take what `readBundle` makes. A test of the wiring holds the two together. */
export const needs = {
  roles: ["provider"],
  cardTypes: CARD_TYPES,
  /** Fields of patients; `phi` ones enter as plain text, to be sealed at the door. */
  patientFields: {
    first_name: { type: "string", phi: true },
    last_name: { type: "string", phi: true },
    birth_date: { type: "string", phi: true },
    phone: { type: "string", phi: true },
    email: { type: "string", phi: true },
    mrn: { type: "string", phi: true },
    locale: { type: "string", phi: false },
    sms_ok: { type: "bool", phi: false },
  },
  cardFields: {
    "encounter.class": "string",
    "encounter.started_at": "timestamp",
    "encounter.ended_at": "timestamp",
    "treatment.type": "string",
    "treatment.completed_at": "timestamp",
    "documentation.complete": "bool",
    "claim.status": "enum",
    "claim.count": "int",
    "claim.amount_cents": "int",
    "claim.paid_cents": "int",
    "insurance.payer": "string",
    "insurance.status": "enum",
  },
} as const;
