import type { Fields } from "@corridor/domain";
import { expect, it } from "vitest";
import { newCard, openHouse } from "../testing/index.ts";

it.each<[string, Fields]>([
  ["a list for a text", { note: ["Rosa"] }],
  ["a number for a text", { note: 4711 }],
  ["a field that is misspelt", { noet: "Rosa" }],
  ["a list for a field that is misspelt", { noet: ["Rosa", "4711"] }],
  ["a number for a field that is misspelt", { noet: 4711 }],
  ["another record's field", { "patient.first_name": "Rosa" }],
  ["text for a number", { count: "Rosa" }],
  ["text for yes or no", { ready: "Rosa" }],
])("%s is refused, and the refusal that is kept does not hold it", async (_, fields) => {
  const house = await openHouse();
  await newCard(house, "c1");
  const ask = () => house.ask("c1", { type: "set", fields }, { id: "k", keyed: true });
  const refused = await ask();
  expect(refused.ok).toBe(false);
  expect(await ask()).toEqual(refused);
  const kept = [];
  for await (const page of house.store.decisions("p")) kept.push(...page);
  expect(kept.filter(({ outcome }) => !outcome.ok)).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toMatch(/Rosa|4711/);
  // The same key with other values is another request still.
  const other = await house.ask("c1", { type: "set", fields: { note: "Ana" } }, { id: "k", keyed: true });
  expect(other).toMatchObject({ ok: false, code: "key_reused" });
});
