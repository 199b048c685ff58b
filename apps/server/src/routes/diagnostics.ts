import type { Diagnostic as SeenDiagnostic } from "@corridor/protocol";
import type { CompiledRuleset, Diagnostic } from "@corridor/rules";

/** What was found in a set of files, in the words of the wire. */
export function diagnosticsOf(compiled: CompiledRuleset): SeenDiagnostic[] {
  return (compiled.ok ? compiled.warnings : compiled.diagnostics).map(seenDiagnostic);
}

export function seenDiagnostic({
  file,
  line,
  column,
  endColumn,
  code,
  severity,
  message,
  suggestion,
}: Diagnostic): SeenDiagnostic {
  return {
    ...{ file, line, column, code, severity, message },
    ...(endColumn !== undefined && { endColumn }),
    ...(suggestion !== undefined && { suggestion }),
  };
}
