import { join } from "node:path";
import { needs as demo } from "@corridor/demo";
import { needs as fhir } from "@corridor/fhir";
import { compileRuleset, type PracticeRules } from "@corridor/rules";
import { beforeAll, describe, expect, test } from "vitest";
import { projectRoot } from "../env.ts";
import { readRulesDir } from "../house/found-practice.ts";

let practice: PracticeRules;
beforeAll(async () => {
  const compiled = compileRuleset(await readRulesDir(join(projectRoot, "rules")));
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics, null, 2));
  practice = compiled.ruleset.practice;
});

describe.each([
  ["an import", fhir],
  ["the demo", demo],
])("the default rules name what %s brings", (_, needs) => {
  test("roles, card types and places", () => {
    expect(Object.keys(practice.roles)).toEqual(expect.arrayContaining([...needs.roles]));
    expect(practice.cardTypes).toEqual(expect.arrayContaining([...needs.cardTypes]));
  });

  test("fields of patients, sealed where they must be", () => {
    for (const [name, { type, phi }] of Object.entries(needs.patientFields))
      expect(practice.fields[`patient.${name}`], `patient.${name}`).toMatchObject({ type, phi });
  });

  test("fields of cards", () => {
    for (const [name, type] of Object.entries(needs.cardFields)) {
      const field = practice.fields[name];
      expect(field?.enum ? "enum" : field?.type, name).toBe(type);
    }
  });
});
