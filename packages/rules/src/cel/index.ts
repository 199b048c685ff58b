export { callOf, childrenOf, literalText, type Node, pathOf } from "./ast.ts";
export { createCel } from "./create-cel.ts";
export type {
  Asked, Bindings, CelEnv, CelError, CelOptions, Clause, Compiled, CompiledExpr, CompiledText, CompileOptions, Evaluation, ExprType,
  FieldType, FieldTypes, FieldValues, Leaf, ScalarType, TextPart, VarType, VarTypes,
} from "./types.ts";
export { bound } from "./values-in.ts";
export { syntaxOf } from "./syntax-of.ts";
export { FUNCTION_DOCS } from "./function-docs.ts";
export { metricIn, metricPath, type MetricRead } from "./metric.ts";
export { UNITS } from "./functions.ts";
export type { PathInfo } from "./schema.ts";
