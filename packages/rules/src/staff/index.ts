export { type Audience, audienceKeys, type AudienceSpec, readAudience, type Whom, whom } from "./audience.ts";
export { type Grouping, groupFor, GroupSpec, readGroup } from "./grouping.ts";
export { heldUntil } from "./hold.ts";
export { byLoad, byTurn, isOnShift, poolOf } from "./pool.ts";
