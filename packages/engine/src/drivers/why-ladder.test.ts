import { expect, it } from "vitest";
import { whyHouse, writtenRules } from "../testing/index.ts";
import { ring } from "./ring.ts";

const RULES = writtenRules(
  `
  - id: late
    name: Nobody came
    when: [{ event: card.changed, field: waiting, to: true }]
    then: [{ escalate: { policy: chase, reason: Waiting } }]
`,
  {
    "policies.yaml": `schema: corridor/v1
kind: policies
escalations:
  chase:
    done_when: card.ready && card.count > 2
    levels:
      - { notify: { role: front_desk, via: [board] }, wait: 1h }
      - { notify: { role: manager, via: [email] } }
    ack: { pauses: true, timeout: 4h }
  idle: { done_when: card.ready, levels: [{ notify: { role: manager, via: [email] } }] }
`,
  },
);
const { opened, ask, set } = whyHouse(RULES);

it("has not begun where no rule that begins it has acted, and says which would", async () => {
  const house = await opened();
  expect(await ask(house, "chase")).toMatchObject({
    ...{ rule: { id: "chase", file: "policies.yaml", line: 4 }, look: null, obstacle: null },
    because: "It has not begun on this card: no rule that begins it has acted.",
    next: { timers: [], on: ["the rule late: Nobody came"] },
  });
  expect((await ask(house, "idle"))?.because).toBe("No rule begins this ladder.");
  expect(await ask(house, "nothing")).toBeNull();
});

it("stands on a level, with what comes next, when, and what would end it", async () => {
  const house = await opened();
  await set(house, { waiting: true });
  expect(await ask(house, "chase")).toMatchObject({
    because:
      "Level 1 of 2 was told on 2026-11-02 09:00. On 2026-11-02 10:00 it tells manager (level 2 of 2).",
    obstacle: {
      ...{ clause: "card.ready", read: { "card.ready": false }, others: 1 },
      change: { text: "if card.ready were true" },
      together: [{ text: "if card.ready were true" }, { text: "if card.count were 3" }],
    },
    next: {
      timers: [{ due: "2026-11-02T15:00:00.000Z" }],
      on: ["whatever happens to the card: it ends when card.ready"],
    },
    look: { trace: { rule: "chase", outcome: "fired" } },
  });

  house.at("2026-11-02T15:00:00.000Z");
  await ring("p", house.authority, house.store);
  expect(await ask(house, "chase", "2026-11-02T15:00:00.000Z")).toMatchObject({
    because: "Level 2 of 2 was told on 2026-11-02 10:00.",
    next: { timers: [] },
  });
  expect((await ask(house, "chase", "2026-11-02T14:30:00.000Z", true))?.because).toMatch(/^Level 1 of 2/);
});

it("waits for whoever has it, and says how it ended", async () => {
  const house = await opened();
  await set(house, { waiting: true });
  await house.ask("c1", { type: "ack", policy: "chase" });
  expect((await ask(house, "chase"))?.because).toBe(
    "ana has it since 2026-11-02 09:00: nobody else is told. On 2026-11-02 13:00 it begins again and tells front desk (level 1 of 2), unless somebody works on it.",
  );
  await set(house, { ready: true, count: 3 });
  expect(await ask(house, "chase")).toMatchObject({
    because: "It ended on 2026-11-02 09:00: what it asks for was done.",
    ...{ obstacle: null, next: { timers: [], on: ["the rule late: Nobody came"] } },
    look: { trace: { leaves: [{ expr: "card.ready && card.count > 2", value: true }] } },
  });
});
