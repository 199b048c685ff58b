import { beforeEach, describe, expect, test } from "vitest";
import { BoardStore } from "./board-store.ts";
import type { Notice } from "./notices.ts";
import { aBoard, aCard, aFrame, anAnswer, aProblem, FakeWorld, settle } from "./testing/fake-world.ts";

let world: FakeWorld;
let store: BoardStore;
let told: Notice[];

const place = (id: string) => store.getSnapshot().cards.get(id)?.stage;
const column = (stage: string) =>
  store
    .getSnapshot()
    .columns.get(stage)
    ?.map((card) => card.id) ?? [];
const status = () => store.getSnapshot().status;
const end = { after: null, before: null };

/** A board with three cards in intake and one in treatment, live at number 10. */
beforeEach(async () => {
  world = new FakeWorld();
  store = new BoardStore(world.ports);
  told = [];
  store.onNotice((notice) => told.push(notice));
  store.start();
  const cards = [
    aCard("c1"),
    aCard("c2"),
    aCard("c3"),
    aCard("c4", { stage: "treatment", state: "treatment" }),
  ];
  world.take("GET", /^\/board$/).answer({ status: 200, body: aBoard(cards) });
  await settle();
  world.socket.opened();
  world.frame({ type: "caught-up", seq: 10 });
  await settle();
});

describe("a move", () => {
  test("is shown before anybody was asked", () => {
    store.move("c1", { to: "scheduling", ...end });
    expect(place("c1")).toBe("scheduling");
    expect(store.getSnapshot().unsent).toBe(1);
  });

  test("falls between its neighbours", () => {
    store.move("c3", { to: "intake", after: "c1", before: "c2" });
    expect(column("intake")).toEqual(["c1", "c3", "c2"]);
  });

  test("in its own column beside nobody leaves the card in its place, as it does on the server", () => {
    store.move("c1", { to: "intake", ...end });
    expect(column("intake")).toEqual(["c1", "c2", "c3"]);
  });

  test("says the version the person saw and carries its own key", () => {
    store.move("c1", { to: "scheduling", ...end });
    expect(world.command()).toMatchObject({
      key: "key-1",
      version: '"1"',
      body: { type: "move", to: "scheduling" },
    });
  });

  test("stays when the server agrees", async () => {
    store.move("c1", { to: "scheduling", ...end });
    const { key, answer } = world.command();
    answer(anAnswer(11, aCard("c1", { version: 2, stage: "scheduling", state: "scheduling" }), key));
    await settle();
    expect(place("c1")).toBe("scheduling");
    expect(store.getSnapshot().unsent).toBe(0);
  });

  test("that the lifecycle refuses is never sent, and says why", () => {
    store.learn(aCard("c1", { version: 2, refused: { scheduling: "Finish the intake checklist first" } }));
    store.move("c1", { to: "scheduling", ...end });
    expect(world.asked).toEqual([]);
    expect(told.at(-1)).toMatchObject({ kind: "refused", text: "Finish the intake checklist first" });
  });

  test("into a full stage is never sent", () => {
    store.move("c1", { to: "treatment", ...end });
    store.move("c2", { to: "treatment", ...end });
    expect(place("c2")).toBe("intake");
    expect(told.at(-1)).toMatchObject({ kind: "refused", text: "Treatment is full: 2 of 2" });
  });
});

describe("a refused move", () => {
  test("puts the card back and says the server's sentence", async () => {
    store.move("c1", { to: "scheduling", ...end });
    world.command().answer(aProblem(422, "guard_refused", "Insurance is not verified"));
    await settle();
    expect(place("c1")).toBe("intake");
    expect(told.at(-1)).toMatchObject({ kind: "refused", text: "Insurance is not verified" });
  });

  test("takes the moves behind it along, but not the comment", async () => {
    store.move("c1", { to: "scheduling", ...end });
    store.move("c1", { to: "treatment", ...end });
    void store.send("c1", { type: "comment", text: "called" });
    world.command().answer(aProblem(422, "guard_refused", "No"));
    await settle();
    expect(place("c1")).toBe("intake");
    expect(world.command().body).toEqual({ type: "comment", text: "called" });
    expect(world.asked).toEqual([]);
  });
});

