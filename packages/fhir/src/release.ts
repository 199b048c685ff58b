/** What gives another release of FHIR away, by resource. Each sign is a form that R4 does not allow there. */
const signs: Readonly<Record<string, readonly Sign[]>> = {
  Encounter: [
    ["DSTU2", "class is a plain word", (r) => typeof r["class"] === "string"],
    ["R5", "class is a list", (r) => Array.isArray(r["class"])],
    ["DSTU2", "has patient for subject", (r) => "patient" in r && !("subject" in r)],
    ["R5", "has actualPeriod for period", (r) => "actualPeriod" in r],
  ],
  Patient: [
    [
      "DSTU2",
      "a family name is a list",
      (r) => list(r["name"]).some((name) => Array.isArray(name["family"])),
    ],
    ["DSTU2", "has careProvider", (r) => "careProvider" in r],
    ["DSTU2 or STU3", "has animal", (r) => "animal" in r],
  ],
  Practitioner: [
    ["DSTU2", "name is no list", (r) => "name" in r && !Array.isArray(r["name"])],
    ["DSTU2", "has practitionerRole", (r) => "practitionerRole" in r],
  ],
  Claim: [
    ["DSTU2", "type is no concept", (r) => typeof r["type"] === "string" || holds(r["type"], "code")],
    [
      "STU3",
      "an item has service for productOrService",
      (r) => list(r["item"]).some((item) => "service" in item),
    ],
  ],
  ExplanationOfBenefit: [
    ["STU3", "outcome is a concept", (r) => typeof r["outcome"] === "object"],
    [
      "STU3",
      "an item has service for productOrService",
      (r) => list(r["item"]).some((item) => "service" in item),
    ],
  ],
  MedicationRequest: [["STU3", "has context for encounter", (r) => "context" in r]],
  MedicationOrder: [["DSTU2", "does not exist in R4", () => true]],
  DiagnosticOrder: [["DSTU2", "does not exist in R4", () => true]],
  Conformance: [["DSTU2", "does not exist in R4", () => true]],
  ProcedureRequest: [["DSTU2 or STU3", "does not exist in R4", () => true]],
  ReferralRequest: [["DSTU2 or STU3", "does not exist in R4", () => true]],
  EligibilityRequest: [["DSTU2 or STU3", "does not exist in R4", () => true]],
};

type Raw = Readonly<Record<string, unknown>>;
type Sign = readonly [release: string, what: string, shows: (resource: Raw) => boolean];

/** The first sign of another release, as a sentence; null for what may well be R4. */
export function otherRelease(type: string, resource: Raw, path: string): string | null {
  const sign = (Object.hasOwn(signs, type) ? signs[type] : undefined)?.find(([, , shows]) => shows(resource));
  return sign ? `This is FHIR ${sign[0]}, and Corridor reads FHIR R4: at ${path}, ${type} ${sign[1]}.` : null;
}

const isObject = (value: unknown): value is Raw => typeof value === "object" && value !== null;
const holds = (value: unknown, key: string): boolean => isObject(value) && key in value;
const list = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.filter(isObject) : []);
