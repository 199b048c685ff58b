import * as z from "zod/mini";
import { didYouMean } from "../diagnostics/index.ts";
import { type Cursor, type Findings, inside, isMap } from "../reading/index.ts";
import type { YamlValue } from "../yaml/index.ts";
import { keysAt } from "./keys-at.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];
type Value = Cursor["value"];

/** The value in its shape, or null after every fault of it was noted where it is written. */
export function checkShape<T>(schema: z.ZodMiniType<T>, at: Cursor, findings: Findings): T | null {
  const parsed = schema.safeParse(at.value);
  if (parsed.success) return parsed.data;
  const again = findings.reviving ? schema.safeParse(heldInBounds(at, parsed.error.issues)) : parsed;
  if (again.success) {
    for (const { path, message } of parsed.error.issues)
      findings.strict("shape-value", inside(at, ...(path as Path)), `\`${String(path.at(-1))}\` ${message}`);
    return again.data;
  }
  const issues = parsed.error.issues.flatMap((issue) => nearest(issue, inside(at, ...pathOf(issue)).value));
  const meant = new Set(issues.flatMap((issue) => unknownKeys(schema, issue, at, findings)));
  for (const issue of issues) if (issue.code !== "unrecognized_keys") note(issue, at, meant, findings);
  return null;
}

/** The value with the numbers that are too large or too small brought to the nearest that may stand there. */
const heldInBounds = (at: Cursor, issues: readonly Issue[]): Value =>
  issues.reduce<Value>((value, issue) => {
    if (issue.code !== "too_big" && issue.code !== "too_small") return value;
    const nearest = Number(issue.code === "too_big" ? issue.maximum : issue.minimum);
    return replaced(value, pathOf(issue), (was) => (typeof was === "number" ? nearest : was));
  }, at.value);

function replaced(value: Value, [key, ...rest]: Path, by: (was: Value) => Value): Value {
  if (key === undefined) return by(value);
  if (Array.isArray(value))
    return value.map((one: YamlValue, i) => (i === key ? (replaced(one, rest, by) as YamlValue) : one));
  if (!isMap(value) || value[key] === undefined) return value;
  return { ...value, [key]: replaced(value[key], rest, by) as YamlValue };
}

const pathOf = (issue: Issue): Path => issue.path.filter((step) => typeof step !== "symbol");

/** Of alternatives the one that was meant: the same kind of value with the fewest faults. */
function nearest(issue: Issue, value: unknown): readonly Issue[] {
  if (issue.code !== "invalid_union" || issue.message !== GENERIC) return [issue];
  const sameKind = issue.errors.filter((branch) =>
    branch.every((one) => one.path.length > 0 || INNER.has(one.code)),
  );
  const choices = issue.errors.filter((branch) => branch.every((one) => one.code === "invalid_value"));
  const branches = sameKind.length > 0 ? sameKind : typeof value === "string" ? choices : [];
  const [best] = branches.toSorted((a, b) => a.length - b.length);
  return (
    best?.flatMap((one) => nearest({ ...one, path: [...issue.path, ...one.path] }, undefined)) ?? [issue]
  );
}

/** Faults inside a value of the right kind. */
const INNER: ReadonlySet<string> = new Set([
  "unrecognized_keys",
  "custom",
  "too_small",
  "too_big",
  "invalid_format",
]);
const GENERIC = "Invalid input";

/** Notes keys nobody knows; the paths of those that were meant instead. */
function unknownKeys(schema: z.ZodMiniType, issue: Issue, at: Cursor, findings: Findings): readonly string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = pathOf(issue);
  const place = inside(at, ...path);
  const known = keysAt(schema, path);
  return issue.keys.flatMap((key) => {
    const suggestion = didYouMean(key, known);
    const listed = suggestion === undefined && known.length > 0 ? `; there is ${known.join(", ")}` : "";
    const message = `There is no key \`${key}\` here${listed}`;
    findings.error("shape-unknown-key", inside(place, key), message, { part: "key", suggestion });
    return suggestion === undefined ? [] : [[...path, suggestion].join("\n")];
  });
}

function note(issue: Issue, at: Cursor, meant: ReadonlySet<string>, findings: Findings): void {
  const path = pathOf(issue);
  const place = inside(at, ...path);
  const name = String([...at.path, ...path].findLast((step) => typeof step === "string") ?? "the file");
  if (place.value === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value")) {
    // A missing key is shown at the map that lacks it, unless it stands there mistyped.
    if (meant.has(path.join("\n"))) return;
    return findings.error(
      "shape-missing",
      inside(at, ...path.slice(0, -1)),
      `The key \`${name}\` is missing`,
    );
  }
  switch (issue.code) {
    case "invalid_type":
      return findings.error(
        "shape-type",
        place,
        `\`${name}\` must be ${SPOKEN[issue.expected] ?? issue.expected}`,
      );
    case "invalid_value": {
      const values = issue.values.map(String);
      const suggestion = typeof place.value === "string" ? didYouMean(place.value, values) : undefined;
      const message = `\`${name}\` must be ${values.length === 1 ? "" : "one of "}${values.join(", ")}`;
      return findings.error("shape-value", place, message, { suggestion });
    }
    case "custom": {
      const suggestion = issue.params?.["suggestion"] as string | undefined;
      return findings.error("shape-value", place, issue.message, { suggestion });
    }
    default: {
      const said = issue.message === GENERIC ? "is not what may stand here" : issue.message;
      return findings.error("shape-value", place, `\`${name}\` ${said}`);
    }
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