describe("one card", () => {
  test("has one command on its way, the next behind it with the version the first left", async () => {
    store.move("c1", { to: "scheduling", ...end });
    store.move("c1", { to: "treatment", ...end });
    const first = world.command();
    expect(world.asked).toEqual([]);
    first.answer(
      anAnswer(11, aCard("c1", { version: 2, stage: "scheduling", state: "scheduling" }), first.key),
    );
    await settle();
    expect(place("c1")).toBe("treatment");
    expect(world.command()).toMatchObject({ version: '"2"', body: { to: "treatment" } });
  });

  test("does not make another wait", () => {
    store.move("c1", { to: "scheduling", ...end });
    store.move("c2", { to: "scheduling", ...end });
    expect([world.command().key, world.command().key]).toEqual(["key-1", "key-2"]);
  });
});

describe("a conflict", () => {
  test("fetches the card and says what happened", async () => {
    store.move("c1", { to: "scheduling", ...end });
    world.command().answer(aProblem(412, "version_conflict", "Dana moved this card a moment ago"));
    await settle();
    world.take("GET", /^\/cards\/c1$/).answer({
      status: 200,
      body: { ...aCard("c1", { version: 5, stage: "treatment", state: "treatment" }), ...drawer },
    });
    await settle();
    expect(place("c1")).toBe("treatment");
    expect(store.getSnapshot().cards.get("c1")).not.toHaveProperty("fields");
    expect(told.at(-1)).toMatchObject({ kind: "conflict", text: "Dana moved this card a moment ago" });
  });
});

const drawer = {
  ...{ seq: 12, createdAt: "2026-11-22T10:00:00.000Z", enteredStateAt: "2026-11-22T10:00:00.000Z" },
  ...{
    movedBy: { kind: "user", id: "dana" },
    fields: [],
    tasks: [],
    comments: [],
    claims: [],
    offers: [],
    escalations: [],
    buttons: [],
    appointment: null,
  },
};

describe("an echo", () => {
  const moved = aCard("c1", { version: 2, stage: "scheduling", state: "scheduling" });

  test("before the answer confirms the move and is nobody else's arrival", async () => {
    store.move("c1", { to: "scheduling", ...end });
    const { key, answer } = world.command();
    world.frame(aFrame(11, moved, key));
    expect(store.getSnapshot().seq).toBe(11);
    expect(store.getSnapshot().arrivals.size).toBe(0);
    answer(anAnswer(11, moved, key));
    await settle();
    expect(place("c1")).toBe("scheduling");
  });

  test("after the answer changes nothing", async () => {
    store.move("c1", { to: "scheduling", ...end });
    const { key, answer } = world.command();
    answer(anAnswer(11, moved, key));
    await settle();
    const before = store.getSnapshot().cards.get("c1");
    world.frame(aFrame(11, moved, key));
    expect(store.getSnapshot().cards.get("c1")).toEqual(before);
    expect(store.getSnapshot().arrivals.size).toBe(0);
  });

  test("of an older version does not take a newer answer back", async () => {
    store.move("c1", { to: "scheduling", ...end });
    const { key, answer } = world.command();
    answer(anAnswer(12, aCard("c1", { version: 3, stage: "treatment", state: "treatment" }), key));
    await settle();
    world.frame(aFrame(11, moved, "somebody"));
    expect(place("c1")).toBe("treatment");
  });
});

describe("somebody else's move", () => {
  test("is shown, with who did it, for a moment", async () => {
    world.frame(aFrame(11, aCard("c2", { version: 2, stage: "scheduling", state: "scheduling" }), "other"));
    expect(place("c2")).toBe("scheduling");
    expect(store.getSnapshot().arrivals.get("c2")?.by.id).toBe("dana");
    await world.pass(2_000);
    expect(store.getSnapshot().arrivals.size).toBe(0);
  });

  test("leaves the arrays of the columns it did not touch", () => {
    const before = store.getSnapshot().columns;
    world.frame(aFrame(11, aCard("c2", { version: 2, stage: "scheduling", state: "scheduling" }), "other"));
    expect(store.getSnapshot().columns.get("treatment")).toBe(before.get("treatment"));
    expect(store.getSnapshot().columns.get("intake")).not.toBe(before.get("intake"));
  });

  test("of the card in flight leaves the person's move on top until it is answered", () => {
    store.move("c1", { to: "scheduling", ...end });
    world.frame(aFrame(11, aCard("c1", { version: 2, labels: ["x"] }), "other"));
    expect(place("c1")).toBe("scheduling");
    expect(store.getSnapshot().cards.get("c1")?.labels).toEqual(["x"]);
  });

  test("that takes a card out of this view removes it", () => {
    world.frame({ ...aFrame(11, aCard("c2"), "other"), cards: [{ id: "c2", gone: true }] });
    expect(place("c2")).toBeUndefined();
  });
});

