import * as z from "zod/mini";

/**
 * The parts of FHIR R4 that Corridor reads. Members it does not know pass; members it reads must have the form
 * that FHIR gives them, or the resource is not used.
 */
const text = z.optional(z.string());
const many = <T extends z.ZodMiniType>(schema: T) => z.optional(z.array(schema));
const one = <T extends z.ZodMiniType>(schema: T) => z.optional(schema);

const Coding = z.looseObject({ system: text, code: text, display: text });
const Concept = z.looseObject({ coding: many(Coding), text });
const Identifier = z.looseObject({ use: text, type: one(Concept), system: text, value: text });
export const Reference = z.looseObject({ reference: text, identifier: one(Identifier), display: text });
const Period = z.looseObject({ start: text, end: text });
const Money = z.looseObject({ value: one(z.number()), currency: text });
const HumanName = z.looseObject({
  use: text,
  text,
  family: text,
  given: many(z.nullable(z.string())),
  prefix: many(z.nullable(z.string())),
});
const ContactPoint = z.looseObject({ system: text, value: text, use: text });
const Address = z.looseObject({ city: text });

export const resources = {
  Patient: z.looseObject({
    name: many(HumanName),
    birthDate: text,
    telecom: many(ContactPoint),
    identifier: many(Identifier),
    communication: many(z.looseObject({ language: one(Concept), preferred: one(z.boolean()) })),
    deceasedBoolean: one(z.boolean()),
    deceasedDateTime: text,
  }),
  Practitioner: z.looseObject({
    active: one(z.boolean()),
    name: many(HumanName),
    identifier: many(Identifier),
  }),
  PractitionerRole: z.looseObject({
    active: one(z.boolean()),
    practitioner: one(Reference),
    organization: one(Reference),
    location: many(Reference),
  }),
  Organization: z.looseObject({ name: text, address: many(Address), identifier: many(Identifier) }),
  Location: z.looseObject({
    name: text,
    address: one(Address),
    identifier: many(Identifier),
    physicalType: one(Concept),
    partOf: one(Reference),
  }),
  Encounter: z.looseObject({
    status: text,
    class: Coding,
    type: many(Concept),
    subject: one(Reference),
    participant: many(z.looseObject({ type: many(Concept), individual: one(Reference) })),
    appointment: many(Reference),
    period: one(Period),
    location: many(z.looseObject({ location: Reference })),
    serviceProvider: one(Reference),
  }),
  Appointment: z.looseObject({
    status: text,
    serviceType: many(Concept),
    appointmentType: one(Concept),
    start: text,
    end: text,
    minutesDuration: one(z.number()),
    participant: many(z.looseObject({ type: many(Concept), actor: one(Reference) })),
  }),
  MedicationRequest: z.looseObject({ encounter: one(Reference) }),
  Coverage: z.looseObject({ payor: many(Reference) }),
  Claim: z.looseObject({
    status: text,
    use: text,
    insurer: one(Reference),
    prescription: one(Reference),
    insurance: many(z.looseObject({ focal: one(z.boolean()), coverage: one(Reference) })),
    item: many(z.looseObject({ encounter: many(Reference), net: one(Money) })),
    total: one(Money),
  }),
  ExplanationOfBenefit: z.looseObject({
    status: text,
    use: text,
    outcome: text,
    claim: one(Reference),
    insurer: one(Reference),
    prescription: one(Reference),
    insurance: many(z.looseObject({ focal: one(z.boolean()), coverage: one(Reference) })),
    item: many(z.looseObject({ encounter: many(Reference) })),
    total: many(z.looseObject({ category: one(Concept), amount: one(Money) })),
    payment: one(z.looseObject({ amount: one(Money) })),
  }),
} as const;

export type ReadType = keyof typeof resources;
export type Resource<T extends ReadType> = z.infer<(typeof resources)[T]>;
export type Reference = z.infer<typeof Reference>;
export type Concept = z.infer<typeof Concept>;
export type HumanName = z.infer<typeof HumanName>;
export type Money = z.infer<typeof Money>;

export const isReadType = (type: string): type is ReadType => Object.hasOwn(resources, type);

/** The resource as the schema has it, or where and why it is not of that form. Never says what stands there. */
export function parse<T extends ReadType>(type: T, value: unknown): Resource<T> | Misformed {
  const parsed = z.safeParse(resources[type], value);
  if (parsed.success) return parsed.data as Resource<T>;
  const issue = parsed.error.issues[0];
  const where = (issue?.path ?? []).map((step) =>
    typeof step === "number" ? `[${step}]` : `.${String(step)}`,
  );
  const expected =
    issue?.code === "invalid_type" ? `must be ${spoken(issue.expected)}` : "does not have its form";
  return { misformed: where.join(""), reason: `${where.join("").slice(1)} ${expected}` };
}

export interface Misformed {
  /** The path below the resource, with its leading dot. */
  readonly misformed: string;
  readonly reason: string;
}

export function isMisformed(value: object): value is Misformed {
  return "misformed" in value;
}

function spoken(expected: string): string {
  const words: Record<string, string> = {
    string: "text",
    number: "a number",
    boolean: "true or false",
    array: "a list",
    object: "an object",
  };
  return words[expected] ?? "another type";
}
