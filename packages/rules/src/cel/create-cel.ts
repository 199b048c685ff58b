import type { CelEnv, CelOptions, FieldTypes, VarTypes } from "./types.ts";

/** An environment of expressions over these fields and names. */
export function createCel(_fields: FieldTypes, _vars: VarTypes = {}, _options: CelOptions = {}): CelEnv {
  throw new Error("not written yet");
}
