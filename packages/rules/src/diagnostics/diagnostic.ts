import type { DiagnosticCode } from "./codes.ts";

/** One finding about one place of one file. Lines and columns count from 1, columns in UTF-16 units. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Column after the last marked character, on the same line. */
  readonly endColumn?: number;
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  /** A sentence a manager can act on. Never holds a patient's data. */
  readonly message: string;
  /** What was probably meant: the text to write instead. */
  readonly suggestion?: string;
}
