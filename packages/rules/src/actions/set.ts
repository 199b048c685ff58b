import type { FieldType } from "@corridor/domain";
import * as z from "zod/mini";
import { cureForWriting } from "../practice/index.ts";
import { entries } from "../reading/index.ts";
import { compileValue, known, type Value } from "../scope/index.ts";
import { act, type ActionKind, all, passedOn } from "./action.ts";

const schema = z.record(z.string(), z.unknown());

/** Writes fields of the card. */
export const set: ActionKind<z.infer<typeof schema>, ReadonlyMap<string, Value>> = {
  key: "set",
  doc: {
    what: "Writes fields of the card. Writing the value a field already has is nothing.",
    example: "- set: { insurance.status: pending, claim.denials: =card.claim.denials + 1 }",
    keys: {},
  },
  schema,
  check(_spec, at, scope) {
    const { findings, practice } = scope.ground;
    const { fields } = practice.rules;
    const values = new Map<string, Value>();
    for (const [field, cursor] of entries(at)) {
      const cure = cureForWriting(field);
      if (cure !== null) {
        findings.error("field-read-only", cursor, `\`${field}\` is not changed by writing it: ${cure}`, {
          part: "key",
        });
        continue;
      }
      if (!known(scope, "field", { ...cursor, value: field }, Object.keys(fields), "key")) continue;
      const value = compileValue(scope, cursor, fields[field] as FieldType);
      if (value) values.set(field, value);
    }
    return values;
  },
  deeds: (values) =>
    [...values].map(([field, value]) => ({
      ...{ kind: "field", field, value: "literal" in value ? value.literal : undefined },
    })),
  run: (values, run, path) => [
    act(path, { type: "set", fields: all(values, (value) => passedOn(value, run, path)) }),
  ],
};
