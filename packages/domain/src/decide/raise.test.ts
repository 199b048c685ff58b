import { describe, expect, it } from "vitest";
import { event } from "../events.ts";
import type { FieldType } from "../fields.ts";
import type { Card } from "../card.ts";
import { cardOf, standing, worldOf } from "../testing/index.ts";
import type { Fields } from "../values.ts";
import { raise } from "./raise.ts";

const type = (rest: Partial<FieldType>): FieldType => ({
  ...{ type: "string", enum: null, phi: false, default: null, ...rest },
});
const lab = {
  status: type({ enum: ["ready", "late"] }),
  note: type({ phi: true }),
  tests: type({ type: "int" }),
};
const told = (data: Fields, name = "x.lab") =>
  raise(
    cardOf(standing()) as Card,
    { type: "raise", name, data },
    worldOf({ events: { "x.lab": lab, "offer.accepted": lab } }),
  );
const all = { status: "ready", note: { ref: "n" }, tests: 2 };

describe("an event from outside", () => {
  it("says exactly what the practice says it tells", () => {
    expect(told(all)).toEqual([event("event.raised", { called: "x.lab", data: all })]);
  });

  it.each<[string, Fields, string]>([
    ["another value", { ...all, status: "lost" }, "status must be one of ready, late"],
    ["another type", { ...all, tests: "two" }, "tests must be a whole number"],
    ["nothing", { ...all, tests: null }, "tests must be given"],
    ["too little", { status: "ready", tests: 2 }, "note must be given"],
    ["too much", { ...all, more: 1 }, "x.lab says no more"],
    ["what every object has", { ...all, constructor: 1 }, "x.lab says no constructor"],
    ["protected text in the open", { ...all, note: "Rosa" }, "note must be sealed text"],
  ])("that says %s is refused", (_, data, because) => {
    expect(told(data)).toMatchObject({ because });
  });

  it("is a patient's answer where it is called so, whatever the practice says it tells", () => {
    expect(told({ slot: "s-1" }, "offer.accepted")).toMatchObject({ code: "offer_unknown" });
    expect(told({}, "offer.declined")).toMatchObject({ code: "offer_unknown" });
    expect(told(all, "offer.accepted")).toMatchObject({ because: "offer.accepted says no note" });
    expect(told({ slot: 7 }, "offer.declined")).toMatchObject({ because: "slot must be text" });
  });

  it.each(["x.lba", "constructor"])("of an unknown name, %s, is refused", (name) => {
    expect(told(all, name)).toMatchObject({ code: "event_unknown" });
  });
});
