import { expect, test } from "vitest";
import * as z from "zod/mini";
import { CODES, type Diagnostic, sarifOf } from "./index.ts";

const Text = z.strictObject({ text: z.string().check(z.minLength(1)) });
const Whole = z.int().check(z.gte(1));

/** What SARIF 2.1.0 demands of the parts that are written; nothing else may stand in them. */
const Log = z.strictObject({
  $schema: z.string(),
  version: z.literal("2.1.0"),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string(),
            rules: z.array(
              z.strictObject({
                id: z.string(),
                shortDescription: Text,
                help: z.strictObject({ text: z.string(), markdown: z.string() }),
              }),
            ),
          }),
        }),
        columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: z.int().check(z.gte(0)),
            level: z.enum(["none", "note", "warning", "error"]),
            message: Text,
            locations: z.array(
              z.strictObject({
                physicalLocation: z.strictObject({
                  artifactLocation: z.strictObject({ uri: z.string().check(z.regex(/^[\w.%/~-]+$/)) }),
                  region: z.strictObject({
                    startLine: Whole,
                    startColumn: Whole,
                    endColumn: z.optional(Whole),
                  }),
                }),
              }),
            ),
          }),
        ),
      }),
    )
    .check(z.minLength(1)),
});

const at = { file: "my rules/a.rules.yaml", line: 3, column: 7 } as const;
const found: readonly Diagnostic[] = [
  {
    ...at,
    code: "name-unknown",
    severity: "error",
    message: "There is no role",
    suggestion: "nurse",
    endColumn: 9,
  },
  { ...at, code: "choose-else", severity: "warning", message: "Say so" },
  { ...at, line: 9, code: "name-unknown", severity: "error", message: "There is no stage" },
];

test("a SARIF log has the structure the standard demands", () => {
  const { runs } = Log.parse(sarifOf(found));
  const [run] = runs;
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(["choose-else", "name-unknown"]);
  for (const { ruleId, ruleIndex } of run?.results ?? [])
    expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(run?.results[0]).toMatchObject({
    ...{ level: "error", message: { text: 'There is no role — did you mean "nurse"?' } },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "my%20rules/a.rules.yaml" },
          region: { startLine: 3, startColumn: 7, endColumn: 9 },
        },
      },
    ],
  });
});

test("a SARIF log can be written of every code, and of nothing found", () => {
  const all = Object.keys(CODES).map(
    (code): Diagnostic => ({ ...at, code: code as Diagnostic["code"], severity: "error", message: "M" }),
  );
  expect(Log.safeParse(sarifOf(all)).success).toBe(true);
  expect(Log.parse(sarifOf([])).runs[0]?.results).toEqual([]);
});
