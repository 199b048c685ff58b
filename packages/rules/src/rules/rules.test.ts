import { expect, test } from "vitest";
import { withRules } from "../testing/small.ts";

test("a rule says whose it is, what it is about, and whether it may be paused", () => {
  const { rules } = withRules(`
  - { id: plain, name: P, when: [{ event: card.created }], then: [] }
  - { id: owned, name: O, owner: manager, tags: [intake, sla], safety: true, when: [{ event: card.created }], then: [] }
  - { id: theirs, name: T, owner: { user: mia }, when: [{ event: card.created }], then: [] }
`);
  expect(rules.map(({ owner, tags, safety }) => ({ owner, tags, safety }))).toEqual([
    { owner: null, tags: [], safety: false },
    { owner: { role: "manager", person: null }, tags: ["intake", "sla"], safety: true },
    { owner: { role: null, person: "mia" }, tags: [], safety: false },
  ]);
});
