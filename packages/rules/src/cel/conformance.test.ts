import { toEpochMs } from "@corridor/time";
import { describe, expect, test } from "vitest";
import { sharedFiles } from "../testing/shared-data.ts";
import { type Message, readTextproto } from "../testing/textproto.ts";
import { createCel } from "./create-cel.ts";
import type { VarType } from "./types.ts";

/** Files of vectors that nothing of the rules' language is about, and why. */
const NOT_OURS: Readonly<Record<string, string>> = {
  bindings_ext: "cel.bind: rules have `let`",
  block_ext: "cel.block is for optimisers",
  dynamic: "protobuf messages",
  encoders_ext: "base64",
  enums: "protobuf enums: the practice's own are texts",
  math_ext: "math.*",
  namespace: "containers of names",
  network_ext: "addresses of networks",
  optionals: "optional values: rules have has()",
  proto2: "protobuf messages",
  proto2_ext: "protobuf messages",
  proto3: "protobuf messages",
  type_deduction: "the checker's types by their protobuf names",
  unknowns: "partial evaluation",
  wrappers: "protobuf messages",
};

interface Vector {
  readonly id: string;
  readonly file: string;
  readonly test: Message;
}

const one = (message: Message, field: string): unknown => message[field]?.[0];

const files = await sharedFiles("cel-conformance");
const vectors: readonly Vector[] = Object.entries(files ?? {}).flatMap(([name, text]) => {
  if (!name.endsWith(".textproto")) return [];
  const file = name.replace(".textproto", "");
  const sections = (readTextproto(text)["section"] ?? []) as readonly Message[];
  return sections.flatMap((section) =>
    ((section["test"] ?? []) as readonly Message[]).map((test) => ({
      id: `${file}/${one(section, "name")}/${one(test, "name")}`,
      file,
      test,
    })),
  );
});

/** A value of the vectors as rules know it; undefined for kinds of values they do not have. */
function valueOf(value: Message): { readonly is: unknown } | undefined {
  const [kind = ""] = Object.keys(value);
  const inner = one(value, kind);
  switch (kind) {
    case "int64_value":
      return { is: Number(inner) };
    case "double_value":
      return { is: Number(inner) };
    case "string_value":
    case "bool_value":
      return { is: inner };
    case "null_value":
      return { is: null };
    case "list_value": {
      const all = ((inner as Message)["values"] ?? []).map((each) => valueOf(each as Message));
      return all.every((each) => each !== undefined) ? { is: all.map((each) => each.is) } : undefined;
    }
    case "map_value": {
      const all = ((inner as Message)["entries"] ?? []).map(
        (entry) =>
          [
            valueOf(one(entry as Message, "key") as Message),
            valueOf(one(entry as Message, "value") as Message),
          ] as const,
      );
      return all.every(([key, each]) => key && each)
        ? { is: Object.fromEntries(all.map(([key, each]) => [String(key?.is), each?.is])) }
        : undefined;
    }
    case "object_value":
      return timeOf(inner as Message);
  }
  return undefined;
}

function timeOf(object: Message): { readonly is: unknown } | undefined {
  const [type = ""] = Object.keys(object);
  const { seconds, nanos } = (one(object, type) ?? {}) as Message;
  const ms = Number(seconds?.[0] ?? 0) * 1000 + Number(nanos?.[0] ?? 0) / 1e6;
  if (type.endsWith("Duration]")) return { is: ms };
  return type.endsWith("Timestamp]") ? { is: { ms } } : undefined;
}

type Verdict = "agrees" | "differs" | { readonly not: string };

