import type { Actor, Command, Event, Subject } from "@corridor/domain";
import { type Executed, replay } from "@corridor/engine";
import { expect, onTestFinished, test } from "vitest";
import { houseRules, openPractice } from "./opening.ts";
import { openServer, PRACTICE, type Server } from "./server.ts";
import { accepted } from "./world.ts";

/** Monday, 10:00 in New York. */
const MONDAY = Date.UTC(2026, 9, 19, 14);
const HALF_HOUR = 1_800_000;
const WAITING = 12;
const mia: Actor = { kind: "user", id: "mia", role: "manager" };
const iso = (ms: number): string => new Date(ms).toISOString();
const visit = (n: number) => ({
  start: iso(MONDAY + 72 * 3_600_000 + n * HALF_HOUR),
  minutes: 30,
  provider: "dr1",
});
const nameOf = ({ start, minutes, provider }: ReturnType<typeof visit>) => `${start}/${minutes}/${provider}`;

let nth = 0;

interface Nodes {
  readonly one: Server;
  readonly two: Server;
  /** What each node's clock shows; they need not show the same. */
  readonly clocks: [number, number];
  events(type: Event["type"]): Promise<readonly Event[]>;
}

/** Two servers on one new database, and nothing between them but that. */
async function opened(): Promise<Nodes> {
  const { appUrl } = await openPractice({
    ...{ rules: houseRules(), at: MONDAY, providers: 2, patients: WAITING },
  });
  const clocks: [number, number] = [MONDAY, MONDAY];
  const [one, two] = await Promise.all([
    openServer({ appUrl, clock: () => clocks[0] }),
    openServer({ appUrl, clock: () => clocks[1] }),
  ]);
  onTestFinished(() => Promise.all([one.close(), two.close()]).then(() => undefined));
  return { one, two, clocks, events: (type) => one.store.events(PRACTICE, { type, limit: 200 }) };
}

function ask(
  server: Server,
  id: string,
  command: Command,
  kind: Subject["kind"] = "card",
): Promise<Executed> {
  nth += 1;
  return server.ask({ id: `${command.type}/${nth}`, subject: { kind, id }, actor: mia, ask: { command } });
}

async function card(
  server: Server,
  id: string,
  n: number,
  at: string,
  fields: Record<string, string | boolean> = {},
) {
  const command = {
    type: "create",
    card: "visit",
    location: "riverside",
    patient: `pat${n}`,
    fields,
    at,
  } as const;
  accepted(await ask(server, id, command), id);
}

const codeOf = (done: Executed): string => (done.ok ? "yes" : done.code);
const sameDecisions = async ({ one }: Nodes) =>
  expect((await replay(PRACTICE, one.store, one.rulesetOf)).differences).toEqual([]);

test("edge-20: one slot that two servers would offer at once is offered to one", async () => {
  const nodes = await opened();
  for (const n of [0, 1]) await card(nodes.one, `asked${n}`, n, "scheduling.unscheduled");
  for (let n = 0; n < 20; n += 1) {
    const make = { type: "offer.make", slot: nameOf(visit(n)), until: iso(MONDAY + HALF_HOUR) } as const;
    const made = await Promise.all([ask(nodes.one, "asked0", make), ask(nodes.two, "asked1", make)]);
    expect(made.map(codeOf).sort()).toEqual(["slot_offered", "yes"]);
    const [held] = (await nodes.events("offer.made")).slice(-1);
    const book = { type: "appointment.book", ...visit(n) } as const;
    const other = held?.subject.id === "asked0" ? "asked1" : "asked0";
    expect(codeOf(await ask(nodes.two, other, book))).toBe("slot_offered");
  }
  expect(await nodes.events("offer.made")).toHaveLength(20);
  await sameDecisions(nodes);
});

test("edge-20: an answer and the clock that run into each other on two servers: one of them counts", async () => {
  const nodes = await opened();
  const { one, two, clocks } = nodes;
  await card(one, "gives", 0, "scheduling.unscheduled");
  for (let n = 1; n < WAITING; n += 1) {
    const since = iso(MONDAY - (WAITING - n) * HALF_HOUR);
    await card(one, `w${n}`, n, "scheduling.waitlisted", {
      "waitlist.open_to_earlier": true,
      "waitlist.since": since,
    });
  }
  const time = visit(50);
  accepted(await ask(one, "gives", { type: "appointment.book", ...time }), "book");
  accepted(await ask(one, "gives", { type: "appointment.cancel" }), "cancel");
  let booked = 0;
  for (let n = 1; n < WAITING && booked === 0; n += 1) {
    await Promise.all([one.settle(), two.settle()]);
    expect(await nodes.events("offer.made")).toHaveLength(n);
    const until = MONDAY + n * HALF_HOUR;
    // The second is three milliseconds behind: to it there is still time.
    clocks[0] = until;
    clocks[1] = until - 3;
    const rings = one.settle();
    // The first two come after the clock, the others together with it.
    if (n <= 2) await rings;
    const yes = Array.from({ length: 3 }, () => ask(two, `w${n}`, { type: "offer.accept" }));
    const [answers] = await Promise.all([Promise.all(yes), rings]);
    clocks[1] = until;
    const said = new Set(answers.map(codeOf));
    expect(said.size, [...said].join()).toBe(1);
    booked = said.has("yes") ? n : 0;
    if (n <= 2) expect([...said]).toEqual(["offer_over"]);
    const offer = (await one.store.card(PRACTICE, `w${n}`))?.card.offers?.at(-1);
    expect(offer?.answer).toBe(booked > 0 ? "accepted" : "expired");
  }
  await Promise.all([one.settle(), two.settle()]);
  const owners = (await one.store.cards(PRACTICE)).filter(
    ({ card: { appointment } }) => appointment?.start === time.start,
  );
  expect(owners.map(({ card: { id, state } }) => `${id} ${state}`)).toEqual(
    booked > 0 ? [`w${booked} booked`] : [],
  );
  const made = (await nodes.events("offer.made")).map(({ subject }) => subject.id);
  expect(new Set(made).size).toBe(made.length);
  await sameDecisions(nodes);
});
