import { PlainFields } from "@corridor/domain";
import * as z from "zod/mini";
import { Id, Value, Version } from "./values.ts";

/** A patient as this viewer may see them: protected values are resolved, or null. */
export const Patient = z.object({
  id: Id,
  version: Version,
  display: z.string(),
  fields: z.record(z.string(), Value),
});
export type Patient = z.infer<typeof Patient>;

/** GET /patients?after=id&limit=, in order of id; a name is looked for with POST /search. */
export const PatientsQuery = z.strictObject({ after: z.optional(Id), limit: z.optional(z.string()) });
export type PatientsQuery = z.infer<typeof PatientsQuery>;
export const Patients = z.object({ patients: z.array(Patient), next: z.nullable(Id) });
export type Patients = z.infer<typeof Patients>;

/** POST /patients. Fields are named without `patient.`: `first_name`, `last_name`, `birth_date`, `phone`. */
export const NewPatient = z.strictObject({ fields: PlainFields });
export type NewPatient = z.infer<typeof NewPatient>;
