import { expect, test } from "vitest";
import { newCard, openHouse, writtenRules } from "../testing/index.ts";
import type { Worklist } from "../ports/history.ts";
import { replay } from "./replay.ts";
import { ring } from "./ring.ts";

const rules = writtenRules(`
  - id: stuck
    name: Stuck
    when: [{ while: card.ready, for: 1h }]
    if: trigger.late
    then: [{ set: { count: =card.count + 1 } }]
`);

const minute = (n: number): string => new Date(Date.UTC(2026, 10, 2, 14, n)).toISOString();

test("edge-15: hundreds of clocks that are overdue after a stop ring in order, two hundred at a time", async () => {
  const house = await openHouse(rules);
  for (let n = 0; n < 450; n += 1) {
    house.at(minute(Math.floor(n / 10)));
    await newCard(house, `c${n}`);
    await house.ask(`c${n}`, { type: "set", fields: { ready: true } });
  }
  const found: number[] = [];
  const due = async (practice: string, now: string, limit: number) => {
    const timers = await house.store.due(practice, now, limit);
    found.push(timers.length);
    return timers;
  };
  const { store } = house;
  const worklist = { due, now: () => store.now(), nextDue: (practice: string) => store.nextDue(practice) };
  house.at(minute(240));
  await ring("p", house.authority, worklist as Worklist);
  expect(found).toEqual([200, 200, 50, 0]);
  const rang = (await house.store.events("p", { rule: "stuck", limit: 9_999 })).map((event) => event.root);
  const byDue = rang.toSorted((a, b) => (since(a) + a < since(b) + b ? -1 : 1));
  expect([rang.length, rang]).toEqual([450, byDue]);
  expect((await replay("p", house.store, house.rulesetOf)).differences).toEqual([]);
}, 60_000);

const since = (key: string): string => key.slice(key.indexOf("@"));
