import type { YamlPath, YamlValue } from "../yaml/index.ts";
import { isMark } from "./spot.ts";

export type Json = Readonly<Record<string, unknown>>;

/** What may stand at a path of a file: the alternatives its schema has there that go with what is written. */
export function schemasAt(root: Json, path: YamlPath, value: YamlValue): readonly Json[] {
  let here = alternatives(root, [root]);
  let written: YamlValue | undefined = value;
  for (const step of path) {
    here = alternatives(
      root,
      meant(here, written).flatMap((one) => below(one, step)),
    );
    written = childOf(written, step);
  }
  return meant(here, written);
}

/** References followed and choices opened. */
function alternatives(root: Json, schemas: readonly Json[]): readonly Json[] {
  return schemas.flatMap((schema): readonly Json[] => {
    const ref = schema["$ref"];
    if (typeof ref === "string") {
      const named = (root["$defs"] as Json)[ref.slice("#/$defs/".length)] as Json;
      return alternatives(root, [named]);
    }
    const choices = (schema["anyOf"] ?? schema["oneOf"]) as readonly Json[] | undefined;
    return choices ? alternatives(root, choices) : [schema];
  });
}

function below(schema: Json, step: string | number): readonly Json[] {
  if (typeof step === "number") return schema["items"] ? [schema["items"] as Json] : [];
  const properties = schema["properties"] as Json | undefined;
  if (properties && Object.hasOwn(properties, step)) return [properties[step] as Json];
  const others = schema["additionalProperties"];
  return typeof others === "object" && others !== null ? [others as Json] : [];
}

/** Of several maps those that know all the keys written; when none does, all of them. */
function meant(schemas: readonly Json[], value: YamlValue | undefined): readonly Json[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return schemas;
  const keys = Object.keys(value).filter((key) => !isMark(key));
  const fitting = schemas.filter((schema) => {
    const properties = schema["properties"] as Json | undefined;
    return properties === undefined || keys.every((key) => Object.hasOwn(properties, key));
  });
  return fitting.length > 0 ? fitting : schemas;
}

export function childOf(value: YamlValue | undefined, step: string | number): YamlValue | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as Readonly<Record<string | number, YamlValue>>)[step];
}
