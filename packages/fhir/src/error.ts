/** Why a whole file could not be read. A single resource that cannot be used is no such error: see `Rejected`. */
export const fhirErrors = {
  broken_json: "the text is not JSON",
  not_json: "the text is XML",
  not_fhir: "JSON, but no FHIR resource",
  not_r4: "FHIR of another release",
  bundle_type: "a bundle that does not carry records",
  as_of: "the as-of date is no date",
} as const;

export type FhirErrorCode = keyof typeof fhirErrors;

/** The message is the sentence a person reads. It never contains anything of the file but FHIR's own words. */
export class FhirError extends Error {
  override name = "FhirError";
  readonly code: FhirErrorCode;

  constructor(code: FhirErrorCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}
