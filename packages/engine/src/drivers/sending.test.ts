import { expect, it } from "vitest";
import { newCard, openHouse } from "../testing/house.ts";
import { rulebook } from "../testing/rulebook.ts";
import { judgeBy } from "../sending/judge.ts";
import { dispatch, type DispatchPorts, MAX_TRIES } from "./dispatch.ts";
import type { Delivery } from "./sender.ts";
import { waitBefore } from "./waits.ts";

const rules = {
  ...rulebook().practice,
  templates: { hello: { vars: {}, channels: ["sms"], phi: "none", body: "Hello" } as const },
};

/** A card with a message waiting, and a sender that does with it what `how` says. */
async function house(how: () => Promise<Delivery>, more: Partial<DispatchPorts> = {}) {
  const opened = await openHouse();
  await newCard(opened, "c1");
  await opened.ask("c1", {
    ...{ type: "message", effect: "m1", template: "hello" },
    ...{ via: ["sms"], with: {}, notBefore: null, notAfter: null },
  });
  const sender = { message: how, notice: how, call: how };
  const { authority, store } = opened;
  const send = () => dispatch("p", { authority, worklist: store, sender, ...more });
  const row = async () => (await store.outbox("p", { keys: ["m1"], limit: 1 }))[0];
  const failures = async () =>
    (await store.events("p", { card: "c1", limit: 99 })).filter(({ type }) => type === "message.failed");
  return { ...opened, send, row, failures };
}

it("tells the card once of a message that may not leave, also when it died before noting that it had", async () => {
  const { send, row, failures, store, authority, at } = await house(async () => ({ sent: true }), {
    judge: (now) => judgeBy(rules, now),
  });
  const worklist = {
    ...{ now: () => store.now(), claim: store.claim.bind(store) },
    settle: () => Promise.reject(new Error("gone")),
  };
  const sender = { message: null, notice: null, call: null } as never;
  const dying = dispatch("p", {
    ...{ authority, worklist: worklist as never, sender },
    judge: (now) => judgeBy(rules, now),
  });
  await expect(dying).rejects.toThrow("gone");
  at("2026-11-02T14:01:01.000Z");
  expect(await send()).toBe(1);
  expect(await row()).toMatchObject({ status: "dead", error: "no_consent", attempts: 1, lapses: 1 });
  expect(await failures()).toMatchObject([
    { data: { effect: "m1", template: "hello", channel: null, error: "no_consent" } },
  ]);
});

it("tries so often and then says that the message has failed", async () => {
  const { send, row, failures, at } = await house(async () => ({ sent: false, retry: true, error: "503" }));
  for (let n = 1; n < MAX_TRIES; n += 1) {
    await send();
    const { nextAt, status, attempts } = (await row()) ?? { nextAt: "" };
    expect({ status, attempts }).toEqual({ status: "pending", attempts: n });
    at(nextAt);
  }
  expect(await failures()).toEqual([]);
  await send();
  expect(await row()).toMatchObject({ status: "dead", attempts: MAX_TRIES });
  expect(await failures()).toHaveLength(1);
});

it("gives back what could not even be tried, and spends no try on it", async () => {
  let shut = true;
  const { send, row, at } = await house(async () =>
    shut ? { sent: false, heldMs: 7_000, error: "shut" } : { sent: true, provider: "SM1" },
  );
  await send();
  expect(await row()).toMatchObject({ attempts: 0, error: "shut", nextAt: "2026-11-02T14:00:07.000Z" });
  expect(await send()).toBe(0);
  shut = false;
  at("2026-11-02T14:00:07.000Z");
  await send();
  expect(await row()).toMatchObject({ status: "sent", attempts: 1, error: null, provider: "SM1" });
});

it("ends what kills whoever sends it", async () => {
  const { send, row, store, failures, at } = await house(async () => ({ sent: true }));
  for (let minute = 0; minute < 21; minute += 1) {
    const now = `2026-11-02T14:${String(minute).padStart(2, "0")}:00.000Z`;
    at(now);
    await store.claim("p", now, 9, 30_000);
  }
  at("2026-11-02T14:30:00.000Z");
  await send();
  expect(await row()).toMatchObject({ status: "dead", error: "lapsed" });
  expect(await failures()).toHaveLength(1);
});

it("waits longer from try to try, by chance, and at least as long as was asked", () => {
  const most = [1, 2, 3, 4, 20].map((n) => waitBefore(n, 0, undefined));
  expect(most).toEqual([5_000, 10_000, 20_000, 40_000, 3_600_000]);
  expect(waitBefore(3, 0, () => 0.25)).toBe(5_000);
  expect(waitBefore(1, 30_000, () => 0.9)).toBe(30_000);
  expect(waitBefore(1, Number.POSITIVE_INFINITY, undefined)).toBe(86_400_000);
});
