export { CODES, type CelCode, type DiagnosticCode, type YamlCode } from "./codes.ts";
export type { Diagnostic } from "./diagnostic.ts";
export { didYouMean } from "./did-you-mean.ts";
export { sarifOf } from "./sarif.ts";
export { headline, renderDiagnostic, renderDiagnostics } from "./render.ts";
export { sentence } from "./sentence.ts";
