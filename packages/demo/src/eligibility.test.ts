import { expect, test } from "vitest";
import { type Eligibility, eligibilityReply, eligibilityStandIn, plantedMembers } from "./index.ts";

test("planted members get the answer they are named for, whoever pays", () => {
  for (const [answer, member] of Object.entries(plantedMembers))
    for (const payer of ["Blue Heron Health", "anybody", null])
      expect(eligibilityStandIn({ payer, member })).toBe(answer);
});

test("everybody else always gets the same answer, and most are insured", () => {
  const answers = Array.from({ length: 2000 }, (_, i) =>
    eligibilityStandIn({ payer: "Granite Mutual", patient: `p${i}` }),
  );
  expect(answers).toEqual(
    Array.from({ length: 2000 }, (_, i) => eligibilityStandIn({ payer: "Granite Mutual", patient: `p${i}` })),
  );
  const share = (wanted: Eligibility) => answers.filter((answer) => answer === wanted).length / 2000;
  expect(share("active")).toBeGreaterThan(0.8);
  for (const doubt of ["inactive", "mismatch", "not_found", "no_answer"] as const)
    expect(share(doubt)).toBeGreaterThan(0.015);
});

test("the reply is what the worked rules read; silence is no reply", () => {
  expect(eligibilityReply("active")).toEqual({ status: "active", reason: "none" });
  expect(eligibilityReply("not_found")).toEqual({ status: "inactive", reason: "not_found" });
  expect(eligibilityReply("no_answer")).toBeNull();
});
