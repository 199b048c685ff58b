import type { Diagnostic as SeenDiagnostic } from "@corridor/protocol";
import type { Diagnostic } from "@corridor/rules";

/** What was found in a set of files, in the words of the wire. */
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
