import { describe, expect, test } from "vitest";
import { ACTIONS } from "./actions/index.ts";
import { hashOf } from "./hash.ts";
import { jsonSchema, type SchemaKind } from "./json-schema.ts";
import { KEY_DOCS } from "./key-docs.ts";
import { DEEDS } from "./suites/read-deed.ts";
import { TRIGGERS } from "./triggers/index.ts";

/** A change here is a change of the language: look at it, then take over the new number. */
const HASHES: Readonly<Record<SchemaKind, string>> = {
  practice: "47351143fcbd",
  lifecycle: "ce679e175a1a",
  policies: "d74586179142",
  rules: "7732c8da54a1",
  tests: "c2925d7a74fe",
};

describe("the schema for editors", () => {
  test.each(Object.entries(HASHES))("of %s is the one that was looked at", (kind, hash) => {
    expect(hashOf(jsonSchema(kind as SchemaKind)).slice(0, 12)).toBe(hash);
  });

  test("knows every trigger and every action", () => {
    const { $defs } = jsonSchema("rules") as {
      readonly $defs: Record<string, { readonly anyOf: readonly object[] }>;
    };
    expect($defs["trigger"]?.anyOf).toHaveLength(TRIGGERS.length);
    // One more: a bare `stop`.
    expect($defs["action"]?.anyOf).toHaveLength(ACTIONS.length + 1);
    expect(JSON.stringify($defs["action"])).toContain('"required":["message"]');
  });

  test("leaves nothing of an action's inside to chance", () => {
    const text = JSON.stringify(jsonSchema("rules"));
    expect(text).toContain('"choose":{"type":"array","items":{"$ref":"#/$defs/arm"}');
    expect(text).toContain('"then":{"type":"array","items":{"$ref":"#/$defs/action"}}');
  });

  test("says of every key of a file of tests what it is for, and knows all that a step can do", () => {
    const untold: string[] = [];
    const walk = (schema: unknown, path: string): void => {
      if (Array.isArray(schema)) for (const one of schema) walk(one, path);
      if (typeof schema !== "object" || schema === null) return;
      for (const [word, inner] of Object.entries(schema)) {
        if (word === "properties")
          for (const [key, one] of Object.entries(inner as Record<string, { description?: string }>)) {
            if (one.description === undefined) untold.push(`${path}.${key}`);
            walk(one, `${path}.${key}`);
          }
        else walk(inner, path);
      }
    };
    walk(jsonSchema("tests"), "");
    expect(untold).toEqual([]);
    const deeds = Object.keys(KEY_DOCS.tests).filter((key) => key.startsWith("do.") && key !== "do.card");
    expect(deeds.map((key) => key.slice(3)).sort()).toEqual(Object.keys(DEEDS).sort());
  });

  test("says what each word is for", () => {
    expect(JSON.stringify(jsonSchema("practice"))).toContain("Opening hours by name");
    expect(JSON.stringify(jsonSchema("rules"))).toContain("- assign: { role: front_desk");
  });
});
