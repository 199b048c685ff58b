import { expect, test } from "vitest";
import { readWhen } from "./dates.ts";
import { type ImportItem, type ReadBundle, readBundle } from "./index.ts";

// Pure packages have no types for node, so what the test needs of it is named here.
interface Files {
  existsSync(path: string): boolean;
  readdirSync(path: string): readonly string[];
  readFileSync(path: string): Uint8Array;
}
interface Zlib {
  gunzipSync(bytes: Uint8Array): { toString(): string };
}
const node = async (name: string): Promise<unknown> => import(/* @vite-ignore */ `node:${name}`);

/** The checkout's neighbour `shared`. */
const FOLDER = decodeURI((import.meta as unknown as { readonly url: string }).url)
  .replace(/^file:\/\//, "")
  .replace(/packages\/fhir\/src\/[^/]+$/, "../shared/data/fhir-synthea-r4");

/** All 27 files, or null, with a line about it, on a machine that does not have them. */
async function bundles(asOf: string): Promise<readonly ReadBundle[] | null> {
  const [fs, zlib] = [(await node("fs")) as Files, (await node("zlib")) as Zlib];
  if (!fs.existsSync(FOLDER)) {
    ((await node("console")) as { log(line: string): void }).log(`skipped: ${FOLDER} is not on this machine`);
    return null;
  }
  const files = fs.readdirSync(FOLDER).filter((name) => name.endsWith(".json.gz"));
  return files.map((name) =>
    readBundle(zlib.gunzipSync(fs.readFileSync(`${FOLDER}/${name}`)).toString(), { asOf }),
  );
}

const cardsOf = (read: readonly ReadBundle[]) =>
  read
    .flatMap(({ items }) => items)
    .flatMap((item) => (item.command.type === "import" ? [item.command] : []));
const unique = (items: readonly ImportItem[], kind: string) =>
  new Set(items.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subject.id)).size;

test("the sample patients come whole: 25 patients, 568 cards, 701 claims, 568 explanations of benefit", async () => {
  const read = await bundles("2018-08-20");
  if (!read) return;
  const items = read.flatMap((one) => one.items);
  expect(read.flatMap((one) => one.rejected)).toEqual([]);
  expect([unique(items, "patient"), unique(items, "person"), unique(items, "card")]).toEqual([25, 102, 568]);
  const claims = cardsOf(read).flatMap((card) => card.claims);
  expect(new Set(claims.map(({ id }) => id)).size).toBe(701 + 568);
  expect(claims.filter(({ kind }) => kind === "claim")).toHaveLength(701);
  const sum = (field: string) =>
    cardsOf(read).reduce((total, { fields }) => total + Number(fields[field]), 0);
  expect([sum("claim.count"), sum("claim.amount_cents")]).toEqual([701, 332_502_282]);
  // Each payment is rounded to the cent; the published total is not.
  expect(Math.abs(sum("claim.paid_cents") - 257_648_626)).toBeLessThan(100);
  // Four death certificates name nobody who was there; ten pairs began together.
  const warnings = read.flatMap((one) => one.warnings).map(({ reason }) => reason);
  expect(warnings.filter((reason) => reason.startsWith("No provider is named"))).toHaveLength(4);
  expect(warnings.filter((reason) => reason.startsWith("The provider has another visit"))).toHaveLength(20);
  expect(warnings).toHaveLength(24);
  expect(new Set(cardsOf(read).map(({ location }) => location)).size).toBe(30);
});

test("as of 2018-08-20 they stand where an independent count has them", async () => {
  const read = await bundles("2018-08-20");
  if (!read) return;
  const stages = new Map<string, number>();
  for (const { at } of cardsOf(read)) {
    const stage = at.split(".")[0] ?? "";
    stages.set(stage, (stages.get(stage) ?? 0) + 1);
  }
  expect(Object.fromEntries(stages)).toEqual({
    scheduling: 101,
    treatment: 3,
    follow_up: 4,
    billing: 5,
    closed: 455,
  });
});

test("a card's patient and provider are in the file before it", async () => {
  for (const { items } of (await bundles("2018-08-20")) ?? []) {
    const known = new Set<string>();
    for (const { subject, command } of items) {
      known.add(subject.id);
      if (command.type !== "import") continue;
      expect(known).toContain(command.patient);
      if (command.appointment) expect(known).toContain(command.appointment.provider);
    }
  }
});

test("no provider is booked twice, over all files", async () => {
  const read = await bundles("2018-08-20");
  if (!read) return;
  const booked = cardsOf(read).flatMap(({ appointment }) => appointment ?? []);
  const inOrder = booked.toSorted((a, b) =>
    `${a.provider} ${a.start}` < `${b.provider} ${b.start}` ? -1 : 1,
  );
  const ms = (start: string) => readWhen(start)?.ms ?? 0;
  const clashes = inOrder.filter(({ provider, start, minutes }, i) => {
    const next = inOrder[i + 1];
    return next?.provider === provider && ms(next.start) < ms(start) + minutes * 60_000;
  });
  expect(clashes).toEqual([]);
  expect(booked).toHaveLength(564);
});
