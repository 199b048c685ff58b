import type { Concept } from "./resources.ts";

/** The practice's word for a kind of card, by the class of an encounter (v3 ActCode). */
const cardTypes: Readonly<Record<string, string>> = {
  EMER: "emergency",
  IMP: "inpatient",
  ACUTE: "inpatient",
  NONAC: "inpatient",
  OBSENC: "inpatient",
  VR: "virtual",
  HH: "home",
};

/** Every kind of card an import makes. */
export const CARD_TYPES = ["visit", ...new Set(Object.values(cardTypes))];

export const cardType = (code: string | undefined): string => cardTypes[code ?? ""] ?? "visit";

/** The practice's word for a treatment: the first whose stem is in the coded name of the visit. */
const treatments: readonly (readonly [stem: RegExp, treatment: string])[] = [
  [/check.?up|well (?:child|visit)|general examination/, "checkup"],
  [/follow.?up/, "followup"],
  [/prenatal|antenatal/, "prenatal"],
  [/postnatal|postpartum/, "postnatal"],
  [/surg|orthopedic admission|outpatient procedure/, "surgery"],
  [/physio/, "physio"],
  [/emergency/, "emergency"],
  [/inpatient|hospital admission/, "inpatient"],
  [/psychiatr|stress disorder|rehabilitation/, "mental_health"],
  [/symptom|problem|consultation/, "consultation"],
];

/** The name of the code decides, not the free text beside it, which may name a patient. */
export function treatmentType(concepts: readonly (Concept | undefined)[]): string | null {
  const names = concepts
    .flatMap((concept) => concept?.coding ?? [])
    .map(({ display = "" }) => display.toLowerCase());
  const known = treatments.find(([stem]) => names.some((name) => stem.test(name)));
  return known ? known[1] : names.some((name) => name !== "") ? "other" : null;
}
