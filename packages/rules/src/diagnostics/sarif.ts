import { CODES } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Where the codes are explained, from the root of the repository. */
const HELP = "packages/rules/src/diagnostics/CODES.md";

/**
 * Findings as a SARIF 2.1.0 log (static analysis results, an OASIS standard), for code hosts and editors. Every code is
 * a rule with its meaning and cure; only those that were found are listed.
 */
export function sarifOf(diagnostics: readonly Diagnostic[]): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "corridor", rules: codes.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((one) => resultOf(one, codes.indexOf(one.code))),
      },
    ],
  };
}

function ruleOf(code: Diagnostic["code"]): object {
  const { meaning, wrong, cure } = CODES[code];
  return {
    id: code,
    shortDescription: { text: meaning },
    help: {
      text: `Wrong: ${wrong}. Instead: ${cure}.`,
      markdown: `Wrong: ${wrong}. Instead: ${cure}. See ${HELP}.`,
    },
  };
}

function resultOf(
  { file, line, column, endColumn, code, severity, message, suggestion }: Diagnostic,
  ruleIndex: number,
): object {
  const text = suggestion === undefined ? message : `${message} — did you mean "${suggestion}"?`;
  const region = { startLine: line, startColumn: column, ...(endColumn === undefined ? {} : { endColumn }) };
  const artifactLocation = { uri: file.split("/").map(encodeURIComponent).join("/") };
  return {
    ...{ ruleId: code, ruleIndex, level: severity, message: { text } },
    locations: [{ physicalLocation: { artifactLocation, region } }],
  };
}
