import * as z from "zod/mini";
import { ACTIONS } from "./actions/index.ts";
import type { Doc, KeyDocs } from "./doc.ts";
import { KEY_DOCS } from "./key-docs.ts";
import { LifecycleFile } from "./lifecycle/index.ts";
import { LevelSpec, PoliciesFile, PolicySpec } from "./policies/index.ts";
import { PracticeFile } from "./practice/index.ts";
import { RulesFile, RuleSpec } from "./rules/index.ts";
import { TestsFile } from "./suites/schema.ts";
import { TableSpec } from "./tables/index.ts";
import { TRIGGERS } from "./triggers/index.ts";

/** Kinds of files that have a schema. */
export const SCHEMA_KINDS = ["practice", "lifecycle", "policies", "rules", "tests"] as const;
export type SchemaKind = (typeof SCHEMA_KINDS)[number];
type Json = Readonly<Record<string, unknown>>;

/** Memo only: an editor asks at every key. */
const made = new Map<SchemaKind, Json>();

/** The JSON Schema of a kind of file, for editors: made of the schemas the files are checked with. */
export function jsonSchema(kind: SchemaKind): Json {
  const schema = made.get(kind) ?? makeSchema(kind);
  made.set(kind, schema);
  return schema;
}

function makeSchema(kind: SchemaKind): Json {
  if (kind === "practice") return described(schemaOf(PracticeFile), KEY_DOCS.practice);
  if (kind === "lifecycle") return described(schemaOf(LifecycleFile), KEY_DOCS.lifecycle);
  if (kind === "policies") return policiesSchema();
  if (kind === "tests") return testsSchema();
  const file = described(schemaOf(RulesFile), KEY_DOCS.rules);
  const properties = file["properties"] as Readonly<Record<string, Json>>;
  return {
    ...file,
    properties: {
      ...properties,
      tables: tablesSchema(),
      rules: { ...properties["rules"], ...listOf("rule") },
    },
    $defs: definitions(),
  };
}

const tablesSchema = (): Json => ({
  type: "object",
  description: KEY_DOCS.rules["tables"],
  additionalProperties: described(part(TableSpec), KEY_DOCS.rules),
});

function policiesSchema(): Json {
  const file = schemaOf(PoliciesFile);
  const properties = file["properties"] as Json;
  const level = part(LevelSpec, { then: listOf("action") });
  const policy = part(PolicySpec, {
    done_when: ref("condition"),
    levels: { type: "array", minItems: 1, items: level },
    exhausted: listOf("action"),
  });
  const escalations = { ...(properties["escalations"] as Json), additionalProperties: policy };
  const { action, arm, condition } = definitions();
  return {
    ...described({ ...file, properties: { ...properties, escalations } }, KEY_DOCS.policies),
    $defs: { action, arm, condition },
  };
}

const DEED = "do.";

/** What a step does is read deed by deed; editors know the names of all of them. */
function testsSchema(): Json {
  const named = (key: string): Json => ({ description: KEY_DOCS.tests[key] });
  const deeds = Object.keys(KEY_DOCS.tests).filter((key) => key.startsWith(DEED));
  const properties = Object.fromEntries(deeds.map((key) => [key.slice(DEED.length), named(key)]));
  const deed: Json = { type: "object", properties: { ...properties, as: named("as") } };
  const within = (schema: Json): Json => ({
    ...schema,
    ...(schema["properties"] !== undefined && {
      properties: mapValues(schema["properties"] as Json, (one, key) =>
        key === "do" ? { ...(one as Json), anyOf: [deed, { const: "restart" }] } : within(one as Json),
      ),
    }),
    ...(schema["items"] !== undefined && { items: within(schema["items"] as Json) }),
  });
  return within(described(schemaOf(TestsFile), KEY_DOCS.tests));
}

/** The schema with what its keys are for: by `parent.key` where a key means different things, else by `key`. */
function described(schema: Json, docs: KeyDocs, parent = ""): Json {
  const entries = Object.entries(schema).map(([word, part]): [string, unknown] => {
    if (word === "properties")
      return [word, mapValues(part as Json, (one, key) => withDoc(one as Json, docs, parent, key))];
    if (word === "anyOf") return [word, (part as Json[]).map((one) => described(one, docs, parent))];
    const below = word === "items" || (word === "additionalProperties" && typeof part === "object");
    return [word, below ? described(part as Json, docs, parent) : part];
  });
  return Object.fromEntries(entries);
}

function withDoc(schema: Json, docs: KeyDocs, parent: string, key: string): Json {
  const own = described(schema, docs, key);
  const description = docs[`${parent}.${key}`] ?? docs[key];
  return description === undefined ? own : { ...own, description };
}

const mapValues = (map: Json, to: (value: unknown, key: string) => unknown): Json =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, to(value, key)]));

/** The schema of a trigger or action with its doc: what it does on the whole, and what each key is for. */
function withDocs(schema: Json, { what, example, keys }: Doc): Json {
  const description = `${what}\n\n    ${example}`;
  const own = described(schema, keys);
  return { ...own, description };
}

const ref = (name: string): Json => ({ $ref: `#/$defs/${name}` });
const listOf = (name: string): Json => ({ type: "array", items: ref(name) });

function schemaOf(schema: z.ZodMiniType): Json {
  return z.toJSONSchema(schema, { io: "input" }) as Json;
}

/** A schema as part of another, with some keys described better than the check of shapes needs. */
function part(schema: z.ZodMiniType, keys: Json = {}): Json {
  const { $schema: _dialect, ...rest } = schemaOf(schema);
  const properties = rest["properties"] as Json | undefined;
  if (!properties) return rest;
  const known = Object.entries(keys).filter(([key]) => key in properties);
  return { ...rest, properties: { ...properties, ...Object.fromEntries(known) } };
}

function definitions() {
  return {
    rule: described(
      part(RuleSpec, {
        when: { ...listOf("trigger"), minItems: 1 },
        if: ref("condition"),
        ...{ then: listOf("action"), else: listOf("action") },
      }),
      KEY_DOCS.rules,
    ),
    trigger: {
      anyOf: TRIGGERS.map(({ schema, doc }) =>
        withDocs(part(schema, { where: ref("condition"), pause_while: ref("condition") }), doc),
      ),
    },
    action: {
      anyOf: [
        ...ACTIONS.map(({ key, schema, doc }) => only(key, withDocs(actionPart(key, schema), doc))),
        { const: "stop", description: STOP_DOC },
      ],
    },
    arm: {
      anyOf: [
        object({ if: ref("condition"), ...{ then: listOf("action") } }),
        object({ else: listOf("action") }),
      ],
    },
    condition: {
      anyOf: [
        { type: "string" },
        listOf("condition"),
        object({ any: listOf("condition") }),
        object({ not: ref("condition") }),
        object({ expr: { type: "string" }, because: { type: "string" } }, ["expr"]),
      ],
    },
  };
}

const STOP_DOC = "Ends the list: nothing after it is done.";

const actionPart = (key: string, schema: z.ZodMiniType): Json =>
  key === "choose"
    ? listOf("arm")
    : part(schema, {
        else: { anyOf: [ref("action"), listOf("action")] },
        then: listOf("action"),
        where: ref("condition"),
      });

const only = (key: string, schema: Json): Json => object({ [key]: schema });

const object = (properties: Json, required: readonly string[] = Object.keys(properties)): Json => ({
  ...{ type: "object", properties, required, additionalProperties: false },
});
