import * as z from "zod/mini";
import { didYouMean } from "../diagnostics/index.ts";
import { type Cursor, type Findings, inside } from "../reading/index.ts";
import { keysAt } from "./keys-at.ts";

/** The value in its shape, or null after every fault of it was noted where it is written. */
export function checkShape<T>(schema: z.ZodMiniType<T>, at: Cursor, findings: Findings): T | null {
  const parsed = schema.safeParse(at.value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) note(schema, issue, at, findings);
  return null;
}

function note(schema: z.ZodMiniType, issue: z.core.$ZodIssue, at: Cursor, findings: Findings): void {
  const path = issue.path.filter((step) => typeof step !== "symbol");
  const place = inside(at, ...path);
  const name = String(path.at(-1) ?? at.path.at(-1) ?? "the file");
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKeys(schema, issue.keys, path, place, findings);
    case "invalid_union": {
      const nearest = nearestBranch(issue.errors);
      if (nearest && issue.message === "Invalid input") {
        for (const inner of nearest)
          note(schema, { ...inner, path: [...issue.path, ...inner.path] }, at, findings);
        return;
      }
      return findings.error(
        "shape-value",
        place,
        `\`${name}\` ${sentence(issue.message, "is not what may stand here")}`,
      );
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      if (place.value === undefined) return missing(name, at, path, findings);
      const suggestion = typeof place.value === "string" ? didYouMean(place.value, values) : undefined;
      const message = `\`${name}\` must be ${values.length === 1 ? "" : "one of "}${values.join(", ")}`;
      return findings.error("shape-value", place, message, { suggestion });
    }
    case "invalid_type":
      if (place.value === undefined) return missing(name, at, path, findings);
      return findings.error(
        "shape-type",
        place,
        `\`${name}\` must be ${SPOKEN[issue.expected] ?? issue.expected}`,
      );
    default:
      return findings.error(
        "shape-value",
        place,
        `\`${name}\` ${sentence(issue.message, "is not what may stand here")}`,
      );
  }
}

const SPOKEN: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys",
  record: "a map of keys",
};

function unknownKeys(
  schema: z.ZodMiniType,
  keys: readonly string[],
  path: readonly (string | number)[],
  place: Cursor,
  findings: Findings,
): void {
  const known = keysAt(schema, path);
  for (const key of keys) {
    const message = `There is no key \`${key}\` here${known.length > 0 ? `; there is ${known.join(", ")}` : ""}`;
    const suggestion = didYouMean(key, known);
    findings.error("shape-unknown-key", inside(place, key), message, { part: "key", suggestion });
  }
}

/** A missing key is shown at the map that lacks it. */
function missing(name: string, at: Cursor, path: readonly (string | number)[], findings: Findings): void {
  findings.error("shape-missing", inside(at, ...path.slice(0, -1)), `The key \`${name}\` is missing`);
}

/** Of the alternatives the one that fits all but its details: its own kind of value. */
function nearestBranch(
  branches: readonly (readonly z.core.$ZodIssue[])[],
): readonly z.core.$ZodIssue[] | undefined {
  const fits = (branch: readonly z.core.$ZodIssue[]): boolean =>
    branch.every(
      (issue) => issue.path.length > 0 || (issue.code !== "invalid_type" && issue.code !== "invalid_value"),
    );
  return branches.find((branch) => branch.length > 0 && fits(branch));
}

const sentence = (message: string, otherwise: string): string =>
  message === "Invalid input" || message.startsWith("Too ") ? otherwise : message;
