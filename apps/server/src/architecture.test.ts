import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");

/** Who may import whom within the house. Nothing points up. */
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  time: [],
  rules: ["domain", "time"],
  protocol: ["domain"],
  engine: ["domain", "time", "rules"],
  trials: ["domain", "time", "rules", "engine"],
  store: ["domain", "engine"],
  client: ["domain", "protocol"],
  fhir: ["domain", "engine"],
  demo: ["domain", "engine"],
  server: ["domain", "time", "rules", "protocol", "engine", "trials", "store", "fhir", "demo"],
  board: ["client", "domain", "rules", "protocol"],
  cli: ["domain", "time", "rules", "protocol", "engine", "trials", "store", "server", "fhir", "demo"],
};

/** What the ground may take from outside; the upper floors choose for themselves. */
const mayTake: Record<string, readonly string[]> = {
  domain: ["zod", "xstate", "fractional-indexing"],
  time: ["temporal-polyfill", "croner"],
  rules: ["zod", "yaml", "@marcbachmann/cel-js", "@noble/hashes", "temporal-polyfill"],
  protocol: ["zod"],
  engine: ["@noble/hashes"],
};

interface Manifest {
  readonly name: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const house = globSync("{packages,apps}/*/package.json", { cwd: root }).map((path) => {
  const manifest = JSON.parse(readFileSync(join(root, path), "utf8")) as Manifest;
  return { name: basename(dirname(path)), folder: dirname(path), manifest };
});

/** Splits a manifest's dependencies into packages of the house and packages from outside. */
function declared(manifest: Manifest) {
  const all = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  const ours = [...all, ...Object.keys(manifest.devDependencies ?? {})];
  return {
    inside: ours
      .filter((name) => name.startsWith("@corridor/"))
      .map((name) => name.slice("@corridor/".length)),
    outside: all.filter((name) => !name.startsWith("@corridor/")),
  };
}

/** The packages of the house which the sources under `folder` name in an import, with the file that does. */
function imported(folder: string) {
  const files = globSync("{src,e2e,bench}/**/*.{ts,tsx}", { cwd: join(root, folder) });
  return files.flatMap((file) => {
    const text = readFileSync(join(root, folder, file), "utf8");
    const names = [...text.matchAll(/(?:from|import)\s*\(?\s*"@corridor\/([a-z]+)/g)].map(
      (match) => match[1],
    );
    return names.flatMap((name) => (name === undefined ? [] : [{ file: join(folder, file), name }]));
  });
}

test("every package of the house is named as its folder", () => {
  expect(house.map((it) => it.manifest.name).sort()).toEqual(
    house.map((it) => `@corridor/${it.name}`).sort(),
  );
});

describe.each(house)("$name", ({ name, folder, manifest }) => {
  const { inside, outside } = declared(manifest);

  test("has its place in the house", () => {
    expect(mayImport, `${name} has no line in the table above: say what it may import`).toHaveProperty(name);
  });

  test("declares only what it may import", () => {
    const allowed = mayImport[name] ?? [];
    const ground = mayTake[name];
    const faults = [
      ...inside.filter((it) => !allowed.includes(it)),
      ...(ground === undefined ? [] : outside.filter((it) => !ground.includes(it))),
    ];
    expect(faults.map((it) => `${name} may not import ${it}`)).toEqual([]);
  });

  test("imports only what it declares", () => {
    const undeclared = imported(folder).filter((it) => it.name !== name && !inside.includes(it.name));
    expect(undeclared.map((it) => `${it.file} imports ${it.name}, which ${name} does not declare`)).toEqual(
      [],
    );
  });
});