describe("undo", () => {
  test("asks to take back the first event of the last step, and shows it at once", async () => {
    store.move("c1", { to: "scheduling", ...end });
    const { key, answer } = world.command();
    answer(anAnswer(11, aCard("c1", { version: 2, stage: "scheduling", state: "scheduling" }), key));
    await settle();
    store.undo();
    await settle();
    expect(place("c1")).toBe("intake");
    expect(world.command().body).toEqual({ type: "undo", event: "key-1/0" });
  });

  test("of a step still on its way waits for it", async () => {
    store.move("c1", { to: "scheduling", ...end });
    store.undo();
    const { key, answer } = world.command();
    expect(world.asked).toEqual([]);
    answer(anAnswer(11, aCard("c1", { version: 2, stage: "scheduling", state: "scheduling" }), key));
    await settle();
    expect(world.command().body).toEqual({ type: "undo", event: "key-1/0" });
  });

  test("of a refused step does nothing", async () => {
    store.move("c1", { to: "scheduling", ...end });
    world.command().answer(aProblem(422, "guard_refused", "No"));
    await settle();
    store.undo();
    await settle();
    expect(world.asked).toEqual([]);
  });

  test("from the notice takes back that step and no other", async () => {
    store.move("c1", { to: "scheduling", ...end });
    const first = world.command();
    first.answer(
      anAnswer(11, aCard("c1", { version: 2, stage: "scheduling", state: "scheduling" }), first.key),
    );
    store.move("c2", { to: "scheduling", ...end });
    const second = world.command();
    second.answer(
      anAnswer(12, aCard("c2", { version: 2, stage: "scheduling", state: "scheduling" }), second.key),
    );
    await settle();
    told[0]?.undo?.();
    await settle();
    expect(world.command().body).toEqual({ type: "undo", event: "key-1/0" });
  });
});

describe("a lost line", () => {
  test("waits, asks whether the server is there, and goes on behind the last number", async () => {
    world.socket.closed();
    expect(status()).toBe("offline");
    await world.pass(400);
    world.take("GET", /^\/session$/).answer({ status: 200, body: session });
    await settle();
    expect(world.socket.path).toBe("/stream?after=10");
    expect(status()).toBe("connecting");
  });

  test("with a hundred moves meanwhile catches up in order, and only then is live", async () => {
    await reconnect();
    for (let n = 1; n <= 100; n++) {
      const stage = n % 2 === 0 ? "intake" : "scheduling";
      world.frame(
        aFrame(
          10 + n,
          aCard("c2", { version: 1 + n, stage, state: stage === "intake" ? "new" : stage }),
          `other-${n}`,
        ),
      );
    }
    expect(status()).toBe("catchingUp");
    expect(store.getSnapshot().arrivals.size).toBe(0);
    world.frame({ type: "caught-up", seq: 110 });
    expect(status()).toBe("live");
    expect(store.getSnapshot()).toMatchObject({ seq: 110 });
    expect(store.getSnapshot().cards.get("c2")?.version).toBe(101);
  });

  test("keeps what the person does meanwhile and sends it afterwards", async () => {
    world.socket.closed();
    store.move("c1", { to: "scheduling", ...end });
    expect(place("c1")).toBe("scheduling");
    expect(world.asked).toEqual([]);
    await answerProbe();
    world.socket.opened();
    world.frame({ type: "caught-up", seq: 10 });
    expect(world.command().body).toMatchObject({ type: "move", to: "scheduling" });
  });

  test("sends a command without an answer again under the same key", async () => {
    store.move("c1", { to: "scheduling", ...end });
    world.command().fail();
    await settle();
    expect(place("c1")).toBe("scheduling");
    await world.pass(500);
    expect(world.command().key).toBe("key-1");
  });

  test("waits longer each time, and not at all when asked", async () => {
    world.socket.closed();
    await world.pass(400);
    world.take("GET", /^\/session$/).fail();
    await settle();
    await world.pass(400);
    expect(world.asked).toEqual([]);
    store.retryNow();
    await settle();
    expect(world.take("GET", /^\/session$/)).toBeDefined();
  });

  test("to a server that has forgotten us ends at the door", async () => {
    world.socket.closed();
    await world.pass(400);
    world.take("GET", /^\/session$/).answer(aProblem(401, "not_signed_in", "Please sign in"));
    await settle();
    expect(status()).toBe("signedOut");
  });

  test("is known at once when the machine loses its network, and tried at once when it has one again", async () => {
    world.network.went();
    expect(status()).toBe("offline");
    store.move("c1", { to: "scheduling", ...end });
    expect(world.asked).toEqual([]);
    world.network.came();
    await settle();
    world.take("GET", /^\/session$/).answer({ status: 200, body: session });
    await settle();
    world.socket.opened();
    world.frame({ type: "caught-up", seq: 10 });
    expect(status()).toBe("live");
    expect(world.command().key).toBe("key-1");
  });

  test("to a server that does not answer the question whether it is there is asked for again", async () => {
    world.socket.closed();
    await world.pass(400);
    world.take("GET", /^\/session$/);
    await world.pass(12_000);
    await world.pass(1_000);
    expect(world.take("GET", /^\/session$/)).toBeDefined();
  });

  test("is noticed by silence", async () => {
    const first = world.socket;
    await world.pass(80_000);
    expect(first.open).toBe(false);
    expect(world.sockets.length).toBe(2);
  });
});

