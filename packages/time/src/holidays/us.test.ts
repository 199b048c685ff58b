import { expect, test } from "vitest";
import { us } from "./us.ts";

const LIST = decodeURI((import.meta as unknown as { readonly url: string }).url)
  .replace(/^file:\/\//, "")
  .replace(
    /packages\/time\/src\/holidays\/[^/]+$/,
    "../shared/data/codes/us-federal-holidays-2015-2035.json",
  );

interface Published {
  readonly years: Readonly<Record<string, readonly { readonly name: string; readonly date: string }[]>>;
}

// Pure packages have no types for node, so what the test needs of it is named here.
interface Files {
  existsSync(path: string): boolean;
  readFileSync(path: string, as: "utf8"): string;
}
const node = async (name: string): Promise<unknown> => import(name);

/** The published list, or undefined on a machine that does not have it. */
async function published(): Promise<Published | undefined> {
  const fs = (await node("node:fs")) as Files;
  return fs.existsSync(LIST) ? (JSON.parse(fs.readFileSync(LIST, "utf8")) as Published) : undefined;
}

test("our federal holidays are the published ones, 2015 to 2035", async () => {
  const list = await published();
  if (!list) {
    const { log } = (await node("node:console")) as { log(line: string): void };
    log(`skipped: ${LIST} is not on this machine`);
    return;
  }
  const sorted = (days: readonly { readonly name: string; readonly date: string }[]) =>
    days.map((d) => `${d.date} ${d.name}`).sort();
  expect(Object.keys(list.years)).toHaveLength(21);
  for (const [year, days] of Object.entries(list.years))
    expect(sorted(us.of(Number(year)))).toEqual(sorted(days));
});

test("a holiday on a weekend is observed on the nearest weekday", () => {
  const of = (year: number, id: string) => us.of(year).find((h) => h.id === id)?.date;
  expect(of(2026, "independence-day")).toBe("2026-07-03");
  expect(of(2027, "independence-day")).toBe("2027-07-05");
  expect(of(2022, "new-years-day")).toBe("2021-12-31");
  expect(of(2026, "columbus-day")).toBe("2026-10-12");
});
