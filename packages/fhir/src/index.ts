/** FHIR R4 bundles in. */
export { FhirError, type FhirErrorCode, fhirErrors } from "./error.ts";
export { needs } from "./needs.ts";
export { type ReadOptions, readBundle } from "./read-bundle.ts";
export type { Count, ImportItem, ReadBundle, Rejected, Site } from "./result.ts";
