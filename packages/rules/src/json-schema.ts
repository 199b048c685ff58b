import * as z from "zod/mini";
import { ACTIONS } from "./actions/index.ts";
import { LifecycleFile } from "./lifecycle/index.ts";
import { LevelSpec, PoliciesFile, PolicySpec } from "./policies/index.ts";
import { PracticeFile } from "./practice/index.ts";
import { RulesFile, RuleSpec } from "./rules/index.ts";
import { TRIGGERS } from "./triggers/index.ts";

export type SchemaKind = "practice" | "lifecycle" | "policies" | "rules";
type Json = Readonly<Record<string, unknown>>;

/** The JSON Schema of a kind of file, for editors: made of the schemas the files are checked with. */
export function jsonSchema(kind: SchemaKind): Json {
  if (kind === "practice") return schemaOf(PracticeFile);
  if (kind === "lifecycle") return schemaOf(LifecycleFile);
  if (kind === "policies") return policiesSchema();
  const file = schemaOf(RulesFile);
  return {
    ...file,
    properties: { ...(file["properties"] as Json), rules: listOf("rule") },
    $defs: definitions(),
  };
}

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
  return { ...file, properties: { ...properties, escalations }, $defs: { action, arm, condition } };
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
    rule: part(RuleSpec, {
      when: { ...listOf("trigger"), minItems: 1 },
      if: ref("condition"),
      ...{ then: listOf("action"), else: listOf("action") },
    }),
    trigger: { anyOf: TRIGGERS.map(({ schema }) => part(schema, { where: ref("condition") })) },
    action: {
      anyOf: [...ACTIONS.map(({ key, schema }) => only(key, actionPart(key, schema))), { const: "stop" }],
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

const actionPart = (key: string, schema: z.ZodMiniType): Json =>
  key === "choose" ? listOf("arm") : part(schema, { else: { anyOf: [ref("action"), listOf("action")] } });

const only = (key: string, schema: Json): Json => object({ [key]: schema });

const object = (properties: Json, required: readonly string[] = Object.keys(properties)): Json => ({
  ...{ type: "object", properties, required, additionalProperties: false },
});
