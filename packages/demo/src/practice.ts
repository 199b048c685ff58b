import { idOf } from "./dice.ts";

export type Persona = "front-desk" | "nurse" | "billing" | "manager" | "admin";
export type Location = "riverside" | "northgate";

export interface DemoPerson {
  readonly id: string;
  /** The persona a visitor signs in as; null for the others. */
  readonly persona: Persona | null;
  readonly name: string;
  readonly roles: readonly string[];
  /** Empty for all. */
  readonly locations: readonly Location[];
  readonly shifts: readonly string[];
}

export const practice = {
  name: "Riverside Family Practice",
  timezone: "America/New_York",
  locations: [
    { id: "riverside", name: "Riverside" },
    { id: "northgate", name: "Northgate" },
  ],
} as const;

/** Invented insurers, and those who pay themselves. */
export const SELF_PAY = "Self-pay";
export const payers = [
  "Blue Heron Health",
  "Granite Mutual",
  "Larkspur Care",
  "Union Sound Plan",
  "Tidewater Medicaid",
  SELF_PAY,
];

/** What the practice's rules must name before these steps can be taken. A test of the wiring holds the two together. */
export const needs = {
  roles: ["front_desk", "lead", "nurse", "billing", "manager", "admin", "provider"],
  locations: practice.locations.map(({ id }) => id),
  cardTypes: ["visit", "new_patient", "procedure", "virtual"],
  patientFields: {
    first_name: { type: "string", phi: true },
    last_name: { type: "string", phi: true },
    birth_date: { type: "string", phi: true },
    phone: { type: "string", phi: true },
    email: { type: "string", phi: true },
    mrn: { type: "string", phi: true },
    locale: { type: "string", phi: false },
    sms_ok: { type: "bool", phi: false },
    email_ok: { type: "bool", phi: false },
  },
  cardFields: {
    priority: "enum",
    "visit.reason": "string",
    "visit.room": "string",
    "treatment.type": "string",
    "treatment.completed_at": "timestamp",
    "documentation.complete": "bool",
    "insurance.payer": "string",
    "insurance.status": "enum",
    "insurance.reason": "enum",
    "waitlist.open_to_earlier": "bool",
    "waitlist.since": "timestamp",
    "claim.status": "enum",
    "claim.amount_cents": "int",
    "claim.paid_cents": "int",
    "claim.denial_code": "string",
    "claim.denials": "int",
  },
  /** Those of them that are sealed at the door. */
  protectedCardFields: ["visit.reason"],
} as const;

const ALWAYS = "mon-fri 08:00-17:00";
const both: readonly Location[] = [];

type Told = readonly [
  key: string,
  name: string,
  roles: readonly string[],
  at: readonly Location[],
  shift?: string,
];

const staff: readonly Told[] = [
  ["front-desk", "Jolanta Mistrova", ["front_desk"], ["riverside"]],
  ["nurse", "Remigio Tallowby", ["nurse"], ["riverside"]],
  ["billing", "Devika Marlstone", ["billing"], both],
  ["manager", "Danuta Osterhaug", ["manager"], both],
  ["admin", "Ifeoma Castellby", ["admin"], both],
  ["lead", "Philippa Grandvoir", ["front_desk", "lead"], both],
  ["front-desk-2", "Tobiasz Kettlewin", ["front_desk"], ["riverside"], "mon-fri 08:00-13:00"],
  ["front-desk-3", "Lucinda Pereirinha", ["front_desk"], ["northgate"]],
  ["nurse-2", "Hanneke Stormbeek", ["nurse"], ["riverside"]],
  ["nurse-3", "Babajide Aldermoor", ["nurse"], ["northgate"]],
  ["nurse-4", "Sunniva Harrowgill", ["nurse"], ["northgate"], "mon-thu 08:00-17:00"],
  ["billing-2", "Octavian Wrenfield", ["billing"], both],
  ["front-desk-4", "Mireille Duskwater", ["front_desk"], ["northgate"], "tue-fri 08:00-17:00"],
];

/** By turns of the two houses, so that both are equally busy. */
const doctors: readonly Told[] = [
  ["provider-1", "Dr. Chidinma Okaforsen", ["provider"], ["riverside"]],
  ["provider-4", "Dr. Gunnhild Ravelstad", ["provider"], ["northgate"]],
  ["provider-2", "Dr. Anatole Fernsby", ["provider"], ["riverside"]],
  ["provider-5", "Dr. Eustaquio Brandao", ["provider"], ["northgate"]],
  ["provider-3", "Dr. Shirin Valadkhan", ["provider"], ["riverside"], "mon-thu 08:00-17:00"],
  ["provider-6", "Dr. Meiling Harcastle", ["provider"], ["northgate"], "tue-fri 08:00-17:00"],
];

const PERSONAS: readonly string[] = [
  "front-desk",
  "nurse",
  "billing",
  "manager",
  "admin",
] satisfies Persona[];

/** The people are the same whatever the seed, so that whoever signs in has one id. */
const person = ([key, name, roles, locations, shift = ALWAYS]: Told): DemoPerson => ({
  ...{ id: idOf(`demo/person/${key}`), persona: PERSONAS.includes(key) ? (key as Persona) : null },
  ...{ name, roles, locations, shifts: [shift] },
});

export const people: readonly DemoPerson[] = [...staff, ...doctors].map(person);
export const providers = people.filter(({ roles }) => roles.includes("provider"));

/** Those of a role who work at a location. */
export const staffOf = (role: string, location: Location): readonly DemoPerson[] =>
  people.filter(
    (p) => p.roles.includes(role) && (p.locations.length === 0 || p.locations.includes(location)),
  );

/** The weekdays (0 is Sunday) of a shift such as `mon-thu 08:00-17:00`. */
export function worksOn({ shifts }: DemoPerson, weekday: number): boolean {
  const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
  return shifts.some((shift) => {
    const [from = "", to = from] = (shift.split(" ")[0] ?? "").split("-");
    return weekday >= days.indexOf(from) && weekday <= days.indexOf(to);
  });
}
