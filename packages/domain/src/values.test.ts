import { describe, expect, it } from "vitest";
import { factKey, factParts } from "./facts.ts";
import { subjectKey } from "./subject.ts";
import { Fields, type FieldValue, isRef, sameValue, Text } from "./values.ts";
import { assert, Bug, must, unreachable } from "./assert.ts";
import { importActor, ruleActor, timerActor } from "./actor.ts";

describe("two values are the same", () => {
  it.each<[FieldValue | undefined, FieldValue | undefined]>([
    ["a", "a"],
    [1, 1],
    [false, false],
    [null, null],
    [null, undefined],
    [undefined, undefined],
    [[], []],
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [{ ref: "n" }, { ref: "n" }],
  ])("%j and %j", (a, b) => {
    expect(sameValue(a, b)).toBe(true);
    expect(sameValue(b, a)).toBe(true);
  });
});

describe("two values are not the same", () => {
  it.each<[FieldValue | undefined, FieldValue | undefined]>([
    ["a", "b"],
    ["1", 1],
    [0, false],
    ["", null],
    [false, undefined],
    [[], null],
    [["a"], ["a", "b"]],
    [
      ["a", "b"],
      ["b", "a"],
    ],
    [{ ref: "n" }, { ref: "m" }],
    [{ ref: "n" }, "n"],
  ])("%j and %j", (a, b) => {
    expect(sameValue(a, b)).toBe(false);
    expect(sameValue(b, a)).toBe(false);
  });
});

describe("a pointer to protected text", () => {
  it("is known by its shape", () => {
    expect(isRef({ ref: "n" })).toBe(true);
    for (const other of [null, undefined, "ref", ["ref"], {}]) expect(isRef(other)).toBe(false);
  });

  it("stands among literals in a text", () => {
    expect(Text.safeParse(["Call ", { ref: "n" }, " back"]).success).toBe(true);
    expect(Text.safeParse([{ ref: "n", text: "Mrs Smith" }]).success).toBe(false);
  });

  it("is a field's value like any other", () => {
    expect(Fields.safeParse({ note: { ref: "n" }, visits: 2, tags: ["a"], gone: null }).success).toBe(true);
    expect(Fields.safeParse({ note: { text: "Mrs Smith" } }).success).toBe(false);
  });
});

describe("names", () => {
  it("of a question to the world read back as they were written", () => {
    expect(factKey("wip", "treatment", "main")).toBe("wip|treatment|main");
    expect(factParts("wip|treatment|main")).toEqual(["wip", "treatment", "main"]);
    expect(factParts(factKey("gap", "intake", "", "", "c-1"))).toEqual(["gap", "intake", "", "", "c-1"]);
  });

  it.each([["dr|x"], ["dr|ghost", "|", "||"], ["100%", "%7C", "%257C", "%|%"], [""]])(
    "of a question keep each argument whole, whatever is in it: %j %j %j %j",
    (...args) => {
      const key = factKey("booked", ...args);
      expect(key.split("|")).toHaveLength(1 + args.length);
      expect(factParts(key)).toEqual(["booked", ...args]);
    },
  );

  it("of a subject say its kind", () => {
    expect(subjectKey({ kind: "patient", id: "p-1" })).toBe("patient/p-1");
  });

  it("of what acts by itself have no person's role", () => {
    for (const actor of [ruleActor("remind"), timerActor("remind"), importActor])
      expect(actor.role).toBe("system");
  });
});

describe("a broken promise", () => {
  it("is a Bug, with what was promised", () => {
    expect(() => assert(false, "a card has a place")).toThrow(new Bug("a card has a place"));
    expect(() => must(null, "a place")).toThrow(Bug);
    expect(() => must(undefined, "a place")).toThrow(Bug);
    expect(() => unreachable("stage" as never)).toThrow('unreachable: "stage"');
  });

  it("is not what is merely empty", () => {
    expect(must(0, "a number")).toBe(0);
    expect(must("", "a text")).toBe("");
    expect(must(false, "a verdict")).toBe(false);
    expect(() => assert(1, "a truth")).not.toThrow();
  });
});
