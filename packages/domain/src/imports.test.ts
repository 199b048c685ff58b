import { describe, expect, it } from "vitest";

interface Files {
  readFileSync(path: string, as: "utf8"): string;
  readdirSync(path: string, how: { recursive: true }): string[];
}

// Pure packages have no types for Node, so what the test needs of it is named here.
const [name, here] = ["node:fs", import.meta as unknown as { readonly dirname: string }];
const files = (await import(name)) as Files;
const all = files.readdirSync(here.dirname, { recursive: true }).filter((path) => path.endsWith(".ts"));
const source = all.filter((path) => !path.endsWith(".test.ts") && !path.startsWith("testing/"));

const STATEMENT = /^(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"/gm;

/** What a file imports: other files by their path, packages by name. Types alone leave nothing behind, so they count on request. */
function importsOf(path: string, types: boolean): string[] {
  const folder = path.split("/").slice(0, -1);
  const statements = [...files.readFileSync(`${here.dirname}/${path}`, "utf8").matchAll(STATEMENT)];
  return statements
    .filter(([, type]) => types || type === undefined)
    .map(([, , target = ""]) => (target.startsWith(".") ? resolve(folder, target) : target));
}

function resolve(folder: readonly string[], target: string): string {
  const steps: string[] = [...folder];
  for (const step of target.split("/"))
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  return steps.join("/");
}

/** All that is loaded with a file. */
function loadedWith(start: string): ReadonlySet<string> {
  const loaded = new Set([start]);
  for (const path of loaded)
    if (path.endsWith(".ts")) for (const next of importsOf(path, false)) loaded.add(next);
  return loaded;
}

describe("the domain", () => {
  it("stands on three packages and nothing else", () => {
    const packages = source
      .flatMap((path) => importsOf(path, true))
      .filter((target) => !target.endsWith(".ts"));
    expect([...new Set(packages)].sort()).toEqual(["fractional-indexing", "xstate", "zod/mini"]);
  });

  it("does not lean on its own tests", () => {
    const leaning = source.filter((path) =>
      importsOf(path, true).some((target) => target.startsWith("testing/")),
    );
    expect(leaning).toEqual([]);
  });

  it("asks XState in one file only", () => {
    expect(source.filter((path) => importsOf(path, true).includes("xstate"))).toEqual(["machine.ts"]);
  });

  it("brings the test language without a test runner, so that other packages can speak it", () => {
    const packages = [...loadedWith("testing/index.ts")].filter((path) => !path.endsWith(".ts"));
    expect(packages.sort()).toEqual(["fractional-indexing", "xstate", "zod/mini"]);
  });
});

describe("what a browser loads to show a board", () => {
  const loaded = loadedWith("board/index.ts");

  it("is the fold, the legal moves and the order of a column", () => {
    for (const needed of ["board/fold.ts", "legal.ts", "machine.ts", "rank.ts"])
      expect(loaded).toContain(needed);
  });

  it("is not zod, and none of the commands, events and decisions", () => {
    const heavy = [...loaded].filter((path) => path.startsWith("zod") || path.startsWith("decide/"));
    expect(heavy).toEqual([]);
    for (const other of ["commands.ts", "events.ts", "card.ts"]) expect(loaded).not.toContain(other);
  });
});
