import { type Diagnostic, type DiagnosticCode, sentence } from "../diagnostics/index.ts";
import type { Cursor } from "./cursor.ts";

/** Where inside a value a finding points, and what was probably meant. */
export interface Pointing {
  readonly part?: "key" | "value";
  /** Characters of the text at this place. */
  readonly span?: readonly [from: number, to: number];
  readonly suggestion?: string | undefined;
}

/** All that was found in a set of files. Nothing stops at the first. */
export class Findings {
  readonly all: Diagnostic[] = [];
  /** Whether the files were accepted once, by this version or one before it, and are only opened again. */
  readonly reviving: boolean;

  constructor(reviving = false) {
    this.reviving = reviving;
  }

  error(code: DiagnosticCode, at: Cursor, message: string, pointing: Pointing = {}): void {
    this.all.push(diagnostic("error", code, at, message, pointing));
  }

  /**
   * A fault that can be lived with: what is checked works all the same, if not as its author hoped. An earlier
   * version may have let it pass, so it does not keep a kept ruleset shut. Whoever notes it goes on.
   */
  strict(code: DiagnosticCode, at: Cursor, message: string, pointing: Pointing = {}): void {
    if (this.reviving) this.warning(code, at, message, pointing);
    else this.error(code, at, message, pointing);
  }

  warning(code: DiagnosticCode, at: Cursor, message: string, pointing: Pointing = {}): void {
    this.all.push(diagnostic("warning", code, at, message, pointing));
  }

  get errors(): number {
    return this.all.filter((found) => found.severity === "error").length;
  }
}

function diagnostic(
  severity: "error" | "warning",
  code: DiagnosticCode,
  at: Cursor,
  message: string,
  { part, span, suggestion }: Pointing,
): Diagnostic {
  const place = span ? at.file.spanAt(at.path, span[0], span[1]) : at.file.nodeAt(at.path, part ?? "value");
  const { line, column, endColumn } = place;
  return {
    ...{ file: at.file.file, line, column, code, severity, message: sentence(message) },
    ...(endColumn === undefined ? {} : { endColumn }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
