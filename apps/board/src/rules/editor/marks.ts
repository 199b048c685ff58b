import type { Action, Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { Finding } from "../checking/questions.ts";

/** The compiler's findings about one file as the editor underlines them, each with its cure where there is one. */
export function marksOf(findings: readonly Finding[], doc: Text): readonly Diagnostic[] {
  return findings.map((finding) => {
    const { from, to } = rangeOf(finding, doc);
    const fix = fixOf(finding);
    return {
      ...{ from, to, severity: finding.severity, source: finding.code, message: finding.message },
      ...(fix && { actions: [actionOf(fix)] }),
    };
  });
}

/** Where a finding stands in the text; a line that is no longer there is the last one. */
export function rangeOf(
  { line, column, endColumn }: Finding,
  doc: Text,
): { readonly from: number; readonly to: number } {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(at.from + column - 1, at.to);
  const to = endColumn === undefined ? wordEnd(doc, from, at.to) : Math.min(at.from + endColumn - 1, at.to);
  return { from, to: Math.max(from, to) };
}

/** Without an end of its own, a finding is about the word it stands at. */
function wordEnd(doc: Text, from: number, lineEnd: number): number {
  const word = /^[\w.-]+/.exec(doc.sliceString(from, lineEnd));
  return from + (word?.[0].length ?? 0);
}

/** The text to write instead, where the compiler guesses what was meant. */
export const fixOf = ({ suggestion, endColumn }: Finding): string | null =>
  suggestion === undefined || endColumn === undefined ? null : suggestion;

const actionOf = (text: string): Action => ({
  name: `Change to “${text}”`,
  apply: (view, from, to) => {
    view.dispatch({ changes: { from, to, insert: text }, userEvent: "input.fix" });
    view.focus();
  },
});
