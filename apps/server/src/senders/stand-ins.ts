import { eligibilityReply, eligibilityStandIn } from "@corridor/demo";
import type { Connectors } from "./connector.ts";

/** Other systems, played: the same question always gets the same answer. */
export const standInConnectors: Connectors = {
  eligibility: async (_op, _key, values) => {
    const reply = eligibilityReply(eligibilityStandIn(values));
    return reply ? { sent: true, reply } : { sent: false, retry: true, error: "the payer does not answer" };
  },
};
