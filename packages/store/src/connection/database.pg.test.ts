import { factKey } from "@corridor/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCard, commit, next, onCard } from "../../../engine/src/testing/contract/given.ts";
import { openStore } from "../store.ts";
import { asking } from "../testing/ask.ts";
import { openTestStore } from "../testing/open-test-store.ts";
import { toInstant } from "./parsers.ts";

const { store, database, close } = await openTestStore({ connections: 4 });
beforeAll(() => store.createPractice("north", "North"));
afterAll(close);

const seq = async () => (await store.head("north")).seq;

describe("a transaction", () => {
  it("is run again when it and another waited for each other", async () => {
    const [a, b] = [aCard(), aCard()];
    await commit(store, "north", onCard(a), onCard(b));
    let attempts = 0;
    let both: () => void = () => undefined;
    const met = new Promise<void>((resolve) => (both = resolve));
    let arrived = 0;
    const cross = (first: string, second: string) =>
      store.transact("north", async (tx) => {
        attempts += 1;
        await tx.load([{ kind: "card", id: first }]);
        if ((arrived += 1) === 2) both();
        await met;
        await tx.load([{ kind: "card", id: second }]);
        return true;
      });
    expect(await Promise.all([cross(a.id, b.id), cross(b.id, a.id)])).toEqual([true, true]);
    // Two, and one of them again; should they meet once more, again.
    expect(attempts).toBeGreaterThanOrEqual(3);
  });

  it("leaves nothing when its work throws, and the connection is as good as before", async () => {
    const before = await seq();
    for (let n = 0; n < 12; n += 1) {
      const failing = store.transact("north", async (tx) => {
        const card = aCard();
        await tx.load([{ kind: "card", id: card.id }]);
        await tx.append([onCard(card)]);
        throw new TypeError("a fault of ours");
      });
      await expect(failing).rejects.toThrow("a fault of ours");
    }
    expect(await seq()).toBe(before);
  });

  it("does not report a commit that the server turned into a rollback", async () => {
    const card = aCard();
    await commit(store, "north", onCard(card));
    const swallowed = store.transact("north", async (tx) => {
      await tx.facts([factKey("touched", card.id, "no number")]).catch(() => undefined);
      return "done";
    });
    await expect(swallowed).rejects.toThrow("rolled back");
  });

  it("is told that a subject it thought new was created meanwhile", async () => {
    const card = aCard();
    const late = store.transact("north", async (tx) => {
      await tx.load([{ kind: "card", id: card.id }]);
      await commit(store, "north", onCard(card));
      return tx.append([onCard(card)]);
    });
    await expect(late).rejects.toMatchObject({ name: "LedgerConflict", kind: "subject" });
    expect((await store.card("north", card.id))?.card.version).toBe(1);
  });

  it("does not write a subject it has not loaded", async () => {
    await expect(store.transact("north", (tx) => tx.append([onCard(aCard())]))).rejects.toThrow(
      "without having been",
    );
  });

  it("survives the loss of its connections", async () => {
    const card = aCard();
    await commit(store, "north", onCard(card));
    const cut = store.transact("north", async (tx) => {
      await tx.load([{ kind: "card", id: card.id }]);
      await asking(database.ownerUrl, (client) =>
        client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'corridor'`),
      );
      return tx.append([onCard(next(card))]);
    });
    await expect(cut).rejects.toThrow();
    const versions = await Promise.allSettled(Array.from({ length: 4 }, () => store.card("north", card.id)));
    expect(versions.length).toBe(4);
    expect((await store.card("north", card.id))?.card.version).toBe(1);
    await commit(store, "north", onCard(next(card)));
    expect((await store.card("north", card.id))?.card.version).toBe(2);
  });

  it("refuses a practice that does not exist", async () => {
    await expect(commit(store, "nowhere", onCard(aCard()))).rejects.toThrow("no such practice");
  });
});

describe("time", () => {
  it("is the database's, read once, in UTC with milliseconds", async () => {
    const instants = await store.transact("north", async (tx) => [
      (await tx.opened()).now,
      (await tx.opened()).now,
    ]);
    expect(instants[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(instants[0] ?? "") - Date.now())).toBeLessThan(60_000);
    expect(await store.now()).toMatch(/Z$/);
  });

  it("edge-12: is the virtual clock's where there is one, and never falls", async () => {
    let clock = "2031-05-01T10:00:00.250Z";
    const virtual = await openStore({ appUrl: database.appUrl, clock: () => clock });
    await virtual.createPractice("dream", "Dream");
    const at = async () => (await commit(virtual, "dream", onCard(aCard()))).events[0]?.[0]?.at;
    expect(await at()).toBe(clock);
    clock = "2031-05-01T09:00:00.000Z";
    expect(await virtual.transact("dream", async (tx) => (await tx.opened()).now)).toBe(clock);
    expect(await at()).toBe("2031-05-01T10:00:00.250Z");
    clock = "2031-05-02T00:00:00.000Z";
    expect(await at()).toBe(clock);
    expect(await virtual.head("dream")).toEqual({ seq: 3, at: clock });
    expect(await virtual.seqAt("dream", "2031-05-01T23:00:00.000Z")).toBe(2);
    expect(await virtual.now()).toBe(clock);
    await virtual.close();
  });

  it("is read from what the server writes", () => {
    expect(toInstant("2026-11-09 15:00:00+00")).toBe("2026-11-09T15:00:00.000Z");
    expect(toInstant("2026-11-09 15:00:00.5+00")).toBe("2026-11-09T15:00:00.500Z");
    expect(toInstant("2026-11-09 15:00:00.123456+00")).toBe("2026-11-09T15:00:00.123Z");
  });
});
