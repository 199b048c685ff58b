import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestStore } from "./testing/open-test-store.ts";

let now = "2026-11-09T08:00:00.000Z";
const { store, close } = await openTestStore({ clock: () => now });
afterAll(close);

beforeAll(async () => {
  await store.createPractice("north", "North");
  await store.createPractice("south", "South");
});

const ana = {
  practice: "north",
  email: "Ana@North.example",
  person: "ana",
  role: "nurse",
  passwordHash: "#1",
};

describe("practices", () => {
  it("are listed, and made once", async () => {
    expect(await store.createPractice("north", "Another")).toBe(false);
    expect(await store.practices()).toEqual([
      { id: "north", name: "North" },
      { id: "south", name: "South" },
    ]);
  });
});

describe("accounts", () => {
  it("are found by their address, however it is written, before a practice is known", async () => {
    expect(await store.createAccount(ana)).toBe(true);
    const found = { ...ana, email: "ana@north.example", active: true, createdAt: now };
    expect(await store.findAccount(" ANA@north.EXAMPLE ")).toEqual(found);
    expect(await store.findAccount("nobody@north.example")).toBeNull();
    expect(await store.findAccount("")).toBeNull();
    expect(await store.listAccounts("north")).toEqual([found]);
    expect(await store.listAccounts("south")).toEqual([]);
  });

  it("have addresses of their own, also between practices", async () => {
    expect(await store.createAccount({ ...ana, practice: "south", email: "ANA@NORTH.example" })).toBe(false);
    expect(await store.findAccount(ana.email)).toMatchObject({ practice: "north" });
  });

  it("are changed by their own practice", async () => {
    expect(await store.changeAccount("south", ana.email, { role: "admin" })).toBe(false);
    expect(await store.changeAccount("north", ana.email, { active: false, passwordHash: "#2" })).toBe(true);
    expect(await store.findAccount(ana.email)).toMatchObject({
      active: false,
      passwordHash: "#2",
      role: "nurse",
    });
  });
});

describe("sessions", () => {
  const session = { practice: "north", person: "ana", role: "nurse", expiresAt: "2026-11-09T20:00:00.000Z" };

  it("are found by their token alone, until they expire", async () => {
    await store.createSession("digest-1", session);
    expect(await store.session("digest-1")).toEqual(session);
    expect(await store.session("digest-2")).toBeNull();
    now = session.expiresAt;
    expect(await store.session("digest-1")).toBeNull();
    now = "2026-11-09T08:00:00.000Z";
  });

  it("end one by one, all of a person's, or when they have expired", async () => {
    for (const token of ["a", "b", "c"])
      await store.createSession(token, { ...session, person: token === "c" ? "bo" : "cy" });
    await store.deleteSession("a");
    expect(await store.session("a")).toBeNull();
    expect(await store.session("b")).not.toBeNull();
    await store.endSessions("north", "cy");
    expect(await store.session("b")).toBeNull();
    now = "2026-11-10T08:00:00.000Z";
    await store.sweepSessions("north");
    now = "2026-11-09T08:00:00.000Z";
    expect(await store.session("c")).toBeNull();
  });
});
