import { setTimeout as pause } from "node:timers/promises";
import type { CardSummary } from "@corridor/domain/board";
import type { Api } from "@corridor/client";
import type { AnswerOf } from "@corridor/protocol";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./support/chromium.ts";
import { Desk } from "./support/desk.ts";
import { layLine, type Line } from "./support/line.ts";
import { type Practice, startPractice } from "./support/practice.ts";
import { type Mind, seenBoard, settled, shelvesOf } from "./support/seen-board.ts";
import { type Staff, signIn } from "./support/staff.ts";

const AWAY = 10_000;

let practice: Practice;
let browser: Browser;
let line: Line;

beforeAll(async () => {
  [practice, browser] = await Promise.all([startPractice(), launchChromium()]);
  line = await layLine(practice.origin);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await line?.close();
  await practice?.stop();
});

test("who was cut off for ten seconds sees afterwards what everybody sees", async () => {
  const biller = await signIn(practice.origin, "billing");
  const start = await biller.api("board");
  const frontDesk = await Desk.open(browser, practice.origin, "front-desk");
  const nurse = await Desk.open(browser, line.origin, "nurse");

  line.cut();
  const away = pause(AWAY);
  const loads: string[] = [];
  nurse.page.on("request", (request) => void (/\/board$/.test(request.url()) && loads.push(request.url())));
  const [opened = "", kept = "", lost = ""] = await nurse.drawn("Follow-up");
  await nurse.page.getByText("The server cannot be reached").waitFor();
  await nurse.drag(kept, "Billing");
  await nurse.drag(lost, "Billing");
  await nurse.page.getByText("2 changes will be sent").waitFor();
  // The code of the drawer had no time to come.
  await nurse.card(opened).click();
  await biller.move(lost, { to: "scheduling", after: null, before: null });
  const made = await moveAbout(
    biller,
    start.cards.filter(({ id }) => ![opened, kept, lost].includes(id)),
  );
  await away;

  const mended = performance.now();
  line.mend();
  await settled(nurse.page, (await biller.api("board")).seq);
  const took = Math.round(performance.now() - mended);
  console.log(
    `${made.moves} moves of ${made.cards} cards while away; live again ${took} ms after the line was mended`,
  );
  expect(made.moves).toBeGreaterThanOrEqual(100);
  expect(made.cards).toBeGreaterThan(100);
  await nurse.page.locator("li[data-kind=conflict]").waitFor();
  await nurse.page.getByRole("complementary").getByPlaceholder("Write a comment").waitFor();
  await nurse.page.keyboard.press("Escape");

  const truth = await biller.api("board");
  for (const { page } of [frontDesk, nurse]) await settled(page, truth.seq);
  expect(truth.cards.find(({ id }) => id === kept)?.stage).toBe("billing");
  expect(truth.cards.find(({ id }) => id === lost)?.stage).toBe("scheduling");
  const [seenByOne, seenByOther] = [await seenBoard(frontDesk.page), await seenBoard(nurse.page)];
  expect(seenByOther).toEqual(seenByOne);
  expect(seenByOther).toEqual(shelvesOf(truth));
  // And not the order alone: every card with its version, as the server tells it to this role.
  for (const [desk, persona] of [
    [frontDesk, "front-desk"],
    [nurse, "nurse"],
  ] as const) {
    const { api } = await signIn(practice.origin, persona);
    const { mind, told } = await atOneMoment(desk, api);
    expect(byId(mind)).toEqual(byId(told));
    expect(desk.faults).toEqual([]);
  }
  // It caught up from the stream and did not have to begin anew.
  expect(loads).toEqual([]);
}, 240_000);

const byId = ({ cards }: Pick<Mind, "cards">): readonly CardSummary[] =>
  [...cards].sort((a, b) => (a.id < b.id ? -1 : 1));

/** A board and the server at the same place of the history: a clock of the practice may ring in between. */
async function atOneMoment(desk: Desk, api: Api): Promise<{ mind: Mind; told: AnswerOf<"board"> }> {
  const told = await api("board");
  const mind = await settled(desk.page, told.seq);
  return mind.seq === told.seq ? { mind, told } : atOneMoment(desk, api);
}

/** Moves every card a step somewhere it may go, some of them twice. */
async function moveAbout({ move }: Staff, cards: readonly CardSummary[]) {
  const wayOf: Readonly<Record<string, readonly string[]>> = {
    intake: ["intake", "cancelled"],
    scheduling: ["intake", "scheduling"],
    follow_up: ["billing", "scheduling"],
    billing: ["follow_up", "billing"],
  };
  const tops = new Map<string, string>();
  for (const { id, stage } of cards) if (!tops.has(stage)) tops.set(stage, id);
  const chosen = cards
    .filter(({ id, stage }) => wayOf[stage] !== undefined && tops.get(stage) !== id)
    .slice(0, 120);
  let moves = 0;
  const queue = chosen.flatMap(({ id, stage }, n) => {
    const to = wayOf[stage]?.[n % 3 === 0 ? 1 : 0] ?? stage;
    const step = { card: id, to };
    const mayReturn = [stage, to].sort().join() === "billing,follow_up";
    return mayReturn && n % 4 === 0 ? [step, { card: id, to: stage }] : [step];
  });
  // Four hands. The top card of each column stays, so that a reorder has something to go behind.
  const work = async (from: number) => {
    for (let n = from; n < queue.length; n += 4) {
      const step = queue[n];
      if (!step) continue;
      await move(step.card, { to: step.to, after: tops.get(step.to) ?? null, before: null });
      moves += 1;
    }
  };
  await Promise.all([0, 1, 2, 3].map(work));
  return { moves, cards: new Set(queue.map(({ card }) => card)).size };
}
