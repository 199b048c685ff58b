export type { PolicySummary } from "./ladder.ts";
export { createPolicyShelf, type PolicyShelf } from "./policy-shelf.ts";
export { policyTexts, type PolicyTexts, readPolicies } from "./read-policies.ts";
export { armRungs, escalationOf, isRung, rungFacts } from "./rungs.ts";
export { LevelSpec, PoliciesFile, PolicySpec } from "./schema.ts";
