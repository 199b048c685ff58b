import { expect, it } from "vitest";
import { newCard, openHouse } from "../testing/house.ts";
import { ladderRules } from "../testing/ladder-rules.ts";
import { dispatch } from "./dispatch.ts";
import type { Sender } from "./sender.ts";
import { ring } from "./ring.ts";

const MONDAY = "2026-11-02";

/** Cards that are escalated at ten, one a second; then `away` until some later time. */
async function afterAnOutage(cards: number, back: string) {
  const house = await openHouse(ladderRules());
  house.at(`${MONDAY}T15:00:00.000Z`);
  await house.on(
    { kind: "person", id: "ana" },
    {
      type: "person.create",
      name: [],
      roles: ["front_desk"],
      locations: [],
      shifts: ["mon-fri 08:00-17:00"],
    },
  );
  for (let n = 0; n < cards; n += 1) {
    house.at(`${MONDAY}T15:00:${String(n % 60).padStart(2, "0")}.000Z`);
    await newCard(house, `c${n}`);
    await house.ask(`c${n}`, { type: "set", fields: { count: 1 } });
  }
  const told: string[] = [];
  const sender: Sender = {
    message: async () => ({ sent: true }),
    notice: async (_key, { subject, data }, more) => {
      told.push(`${data.to.role ?? data.to.person} of ${subject.id}${more > 0 ? ` and ${more} more` : ""}`);
      return { sent: true };
    },
    call: async () => ({ sent: true }),
  };
  const send = async () => {
    while ((await dispatch("p", { authority: house.authority, worklist: house.store, sender })) > 0) continue;
    return told.splice(0);
  };
  expect(await send()).toHaveLength(cards);
  house.at(back);
  await ring("p", house.authority, house.store);
  return { house, send };
}

it("edge-15: many that are late are told as one, the first first", async () => {
  const { send } = await afterAnOutage(120, `${MONDAY}T17:30:00.000Z`);
  expect(await send()).toEqual(["lead of c0 and 119 more"]);
});

it("tells a few that are late one by one, and all that are in time", async () => {
  const few = await afterAnOutage(4, `${MONDAY}T17:30:00.000Z`);
  expect((await few.send()).sort()).toEqual(["lead of c0", "lead of c1", "lead of c2", "lead of c3"]);
  const many = await afterAnOutage(8, `${MONDAY}T15:31:00.000Z`);
  expect(await many.send()).toHaveLength(8);
});

it("tells nothing twice when it died between telling many and noting it", async () => {
  const { house, send } = await afterAnOutage(10, `${MONDAY}T17:30:00.000Z`);
  const claimed = await house.store.claim("p", `${MONDAY}T17:30:00.000Z`, 50, 1_000);
  const [first] = claimed;
  house.at(`${MONDAY}T17:30:02.000Z`);
  expect(await send()).toEqual([`lead of ${first?.effect.subject.id} and 9 more`]);
  expect(await send()).toEqual([]);
});
