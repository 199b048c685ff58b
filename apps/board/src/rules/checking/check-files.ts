import type { Files } from "@corridor/protocol";
import { CODES, type Diagnostic } from "@corridor/rules";
import { compileDirectory } from "@corridor/rules/suites";
import { rulesInWords } from "@corridor/rules/words";
import type { Checked } from "./questions.ts";

/** What the compiler says of the rules and of the tests beside them: the same that decides on the server. */
export function checkFiles({ files }: { readonly files: Files }): Checked {
  const compiled = compileDirectory(files, new Date().toISOString());
  const found = compiled.ok ? compiled.warnings : compiled.diagnostics;
  return {
    diagnostics: found.map((one) => ({ ...one, cure: cureOf(one) })),
    book: rulesInWords(files),
  };
}

/** Where nothing better can be guessed, an example of the same fault and how it is mended. */
function cureOf({ code, suggestion }: Diagnostic): string | null {
  const { wrong, cure } = CODES[code];
  return suggestion === undefined ? `For instance ${cure} instead of ${wrong}` : null;
}
