import { must } from "@corridor/domain";
import { compileRuleset } from "@corridor/rules";
import { expect, onTestFinished, test } from "vitest";
import { practiceFixture } from "../testing/practice-fixture.ts";
import { planOf } from "./plan.ts";

test("whoever waits for a plan hears how many cards have been looked at", async () => {
  const house = await practiceFixture();
  onTestFinished(() => house.close());
  for (let n = 0; n < 3; n += 1) await house.card();
  const { files } = must(house.practice.shelf.active, "the fixture has rules");
  const more =
    "schema: corridor/v1\nkind: rules\nrules:\n  - { id: own, name: Own, when: [{ event: card.created }], then: [{ label: { add: [own] } }] }\n";
  const next = compileRuleset({ ...files, "own.rules.yaml": more });
  if (!next.ok) throw new Error(next.diagnostics[0]?.message);
  const heard: string[] = [];
  await planOf(house.practice, house.backing, next.ruleset, (cards, of) => heard.push(`${cards} of ${of}`));
  expect(heard).toEqual(["1 of 3", "2 of 3", "3 of 3"]);
});
