import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { renderDiagnostics } from "@corridor/rules";
import { matrixText, rulesInWords } from "@corridor/rules/words";
import { type CliCommand, Misuse } from "../command.ts";
import { html } from "../docs/html.ts";
import { markdown } from "../docs/markdown.ts";
import { readRules } from "./rules-check.ts";

export const rulesDocs: CliCommand = {
  name: "rules docs",
  usage: "[DIR] [--out FILE.html|FILE.md] [--matrix]",
  summary: "Tell a rules directory in words that staff can read",
  teaches: `
Reads DIR (CORRIDOR_RULES_DIR, or rules) and writes one page: the lifecycle as a picture, what happens by itself in each
stage, every rule in sentences, the ladders of people who are told when nobody acts, and the tables rules look up. FILE
ends in .html (a page that needs nothing else) or .md; without --out the Markdown is printed. Then the matrix: for each
stage its triggers, reminders, escalations and hand-offs, gaps marked; --matrix prints only that. No database is needed.

  npm run -s corridor -- rules docs rules --out rules.html
  npm run -s corridor -- rules docs --matrix`,
  options: { out: { type: "string" }, matrix: { type: "boolean" } },
  run: async ({ options: { out, matrix }, positionals: [given] }, io) => {
    const kind = typeof out === "string" ? /\.(html|md)$/.exec(out)?.[1] : "md";
    if (kind === undefined) throw new Misuse("The page is written to a file that ends in .html or .md.");
    const { files, compiled } = await readRules(given);
    if (!compiled.ok) {
      const { diagnostics } = compiled;
      const error = "The directory has faults; there is nothing to tell yet.";
      if (io.json) io.out(JSON.stringify({ ok: false, error, diagnostics }));
      else io.err(`${renderDiagnostics(diagnostics, files)}\n\n${error}`);
      return 1;
    }
    const book = rulesInWords(files);
    if (io.json) {
      io.out(JSON.stringify(matrix === true ? book.matrix : book));
      return 0;
    }
    if (matrix !== true) {
      const page = kind === "html" ? html(book) : markdown(book);
      if (typeof out === "string") await writeFile(resolve(out), page);
      else io.out(page);
    }
    io.out(matrixText(book.matrix));
    return 0;
  },
};
