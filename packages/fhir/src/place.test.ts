import { expect, test } from "vitest";
import { placeOf } from "./place.ts";

const asOf = "2018-08-20";
const place = (startDay: string, endDay: string | null, status = "finished") =>
  placeOf({ status, startDay, endDay }, asOf, "billing.submitted");

test.each([
  ["2018-08-21", "2018-08-21", "scheduling.booked"],
  ["2018-08-20", "2018-08-20", "treatment.documentation"],
  ["2018-08-01", "2018-08-20", "treatment.documentation"],
  ["2018-08-19", "2018-08-19", "follow_up.pending"],
  ["2018-08-06", "2018-08-06", "follow_up.pending"],
  ["2018-08-05", "2018-08-05", "billing.submitted"],
  ["2018-07-06", "2018-07-06", "billing.submitted"],
  ["2018-07-05", "2018-07-05", "closed"],
])("from %s to %s stands in %s", (start, end, expected) => {
  expect(place(start, end)).toBe(expected);
});

test("what is not over yet is under way, for as long as it may take", () => {
  expect(place("2001-01-01", null, "in-progress")).toBe("treatment.with_provider");
});

test("the status says where in treatment, and whether it is kept at all", () => {
  expect(place(asOf, null, "arrived")).toBe("treatment.checked_in");
  expect(place(asOf, null, "triaged")).toBe("treatment.in_room");
  expect(place(asOf, asOf, "booked")).toBe("scheduling.booked");
  expect(place("2018-09-01", "2018-09-01", "waitlist")).toBe("scheduling.waitlisted");
  expect(place("2018-09-01", "2018-09-01", "cancelled")).toBe("cancelled");
  expect(place("2018-08-10", "2018-08-10", "noshow")).toBe("scheduling.unscheduled");
  expect(place("2017-08-10", "2017-08-10", "noshow")).toBe("closed");
});
