import { describe, expect, it } from "vitest";
import { isRejection, reject, rejections } from "./rejection.ts";

interface Files {
  readFileSync(path: string, as: "utf8"): string;
  readdirSync(path: string, how: { recursive: true }): string[];
}

// Pure packages have no types for Node, so what the test needs of it is named here.
const [name, here] = ["node:fs", import.meta as unknown as { readonly dirname: string }];
const files = (await import(name)) as Files;
const read = (path: string) => files.readFileSync(`${here.dirname}/${path}`, "utf8");

interface Row {
  readonly code: string;
  readonly kind: string;
  readonly when: string;
  readonly reads: string;
  readonly todo: string;
}

/** The rows of REJECTIONS.md: code, kind, when, what is read, what to do. */
const rows = read("../REJECTIONS.md")
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line): Row => {
    const [code = "", kind = "", when = "", reads = "", todo = ""] = line
      .split("|")
      .map((cell) => cell.trim())
      .slice(1);
    return { code: code.replaceAll("`", ""), kind, when, reads, todo };
  });

/** A template as the list writes it: whatever is filled in is an ellipsis. */
const elided = (text: string) => text.replaceAll(/\$\{[^}]*\}/g, "…");

const source = files
  .readdirSync(here.dirname, { recursive: true })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.startsWith("testing"))
  .map(read)
  .join("\n");

/** Every `reject(code, sentence)` of the domain whose sentence stands in the call itself. */
const said = [...source.matchAll(/reject\(\s*"(\w+)",\s*(?:"([^"]*)"|`([^`]*)`)/g)].map(
  ([, code = "", plain, template]) => [code, elided(plain ?? template ?? "")] as const,
);

/** Said by the engine or the server, which the domain does not know. */
const ELSEWHERE = new Set(["version_conflict", "key_reused", "timer_unknown", "not_allowed", "too_much"]);

describe("REJECTIONS.md", () => {
  it("lists every code, and each once", () => {
    expect(rows.map((row) => row.code).sort()).toEqual(Object.keys(rejections).sort());
  });

  it.each(rows)("knows $code as the source does, and says everything about it", (row) => {
    expect(row.kind).toBe(rejections[row.code as keyof typeof rejections]);
    for (const cell of [row.when, row.reads, row.todo]) expect(cell).not.toBe("");
  });

  it.each(said)("tells of %s the sentence “%s”", (code, sentence) => {
    expect(rows.find((row) => row.code === code)?.reads).toContain(`“${sentence}”`);
  });

  it.each(rows.filter((row) => !ELSEWHERE.has(row.code)))("invents no sentence for $code", ({ reads }) => {
    for (const [, sentence = ""] of reads.matchAll(/“([^”]*)”/g)) expect(elided(source)).toContain(sentence);
  });
});

describe("a rejection", () => {
  it("is what `reject` makes", () => {
    const no = reject("card_unknown", "There is no such card");
    expect(no).toEqual({ rejected: true, code: "card_unknown", because: "There is no such card" });
    expect(isRejection(no)).toBe(true);
  });

  it.each([null, undefined, [], {}, "rejected", 0])("is not %j", (value) => {
    expect(isRejection(value)).toBe(false);
  });

  it("is said by the domain only under codes that are listed", () => {
    const codes: readonly string[] = Object.keys(rejections);
    expect(said.filter(([code]) => !codes.includes(code))).toEqual([]);
  });
});
