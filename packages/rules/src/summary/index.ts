/** What each part of a rule says of itself, for everything that reasons about rules without running them. */
export { blankOutline } from "./deed.ts";
export type { Deed, DeedElsewhere, Outline, PlacedArm, PlacedDeed } from "./deed.ts";
export type { RuleSummary } from "./rule-summary.ts";
export type { EventStart, Start } from "./start.ts";
