import type { Ruleset } from "@corridor/rules";
import { type WhyNot, whyNot } from "../drivers/why-not.ts";
import { type House, newCard, openHouse } from "./house.ts";

const START = "2026-11-02T14:00:00.000Z";

/** A house of these rules with the card `c1`, and how it is asked why a rule has not acted on it. */
export const whyHouse = (rules: Ruleset) => ({
  async opened(): Promise<House> {
    const house = await openHouse(rules);
    await newCard(house, "c1");
    return house;
  },
  ask: (house: House, rule: string, now = START, past = false): Promise<WhyNot | null> =>
    whyNot("p", house.store, { active: rules, of: house.rulesetOf }, { card: "c1", rule, now, past }),
  set: (house: House, fields: Readonly<Record<string, string | number | boolean | null>>) =>
    house.ask("c1", { type: "set", fields }),
});