function verdictOn({ test }: Vector): Verdict {
  if (one(test, "disable_check") === true) return { not: "an expression that is not checked" };
  if (one(test, "check_only") === true || test["typed_result"])
    return { not: "the checker's types by their protobuf names" };
  if (test["container"]) return { not: "containers of names" };
  const vars: Record<string, VarType> = {};
  const values: Record<string, unknown> = {};
  for (const declared of (test["type_env"] ?? []) as readonly Message[]) {
    const type = String(
      one((one((one(declared, "ident") ?? {}) as Message, "type") ?? {}) as Message, "primitive") ?? "",
    );
    const known = ({ BOOL: "bool", INT64: "int", DOUBLE: "double", STRING: "string" } as const)[type];
    if (!known) return { not: "names of a type that rules have not" };
    vars[String(one(declared, "name"))] = known;
  }
  for (const bound of (test["bindings"] ?? []) as readonly Message[]) {
    const value = valueOf(one(one(bound, "value") as Message, "value") as Message);
    if (!value) return { not: "values of a kind that rules have not" };
    values[String(one(bound, "key"))] = value.is;
  }
  const source = String(one(test, "expr"));
  const compiled = createCel({}, vars).compile(source, "any");
  const failed = test["eval_error"] !== undefined;
  if (!compiled.ok)
    return failed ? "agrees" : { not: `${compiled.errors[0]?.code}: ${compiled.errors[0]?.message}` };
  const said = compiled.expr.evaluate({ now: "2026-11-02T15:00:00.000Z", zone: "UTC", ...values });
  if (failed) return said.ok ? "differs" : "agrees";
  const expected = test["value"] ? valueOf(one(test, "value") as Message) : { is: true };
  if (!expected) return { not: "values of a kind that rules have not" };
  if (!said.ok) return { not: `fails: ${said.message}` };
  return same(said.value, expected.is) ? "agrees" : "differs";
}

function same(is: unknown, expected: unknown): boolean {
  if (typeof expected === "object" && expected !== null && "ms" in expected)
    return toEpochMs(String(is)) === expected.ms;
  if (Array.isArray(expected))
    return (
      Array.isArray(is) && is.length === expected.length && expected.every((each, i) => same(is[i], each))
    );
  if (typeof expected === "object" && expected !== null)
    return (
      typeof is === "object" &&
      is !== null &&
      Object.keys(is).length === Object.keys(expected).length &&
      Object.entries(expected).every(([key, each]) => same((is as Record<string, unknown>)[key], each))
    );
  return Object.is(is, expected) || is === expected;
}
/** Where ours says something else, by name, and why that is left so. */
const DIFFERENT: Readonly<Record<string, string>> = {
  "fields/qualified_identifier_resolution/map_value_repeat_key": "the last of a repeated key counts",
  "string_ext/ascii_casing/lowerascii_unicode": "letters beyond ASCII change their case too",
  "string_ext/ascii_casing/lowerascii_unicode_with_space": "letters beyond ASCII change their case too",
  "string_ext/ascii_casing/upperascii_unicode": "letters beyond ASCII change their case too",
  "string_ext/trim/unicode_space_chars_1": "spaces are those of JavaScript",
  "string_ext/trim/unicode_no_trim": "spaces are those of JavaScript",
  "timestamps/timestamp_range/from_string_under": "times reach as far as Temporal does",
  "timestamps/timestamp_range/add_duration_over": "times reach as far as Temporal does",
  "timestamps/timestamp_range/sub_time_duration_over": "times reach as far as Temporal does",
  "timestamps/timestamp_range/sub_time_duration_under": "times reach as far as Temporal does",
  "timestamps/duration_range/from_string_over": "durations are exact milliseconds",
  "timestamps/duration_range/add_over": "durations are exact milliseconds",
};

const claimed = vectors.filter(({ file }) => !Object.hasOwn(NOT_OURS, file));
const verdicts = claimed.map((vector) => ({ id: vector.id, verdict: verdictOn(vector) }));

describe.skipIf(!files)("the official vectors of CEL", () => {
  test("agree where they are claimed, but for those that are named", () => {
    expect(vectors.length).toBe(2_456);
    expect(verdicts.filter(({ verdict }) => verdict === "differs").map(({ id }) => id)).toEqual(
      Object.keys(DIFFERENT),
    );
    expect(verdicts.filter(({ verdict }) => verdict === "agrees").length).toBe(598);
  });

  test("that are not claimed are listed, each with its reason", async () => {
    const byReason = new Map<string, string[]>(
      Object.entries(NOT_OURS).map(([file, why]) => [why, [`${file}/*`]]),
    );
    for (const { id, verdict } of verdicts) {
      if (typeof verdict !== "object") continue;
      byReason.set(verdict.not, [...(byReason.get(verdict.not) ?? []), id]);
    }
    const list = [...byReason].map(([why, ids]) => `${why}\n${ids.map((id) => `  ${id}\n`).join("")}`).sort();
    await expect(list.join("\n")).toMatchFileSnapshot("conformance.not-claimed.txt");
  });
});
