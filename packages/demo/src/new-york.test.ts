import { expect, test } from "vitest";
import { dateOf, isHoliday, localDay, localMs, toInstant, toMs } from "./new-york.ts";

// Pure packages have no types for node, so what the test needs of it is named here.
interface Files {
  existsSync(path: string): boolean;
  readFileSync(path: string, as: "utf8"): string;
}
const node = async (name: string): Promise<unknown> => import(/* @vite-ignore */ `node:${name}`);
const LIST = decodeURI((import.meta as unknown as { readonly url: string }).url)
  .replace(/^file:\/\//, "")
  .replace(/packages\/demo\/src\/[^/]+$/, "../shared/data/codes/us-federal-holidays-2015-2035.json");

const local = (instant: string) => {
  const { day, minute } = localDay(toMs(instant));
  return `${dateOf(day)} ${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;
};

test("by opening time, clocks have changed on the second Sunday of March and the first of November", () => {
  expect(local("2026-03-08T12:00:00.000Z")).toBe("2026-03-08 8:00");
  expect(local("2026-11-01T13:00:00.000Z")).toBe("2026-11-01 8:00");
  expect(local("2026-07-01T03:30:00.000Z")).toBe("2026-06-30 23:30");
  expect(local("2026-01-01T04:59:00.000Z")).toBe("2025-12-31 23:59");
  expect(toInstant(localMs(localDay(toMs("2026-11-24T15:42:00.000Z")).day, 8 * 60))).toBe(
    "2026-11-24T13:00:00.000Z",
  );
});

test("instants are read and written alike", () => {
  for (const instant of ["1999-12-31T23:59:59.999Z", "2000-02-29T00:00:00.000Z", "2026-11-24T15:42:07.080Z"])
    expect(toInstant(toMs(instant))).toBe(instant);
  expect(() => toMs("2026-11-24 15:42")).toThrow(RangeError);
});

test("holidays are the published ones, but for Columbus Day", async () => {
  const fs = (await node("fs")) as Files;
  if (!fs.existsSync(LIST)) {
    ((await node("console")) as { log(line: string): void }).log(`skipped: ${LIST} is not on this machine`);
    return;
  }
  interface Published {
    readonly years: Readonly<Record<string, readonly { readonly name: string; readonly date: string }[]>>;
  }
  const published = Object.values((JSON.parse(fs.readFileSync(LIST, "utf8")) as Published).years).flat();
  // Juneteenth is federal since 2021; a demo looks at today, not at the years before.
  const dates = new Set(
    published
      .filter(({ name, date }) => !name.startsWith("Columbus") && date >= "2022")
      .map(({ date }) => date),
  );
  const [from, to] = [
    localDay(toMs("2022-01-01T17:00:00.000Z")).day,
    localDay(toMs("2035-12-31T17:00:00.000Z")).day,
  ];
  const ours = Array.from({ length: to - from + 1 }, (_, i) => from + i)
    .filter(isHoliday)
    .map(dateOf);
  expect(ours.filter((date) => !dates.has(date))).toEqual([]);
  expect([...dates].filter((date) => !ours.includes(date) && date <= "2035-12-31")).toEqual([]);
});
