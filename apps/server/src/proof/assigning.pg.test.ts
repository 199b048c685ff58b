import type { Actor } from "@corridor/domain";
import { expect, onTestFinished, test } from "vitest";
import { DESK, houseRules, openPractice } from "./opening.ts";
import { openServer, PRACTICE } from "./server.ts";
import { accepted } from "./world.ts";

const CARDS = 80;
const STAFF = ["bea", "cal", "dee"];
const mia: Actor = { kind: "user", id: "mia", role: "manager" };
/** Monday, 10:00 in New York. */
const MONDAY = Date.UTC(2026, 9, 19, 14);

test(`edge-19: ${CARDS} cards that come at once through two nodes are shared out evenly`, async () => {
  const { appUrl } = await openPractice({ rules: houseRules(), at: MONDAY, providers: 0, patients: 1 });
  const nodes = await Promise.all([1, 2].map(() => openServer({ appUrl, clock: () => MONDAY })));
  onTestFinished(() => Promise.all(nodes.map((node) => node.close())).then(() => undefined));
  const [one] = nodes;
  for (const id of STAFF) {
    const known = { roles: ["front_desk"], locations: [], shifts: ["mon-fri 08:00-17:00"] };
    const command = { type: "person.create", name: id, ...known } as const;
    const made = await one?.ask({
      id: `made/${id}`,
      subject: { kind: "person", id },
      actor: mia,
      ask: { command },
    });
    if (made) accepted(made, id);
  }
  await Promise.all(
    Array.from({ length: CARDS }, async (_, n) => {
      const command = {
        type: "create",
        card: "visit",
        location: "riverside",
        patient: "pat0",
        fields: {},
      } as const;
      const asked = {
        id: `new/${n}`,
        subject: { kind: "card", id: `c${n}` } as const,
        actor: mia,
        ask: { command },
      };
      const made = await nodes[n % 2]?.ask(asked);
      if (made) accepted(made, asked.id);
    }),
  );
  const cards = (await one?.store.cards(PRACTICE)) ?? [];
  const share = [DESK.id, ...STAFF].map((id) => cards.filter(({ card }) => card.assignee === id).length);
  expect(share).toEqual([20, 20, 20, 20]);
});
