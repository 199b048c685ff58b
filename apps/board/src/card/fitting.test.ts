import { expect, test } from "vitest";
import { fitting } from "./fitting.ts";

test("short labels stand side by side", () => {
  expect(fitting(["Aetna", "Fax"], [])).toEqual({ labels: ["Aetna", "Fax"], more: 0 });
});

test("a third label is counted", () => {
  expect(fitting(["Aetna", "Fax", "Recall"], [])).toEqual({ labels: ["Aetna", "Fax"], more: 1 });
});

test("two long labels become one and a count", () => {
  expect(fitting(["records-requested", "insurance-unverified"], [])).toEqual({
    labels: ["records-requested"],
    more: 1,
  });
});

test("a long label beside a mark is counted rather than cut", () => {
  expect(fitting(["records-requested"], ["Overdue 8d"])).toEqual({ labels: [], more: 1 });
});

test("labels beside two marks are counted, not forgotten", () => {
  expect(fitting(["fasting"], ["Visit Wed", "Automated"])).toEqual({ labels: [], more: 1 });
});

test("a label longer than any card is shown alone, its end cut", () => {
  const long = "a-label-somebody-made-by-pasting-a-sentence";
  expect(fitting([long, "Fax"], [])).toEqual({ labels: [long], more: 1 });
});
