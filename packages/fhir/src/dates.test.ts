import { expect, test } from "vitest";
import { dayNumber, readWhen, toInstant } from "./dates.ts";

const instant = (text: string) => {
  const ms = readWhen(text)?.ms;
  return ms == null ? null : toInstant(ms);
};

test("an instant is brought to UTC, its day stays as it is written", () => {
  expect(instant("2018-08-20T23:30:00-05:00")).toBe("2018-08-21T04:30:00.000Z");
  expect(readWhen("2018-08-20T23:30:00-05:00")?.day).toBe("2018-08-20");
  expect(instant("1985-12-21T17:49:34+00:00")).toBe("1985-12-21T17:49:34.000Z");
  expect(instant("2020-02-29T00:00:00.1239Z")).toBe("2020-02-29T00:00:00.123Z");
  expect(instant("1938-12-04T00:10:00+01:00")).toBe("1938-12-03T23:10:00.000Z");
});

test("a date alone has no instant", () => {
  expect(readWhen("2013-03-11")).toEqual({ day: "2013-03-11", ms: null });
});

test.each([
  "",
  "2013",
  "2013-03",
  "2013-02-29",
  "2013-13-01",
  "soon",
  "2013-03-11T25:00:00Z",
  "2013-03-11T10:00:00",
])("%j names no day", (text) => {
  expect(readWhen(text)).toBeNull();
});

test("days are counted across leap years and centuries", () => {
  expect(dayNumber("1970-01-01")).toBe(0);
  expect(dayNumber("2000-03-01")).toBe(11_017);
  expect(dayNumber("2018-08-20")).toBe(17_763);
  expect(dayNumber("1900-02-29")).toBeNull();
});
