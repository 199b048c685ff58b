import type { Connectors, Parameter } from "../model.ts";
import { fieldType } from "./field-type.ts";
import type { ParameterSpec, PracticeFile } from "./schema.ts";

/** The systems rules may ask, with what each of their operations is told; null where the practice declares none. */
export function readConnectors({ connectors }: PracticeFile): Connectors | null {
  if (!connectors) return null;
  return mapped(connectors, (ops) => mapped(ops, (parameters) => mapped(parameters, parameterOf)));
}

function parameterOf(spec: ParameterSpec): Parameter {
  if (typeof spec === "string") return { ...fieldType(spec), default: null, optional: false };
  const { optional = false, ...field } = spec;
  return { ...fieldType(field), default: null, optional };
}

const mapped = <A, B>(all: Readonly<Record<string, A>>, to: (one: A) => B): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, to(one)]));
