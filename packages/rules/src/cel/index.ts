export { callOf, literalText, type Node, pathOf } from "./ast.ts";
export { createCel } from "./create-cel.ts";
export type {
  Bindings, CelEnv, CelError, CelOptions, Compiled, CompiledExpr, CompiledText, CompileOptions, Evaluation, ExprType,
  FieldType, FieldTypes, FieldValues, Leaf, ScalarType, TextPart, VarType, VarTypes,
} from "./types.ts";
export { syntaxOf } from "./syntax-of.ts";
export { FUNCTION_DOCS } from "./function-docs.ts";
export { UNITS } from "./functions.ts";
