import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { type Mounted, mountBoard } from "../testing/mount-board.tsx";
import { problem } from "../testing/problem.ts";

let board: Mounted | undefined;
const wait = { timeout: 15_000 };

const answered = (body: unknown) => ({ status: 200, body });

beforeEach(() => page.viewport(1440, 860));
afterEach(() => board?.unmount());

async function open(...asked: Parameters<typeof mountBoard>): Promise<Mounted> {
  board = mountBoard(...asked);
  await expect.poll(() => board?.tools.store.getSnapshot().status, wait).toBe("live");
  return board;
}

test("a history that could not be read says so calmly and is asked for again when the line is back", async () => {
  const { server, tools } = await open();
  server.setUp(false);
  tools.open.set("c1");
  await expect.element(page.getByText(/could not be read just now/), wait).toBeVisible();
  server.setUp(true);
  tools.store.retryNow();
  await expect.element(page.getByText("Why did this happen?").first(), wait).toBeVisible();
  await expect.poll(() => document.body.textContent).not.toContain("could not be read");
});

test("a server at a loss is asked for the history again after a while", async () => {
  const { server, tools } = await open();
  let times = 0;
  server.answering = ({ path }) => {
    if (!path.includes("/history") || times > 0) return undefined;
    times += 1;
    return problem(503, "not_ready", "The database does not answer.");
  };
  tools.open.set("c1");
  await expect.element(page.getByText(/could not be read just now/), wait).toBeVisible();
  await expect.element(page.getByText("Why did this happen?").first(), wait).toBeVisible();
});

test("whoever speaks with the patient answers what was offered, by one button", async () => {
  const { server, tools } = await open();
  const time = { start: "2099-11-24T15:00:00.000Z", minutes: 20, provider: "okafor" };
  const offer = { slot: `${time.start}/20/okafor`, ...time, until: "2099-11-24T14:00:00.000Z" };
  const card = { ...(await tools.store.api("card", { params: { id: "c1" } })), offers: [offer] };
  server.answering = ({ path }) => (path.endsWith("/cards/c1") ? answered(card) : undefined);
  tools.open.set("c1");
  await expect.element(page.getByText(/^Offered: Tue 24 Nov, 10:00 with Dr Okafor/), wait).toBeVisible();
  await page.getByRole("button", { name: "Patient takes it" }).click();
  const sent = () => server.asked.filter(({ path }) => path.endsWith("/commands")).map(({ body }) => body);
  await expect.poll(sent, wait).toEqual([{ type: "offer.accept", slot: offer.slot }]);
});

test("why a rule has not acted is asked beside what comes next", async () => {
  const { server, tools } = await open();
  const source = { file: "billing.rules.yaml", line: 20 };
  const rule = {
    id: "handoff",
    name: "Hand over to billing",
    enabled: true,
    owner: null,
    trigger: "",
    source,
    ...{ safety: false, paused: null },
    health: { fired: 0, refused: 0, errors: 0, unhealthy: null, shadow: 0, paused: 0, lastRun: null },
  };
  const because = 'This did not hold: card.stage == "treatment"';
  server.answering = ({ path }) => {
    if (path.endsWith("/rules"))
      return answered({
        ...{ seq: 0, ruleset: "9f3c", activatedAt: null, files: {}, rules: [rule] },
        ...{ days: 7, proposal: null },
      });
    if (!path.includes("/why-not")) return undefined;
    const change = {
      kind: "to",
      path: "card.stage",
      value: "treatment",
      from: "intake",
      text: "if card.stage were treatment",
    };
    const read = { "card.stage": "intake" };
    const obstacle = {
      clause: 'card.stage == "treatment"',
      said: "the card is in Treatment",
      because: null,
      value: false,
      error: null,
      read,
      change,
      together: [],
      others: 0,
      source,
    };
    const at = "2026-11-09T15:00:00.000Z";
    return answered({
      rule: "handoff",
      ruleName: rule.name,
      at,
      outcome: null,
      because,
      trace: null,
      obstacle,
      armed: [],
      starts: [],
    });
  };
  tools.open.set("c1");
  await page.getByRole("tab", { name: "Next" }).click();
  await page.getByText("A rule has not acted?").click();
  await page.getByLabelText("Which rule?").selectOptions("handoff");
  await expect.element(page.getByText(because), wait).toBeVisible();
  await expect.element(page.getByText(/^the card is in Treatment/)).toBeVisible();
  await expect.element(page.getByText("stage = intake")).toBeVisible();
  await expect.element(page.getByText("It would have held if card.stage were treatment.")).toBeVisible();
});

test("whoever looks after the rules is led from why to the rule, and nobody else", async () => {
  const gone: string[] = [];
  const { tools } = await open(34, (rule) => ({
    href: `/rules?rule=${rule}`,
    onClick: (event) => {
      event.preventDefault();
      gone.push(rule);
    },
  }));
  tools.open.set("c1");
  const link = page.getByRole("link", { name: "Open in Rules" }).first();
  await expect.element(link, wait).toHaveAttribute("href", "/rules?rule=insurance-48h");
  await link.click();
  expect(gone).toEqual(["insurance-48h"]);
  board?.unmount();
  (await open()).tools.open.set("c1");
  await expect.element(page.getByText("Why did this happen?").first(), wait).toBeVisible();
  await expect.element(page.getByText(/practice\.rules\.yaml/).first(), wait).toBeVisible();
  expect(page.getByRole("link", { name: "Open in Rules" }).elements()).toEqual([]);
});

test("what is planned is passed over or done at once, but for what a ladder does", async () => {
  const { server, tools } = await open();
  tools.open.set("c1");
  await page.getByRole("tab", { name: "Next" }).click();
  await expect.element(page.getByText("Nothing stays idle in intake").first(), wait).toBeVisible();
  expect(page.getByRole("button", { name: /^Skip: / }).elements()).toHaveLength(2);
  const sent = () => server.asked.filter(({ path }) => path.endsWith("/commands")).map(({ body }) => body);
  await page.getByRole("button", { name: "Skip: Nothing stays idle in intake" }).click();
  await expect.poll(sent, wait).toEqual([{ type: "timer.skip", timer: "k2" }]);
  await page.getByRole("button", { name: "Do it now: Remind of the visit" }).click();
  await expect.poll(() => sent().at(-1), wait).toEqual({ type: "timer.ring", timer: "k3" });
});
