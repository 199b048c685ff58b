import { describe, expect, test } from "vitest";
import { acting, card, commands, env } from "../testing/small.ts";

const HOSTILE = [
  "${card.patient.id}",
  "$${now}",
  "=1+1",
  "=card.patient.id",
  "{{7*7}}",
  "{first_name}",
  "<script>alert(1)</script>",
  "x\r\nBcc: everyone@example.org",
  "😀".repeat(5_000),
  "\u202eevil",
  '"); drop table card; --',
];

describe.each(HOSTILE.map((value) => [value.slice(0, 40), value] as const))(
  "edge-35: a stored text %j",
  (_, value) => {
    const at = env({ card: card({ fields: { note: value } }) });
    const note = 'has(card.note) ? card.note : ""';

    test("stays those characters in a task's title", () => {
      const rule = acting(`- task: { title: 'Call \${${note}}!' }`);
      expect(commands(rule, at)).toMatchObject([{ title: ["Call ", value, "!"] }]);
    });

    test("is copied as it is, and not taken for an expression", () => {
      expect(commands(acting(`- set: { note: '=${note}' }`), at)).toEqual([
        { type: "set", fields: { note: value } },
      ]);
    });

    test("fills a template's variable without being filled itself", () => {
      const rule = acting(
        `- message: { to: patient, template: reminder, with: { first_name: Rosa, day: '=${note}' } }`,
      );
      expect(commands(rule, at)).toMatchObject([{ with: { day: value } }]);
    });
  },
);

test("edge-32: a value that its field no longer knows is compared like any other", () => {
  const rule = acting(
    `- choose: [{ if: 'card.priority == "urgent"', then: [{ label: { add: [hurry] } }] }, { else: [{ label: { add: [calm] } }] }]`,
  );
  expect(commands(rule, env({ card: card({ fields: { priority: "someday" } }) }))).toEqual([
    { type: "label", add: ["calm"], remove: [] },
  ]);
});
