/** FHIR R4 bundles in. */
export {};
