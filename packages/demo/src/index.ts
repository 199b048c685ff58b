/** A practice to try things on. */
export { type DemoPractice, demoPractice } from "./demo-practice.ts";
export type { DemoStep } from "./diary.ts";
export { type Eligibility, eligibilityReply, eligibilityStandIn, plantedMembers } from "./eligibility.ts";
export { isNeeded } from "./needed.ts";
export { type DemoPerson, needs, type Persona } from "./practice.ts";
