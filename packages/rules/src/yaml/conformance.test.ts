import { expect, test } from "vitest";
import { sharedFiles } from "../testing/shared-data.ts";
import { readYaml } from "./read-yaml.ts";

interface Case {
  readonly id: string;
  readonly yaml: string;
  readonly json: string | undefined;
  readonly invalid: boolean;
}

/** The official cases, or null where they are not on this machine. */
async function cases(): Promise<readonly Case[] | null> {
  const files = await sharedFiles("yaml-test-suite");
  if (!files) return null;
  return Object.keys(files).flatMap((name) => {
    if (!name.endsWith("/in.yaml")) return [];
    const id = name.slice(0, -"/in.yaml".length);
    return [
      { id, yaml: files[name] as string, json: files[`${id}/in.json`], invalid: `${id}/error` in files },
    ];
  });
}
const all = await cases();
const valid = (all ?? []).filter((one) => !one.invalid);

test.skipIf(!all)("every invalid document of the YAML test suite is refused, with a place", () => {
  const invalid = (all ?? []).filter((one) => one.invalid);
  const through = invalid.filter(({ id, yaml }) => readYaml(id, yaml).ok).map(({ id }) => id);
  expect([invalid.length, through]).toEqual([94, []]);
});

/** Valid YAML that strict files leave out, by the code that says so. */
const REFUSED = {
  "yaml-anchor": 28,
  "yaml-character": 45,
  "yaml-document": 35,
  "yaml-key": 19,
  "yaml-tag": 27,
};

test.skipIf(!all)("valid documents beyond the strict subset are refused for a reason of ours", () => {
  const reasons: Record<string, number> = {};
  for (const { id, yaml } of valid) {
    const read = readYaml(id, yaml);
    const first = read.ok ? undefined : read.diagnostics[0];
    if (first) reasons[first.code] = (reasons[first.code] ?? 0) + 1;
  }
  expect(reasons).toEqual(REFUSED);
});

test.skipIf(!all)("all other valid documents are read as they say", () => {
  const read = valid.flatMap(({ id, yaml, json }) => {
    const file = readYaml(id, yaml);
    return file.ok && json !== undefined ? [{ id, is: file.value, json }] : [];
  });
  expect(read).toHaveLength(153);
  for (const { id, is, json } of read) expect([id, is]).toEqual([id, JSON.parse(json)]);
});
