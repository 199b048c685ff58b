import type { Escalation } from "@corridor/domain";
import type { Ground } from "../scope/index.ts";
import type { Ladder } from "./ladder.ts";
import { type PolicyTexts, type ReadActions, revivePolicy } from "./read-policies.ts";

/** The ladder of an escalation; undefined where there is none any more. */
export type PolicyShelf = (escalation: Pick<Escalation, "policy" | "pinned">) => Ladder | undefined;

/**
 * Finds the policy of an escalation: as it was written when that began, or, where it follows the rules or can not be
 * read on this practice any more, as the rules have it now.
 */
export function createPolicyShelf(
  ladders: Readonly<Record<string, Ladder>>,
  texts: PolicyTexts,
  ground: Ground,
  read: ReadActions,
): PolicyShelf {
  const now = (policy: string) => (Object.hasOwn(ladders, policy) ? ladders[policy] : undefined);
  const revived = new Map<string, Ladder | undefined>();
  return ({ policy, pinned }) => {
    if (pinned === null || pinned === texts[policy]) return now(policy);
    const key = `${policy} ${pinned}`;
    const known = revived.has(key)
      ? revived.get(key)
      : (revivePolicy(policy, pinned, ground, texts, read) ?? now(policy));
    revived.set(key, known);
    return known;
  };
}