describe("a missing number", () => {
  test("is asked for again", async () => {
    world.frame(aFrame(13, aCard("c2", { version: 4 }), "other"));
    await settle();
    expect(place("c2")).toBe("intake");
    expect(world.socket.path).toBe("/stream?after=10");
    expect(world.sockets.length).toBe(2);
  });

  test("that stays missing brings the whole board anew", async () => {
    world.frame(aFrame(13, aCard("c2"), "other"));
    await settle();
    world.socket.opened();
    world.frame(aFrame(13, aCard("c2"), "other"));
    await settle();
    expect(status()).toBe("loading");
    world.take("GET", /^\/board$/).answer({ status: 200, body: aBoard([aCard("c9")], 20) });
    await settle();
    expect([...store.getSnapshot().cards.keys()]).toEqual(["c9"]);
    expect(world.socket.path).toBe("/stream?after=20");
  });

  test("a frame already known adds nothing", () => {
    world.frame(aFrame(9, aCard("c2", { version: 9, stage: "treatment" }), "other"));
    expect(place("c2")).toBe("intake");
    expect(status()).toBe("live");
  });
});

test("a new card is on the board as soon as the server has made it", async () => {
  const made = store.create({ type: "visit", location: "main", patient: "p1", fields: {} });
  const { headers, answer } = world.take("POST", /^\/cards$/);
  expect(headers?.["idempotency-key"]).toBe("key-1");
  answer({ status: 201, body: { card: aCard("c9"), seq: 11 } });
  expect((await made).id).toBe("c9");
  expect(place("c9")).toBe("intake");
});

test("a new card asked for twice carries the same key, so that it is made once", async () => {
  const body = { type: "visit", location: "main", patient: "p1", fields: {} };
  const key = store.newKey();
  const first = store.create(body, key);
  world.take("POST", /^\/cards$/).fail();
  await expect(first).rejects.toThrow("no answer");
  void store.create(body, key);
  expect(world.take("POST", /^\/cards$/).headers?.["idempotency-key"]).toBe(key);
});

test("resync brings the board anew and keeps what is still on its way", async () => {
  store.move("c1", { to: "scheduling", ...end });
  world.frame({ type: "resync" });
  await settle();
  world
    .take("GET", /^\/board$/)
    .answer({ status: 200, body: aBoard([aCard("c1", { version: 4 }), aCard("c2")], 40) });
  await settle();
  expect(store.getSnapshot().seq).toBe(40);
  expect(place("c1")).toBe("scheduling");
});

const session = {
  practice: { id: "p", name: "Practice", timezone: "America/New_York" },
  ...{ person: { id: "jo", name: "Jo", role: "front_desk" }, roles: ["front_desk"], demo: false },
};

async function answerProbe(): Promise<void> {
  await world.pass(400);
  world.take("GET", /^\/session$/).answer({ status: 200, body: session });
  await settle();
}

async function reconnect(): Promise<void> {
  world.socket.closed();
  await answerProbe();
  world.socket.opened();
}

test("a board that does not come in time is asked for again, and changes nothing when it comes after all", async () => {
  world.frame({ type: "resync" });
  await settle();
  const late = world.take("GET", /^\/board$/);
  await world.pass(12_000);
  expect(status()).toBe("offline");
  late.answer({ status: 200, body: aBoard([], 11) });
  await settle();
  expect(column("intake")).toEqual(["c1", "c2", "c3"]);
});
