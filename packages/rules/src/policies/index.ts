export { type Ladder, readPolicies } from "./read-policies.ts";
export { PoliciesFile } from "./schema.ts";
