import type { Diagnostic } from "./diagnostic.ts";

/** Columns of source shown on either side of the caret in a very long line. */
const AROUND = 60;

/** `file:line:col code message — did you mean "…"?`, without the source line. */
export function headline(d: Diagnostic): string {
  const hint = d.suggestion === undefined ? "" : ` — did you mean "${d.suggestion}"?`;
  const level = d.severity === "warning" ? "warning " : "";
  return `${d.file}:${d.line}:${d.column} ${level}${d.code} ${d.message}${hint}`;
}

/** The headline, and when the file's text is given the source line and a caret under the place. */
export function renderDiagnostic(d: Diagnostic, text?: string): string {
  const line = text?.split(/\r\n|\r|\n/, d.line)[d.line - 1];
  if (line === undefined) return headline(d);
  const start = Math.max(0, d.column - 1 - AROUND);
  const shown = line.slice(start, d.column - 1 + AROUND).replace(/\p{Cc}|\p{Bidi_Control}/gu, "·");
  const width = Math.max(1, Math.min((d.endColumn ?? d.column + 1) - d.column, shown.length - (d.column - 1 - start)));
  const gutter = `${d.line} | `;
  return `${headline(d)}\n${gutter}${shown}\n${" ".repeat(gutter.length + d.column - 1 - start)}${"^".repeat(width)}`;
}

/** All of them in the order of file and place, a blank line between. `texts` maps file names to their text. */
export function renderDiagnostics(all: readonly Diagnostic[], texts: Readonly<Record<string, string>> = {}): string {
  return all
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1))
    .map((d) => renderDiagnostic(d, Object.hasOwn(texts, d.file) ? texts[d.file] : undefined))
    .join("\n\n");
}
