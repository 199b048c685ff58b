import type { AddressInfo } from "node:net";
import { must } from "@corridor/domain";
import type { Frame } from "@corridor/protocol";
import { compileRuleset } from "@corridor/rules";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { newId } from "../house/ids.ts";
import { type PracticeFixture, practiceFixture, type roles } from "../testing/practice-fixture.ts";

let house: PracticeFixture;
let base: string;
beforeAll(async () => {
  house = await practiceFixture();
  await house.app.listen({ port: 0, host: "127.0.0.1" });
  base = `127.0.0.1:${(house.app.server.address() as AddressInfo).port}`;
});
afterAll(() => house.close());

interface Listening {
  readonly frames: Frame[];
  readonly texts: string[];
  readonly socket: WebSocket;
  until(isSo: (frames: readonly Frame[]) => boolean): Promise<void>;
}

async function listen(after: number, as: (typeof roles)[number] = "manager", query = ""): Promise<Listening> {
  const socket = new WebSocket(`ws://${base}/api/v1/stream?after=${after}${query}`, {
    headers: { cookie: await house.cookie(as) },
  });
  const [frames, texts]: [Frame[], string[]] = [[], []];
  const waiting = new Set<() => void>();
  socket.on("message", (data) => {
    texts.push(String(data));
    frames.push(JSON.parse(String(data)) as Frame);
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  const until = (isSo: (all: readonly Frame[]) => boolean) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never: ${texts.join("\n").slice(0, 2000)}`)), 5_000);
      const look = () => {
        if (!isSo(frames)) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { frames, texts, socket, until };
}

const caughtUp = (frames: readonly Frame[]) => frames.some(({ type }) => type === "caught-up");
const eventsOf = (frames: readonly Frame[]) => frames.filter((frame) => frame.type === "events");
const reached = (seq: number) => (frames: readonly Frame[]) => eventsOf(frames).some(({ to }) => to >= seq);

/** Every number is in exactly one frame, in order. */
function expectNoGap(frames: readonly Frame[], after: number): void {
  let next = after + 1;
  for (const { from, to } of eventsOf(frames)) {
    expect(from).toBe(next);
    expect(to).toBeGreaterThanOrEqual(from);
    next = to + 1;
  }
}

const comment = async (card: string, text = "hello"): Promise<number> => {
  const done = await house.ask("POST", `/cards/${card}/commands`, {
    body: { type: "comment", text },
    headers: { "if-match": "*" },
  });
  return done.body.seq;
};

test("what happens arrives, with the cards as they look afterwards", async () => {
  const listening = await listen(house.practice.crier.seq);
  await listening.until(caughtUp);
  const card = await house.card();
  const moved = await house.ask("POST", `/cards/${card}/commands`, {
    body: { type: "move", to: "scheduling" },
    headers: { "if-match": "*", "idempotency-key": "echo-1" },
  });
  await listening.until(reached(moved.body.seq));
  const last = eventsOf(listening.frames).at(-1);
  expect(last?.cards).toContainEqual(moved.body.card);
  expect(last?.events.map(({ root }) => root)).toContain("echo-1");
  expect(JSON.stringify(last?.events)).not.toContain("data");
  listening.socket.close();
});

test("who was away is told everything missed, in order, from any number on", async () => {
  const card = await house.card();
  let seq = 0;
  for (let n = 0; n < 40; n += 1) seq = await comment(card, `note ${n}`);
  for (const after of [2, 3, seq - 25, seq - 1, seq]) {
    const listening = await listen(after);
    await listening.until(caughtUp);
    expectNoGap(listening.frames, after);
    expect(eventsOf(listening.frames).at(-1)?.to ?? after).toBe(seq);
    listening.socket.close();
  }
});

test("the first rules made no board stale: the whole history is told", async () => {
  const listening = await listen(0);
  await listening.until(caughtUp);
  expectNoGap(listening.frames, 0);
  listening.socket.close();
});

/** The same rules but for a comment-like change of name, activated as a manager would. */
async function otherRules(): Promise<void> {
  const { files } = must(house.practice.shelf.active, "the fixture has rules");
  const changed = {
    ...files,
    "policies.yaml": (files["policies.yaml"] ?? "").replace("30 business minutes", "31 business minutes"),
  };
  const compiled = compileRuleset(changed);
  if (!compiled.ok) throw new Error("the changed rules do not compile");
  const { hash } = compiled.ruleset;
  await house.backing.rulesets.keep(house.practice.row.id, hash, changed);
  const subject = { kind: "practice" as const, id: house.practice.row.id };
  const actor = { kind: "api" as const, id: "test", role: "system" };
  const done = await house.practice.execute({
    id: newId(),
    subject,
    actor,
    ask: { command: { type: "ruleset.activate", hash } },
  });
  expect(done.ok).toBe(true);
  await house.practice.crier.settled();
}

test("who was away while rules were activated loads anew, and hears what happens after", async () => {
  const before = house.practice.crier.seq;
  await otherRules();
  const listening = await listen(before);
  await listening.until(caughtUp);
  expect(listening.frames.map(({ type }) => type)).toEqual(["resync", "caught-up"]);
  const seq = await comment(await house.card());
  await listening.until(reached(seq));
  listening.socket.close();
});

test("nothing falls between catching up and being live, however busy it is", async () => {
  const card = await house.card();
  const after = house.practice.crier.seq;
  let busy = true;
  const writing = (async () => {
    let seq = 0;
    while (busy) seq = await comment(card);
    return seq;
  })();
  const all: Listening[] = [];
  for (let n = 0; n < 20; n += 1) all.push(await listen(after));
  await Promise.all(all.map((listening) => listening.until(caughtUp)));
  busy = false;
  const seq = await writing;
  for (const listening of all) {
    await listening.until(reached(seq));
    expectNoGap(listening.frames, after);
    listening.socket.close();
  }
});

describe("views", () => {
  test("an admin's frames hold initials, a location's the cards of that location", async () => {
    const after = house.practice.crier.seq;
    const [admin, north] = [
      await listen(after, "admin"),
      await listen(after, "nurse", "&location=northgate"),
    ];
    const seq = await comment(await house.card());
    await Promise.all([admin.until(reached(seq)), north.until(reached(seq))]);
    expect(admin.texts.join("")).not.toMatch(/Kimberlyanne|Quorntree/);
    expect(eventsOf(north.frames).flatMap(({ events, cards }) => [...events, ...cards])).toEqual([]);
    expectNoGap(north.frames, after);
    for (const { socket } of [admin, north]) socket.close();
  });

  test("a location's view goes with its last listener, a role's stays", async () => {
    const { crier, views } = house.practice;
    const open = () => listen(crier.seq - 1, "front_desk", "&location=riverside");
    const [one, other] = [await open(), await open()];
    await Promise.all([one.until(caughtUp), other.until(caughtUp)]);
    one.socket.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(views.has("front_desk", "riverside")).toBe(true);
    other.socket.close();
    await vi.waitFor(() => expect(views.has("front_desk", "riverside")).toBe(false));
    const all = await listen(crier.seq, "front_desk");
    await all.until(caughtUp);
    await comment(await house.card());
    await vi.waitFor(() => expect(views.has("front_desk", null)).toBe(true));
    all.socket.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(views.has("front_desk", null)).toBe(true);
  });

  test("a frame is made once for all of a view", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => listen(house.practice.crier.seq)));
    await Promise.all(all.map((listening) => listening.until(caughtUp)));
    let made = 0;
    const view = house.practice.views.of("manager", null);
    const frame = view.frame.bind(view);
    view.frame = (...args) => {
      made += 1;
      return frame(...args);
    };
    const seq = await comment(await house.card());
    await Promise.all(all.map((listening) => listening.until(reached(seq))));
    expect(made).toBe(2);
    view.frame = frame;
    for (const { socket } of all) socket.close();
  });

  test("a changed patient changes the cards that name them", async () => {
    const card = await house.card();
    const listening = await listen(house.practice.crier.seq);
    await listening.until(caughtUp);
    const command = { type: "patient.update" as const, fields: { last_name: "Renamed" } };
    const actor = { kind: "api" as const, id: "test", role: "system" };
    await house.practice.execute({
      id: "rename",
      subject: { kind: "patient", id: "kim" },
      actor,
      ask: { command },
    });
    await listening.until((frames) => JSON.stringify(frames).includes("Kimberlyanne Renamed"));
    expect(eventsOf(listening.frames).flatMap(({ cards }) => cards.map(({ id }) => id))).toContain(card);
    listening.socket.close();
  });
});

describe("no", () => {
  test.each([
    ["?after=-1", 400],
    ["?after=x", 400],
    ["", 400],
    ["?after=0&location=moon", 404],
  ])("%s is refused before the upgrade", async (query, status) => {
    expect(await refusal(`ws://${base}/api/v1/stream${query}`, { cookie: await house.cookie() })).toBe(
      status,
    );
  });

  test("nobody, and another site's page, are refused", async () => {
    expect(await refusal(`ws://${base}/api/v1/stream?after=0`, {})).toBe(401);
    const origin = "https://evil.example";
    expect(
      await refusal(`ws://${base}/api/v1/stream?after=0`, { cookie: await house.cookie(), origin }),
    ).toBe(403);
    expect(
      await refusal(`ws://${base}/api/v1/stream?after=0`, {
        cookie: await house.cookie(),
        origin: `http://${base}`,
      }),
    ).toBe(101);
  });

  test("a number that is not our history's is a resync", async () => {
    const listening = await listen(999_999);
    await listening.until((frames) => frames.some(({ type }) => type === "resync"));
    listening.socket.close();
  });
});

function refusal(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers });
    socket.once("open", () => {
      socket.close();
      resolve(101);
    });
    socket.once("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
    socket.once("error", () => undefined);
  });
}
