import { expect, it } from "vitest";
import { event } from "../events.ts";
import { isRejection } from "../rejection.ts";
import { frontDesk, manager, worldOf } from "../testing/index.ts";
import { press } from "./press.ts";

const pressed = (rule: string, actor = frontDesk) => press({ type: "press", rule }, worldOf({ actor }));

it("a button is pressed by whoever may", () => {
  expect(pressed("greet")).toEqual([event("rule.pressed", { rule: "greet" })]);
  expect(pressed("refund", manager)).toEqual([event("rule.pressed", { rule: "refund" })]);
});

it("who may not is told who may", () => {
  expect(pressed("refund")).toMatchObject({
    code: "not_allowed",
    because: "Only billing or manager may do this",
  });
});

it.each(["refnud", "constructor", ""])("there is no button “%s”", (rule) => {
  const refused = pressed(rule);
  expect(isRejection(refused) && refused.code).toBe("rule_unknown");
});
