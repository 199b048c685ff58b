import { hash32 } from "./dice.ts";

export type Eligibility = "active" | "inactive" | "mismatch" | "not_found" | "no_answer";

/** Members that always get the answer they are named for, whoever pays. */
export const plantedMembers: Readonly<Record<Eligibility, string>> = {
  active: "MEMBER-ACTIVE",
  inactive: "MEMBER-INACTIVE",
  mismatch: "MEMBER-MISMATCH",
  not_found: "MEMBER-NOT-FOUND",
  no_answer: "MEMBER-NO-ANSWER",
};

/** Of a hundred members, how many get each answer. */
const shares: readonly (readonly [Eligibility, number])[] = [
  ["inactive", 5],
  ["mismatch", 4],
  ["not_found", 3],
  ["no_answer", 3],
  ["active", 85],
];

/**
 * What a payer would say of a member, always the same. Takes what a rule hands to the call: `payer`, and `member` or,
 * where there is none, `patient`.
 */
export function eligibilityStandIn(asked: Readonly<Record<string, unknown>>): Eligibility {
  const member = String(asked["member"] ?? asked["patient"] ?? "");
  const planted = shares.map(([answer]) => answer).find((answer) => plantedMembers[answer] === member);
  if (planted) return planted;
  const drawn = hash32(`${String(asked["payer"] ?? "")}/${member}`) % 100;
  let upTo = 0;
  for (const [answer, share] of shares) {
    upTo += share;
    if (drawn < upTo) return answer;
  }
  return "active";
}

/** The answer as a connector gives it; null where the payer keeps silent and the call fails. */
export function eligibilityReply(
  answer: Eligibility,
): { readonly status: string; readonly reason: string } | null {
  if (answer === "no_answer") return null;
  return answer === "active" ? { status: "active", reason: "none" } : { status: "inactive", reason: answer };
}
