import type { Card, Instant } from "@corridor/domain";

const NEVER: Instant = "1970-01-01T00:00:00.000Z";

/**
 * What stands for the card where a rule starts on none. Nothing of it is ever seen: expressions of such a rule may at
 * most read its location, which is where the rule starts.
 */
export const noCard = (location: string | null): Card => ({
  ...{ id: "", version: 0, type: "", location: location ?? "", patient: "", lifecycle: 0 },
  ...{ stage: "", state: "", rank: "", final: false, fields: {}, assignee: null, role: null, labels: [] },
  ...{ tasks: [], appointment: null, claims: [], escalations: [], calls: {}, comments: 0 },
  ...{ createdAt: NEVER, enteredStageAt: NEVER, enteredStateAt: NEVER, movedBy: { kind: "", id: "" } },
});
