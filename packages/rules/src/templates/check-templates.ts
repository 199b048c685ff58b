import { didYouMean } from "../diagnostics/index.ts";
import type { Template } from "../model.ts";
import type { Findings } from "../reading/index.ts";

const FILE = /(?:^|\/)templates\/([a-z][a-z0-9_]*)\.md$/;
const HOLE = /\{([^{}\n]*)\}/g;

/** The template a file is the body of, or undefined when it is none. */
export const templateName = (file: string): string | undefined => FILE.exec(file)?.[1];

/** Bodies hold the variables their template declares and nothing else. */
export function checkTemplates(
  files: Readonly<Record<string, string>>,
  templates: Readonly<Record<string, Template>>,
  findings: Findings,
): void {
  for (const [file, text] of Object.entries(files)) {
    const name = templateName(file);
    if (name === undefined) continue;
    const template = Object.hasOwn(templates, name) ? templates[name] : undefined;
    if (!template) {
      const suggestion = didYouMean(name, Object.keys(templates));
      note(
        findings,
        file,
        text,
        0,
        text.indexOf("\n"),
        `There is no template called “${name}” in practice.yaml: add it to \`templates\`, or delete this file`,
        suggestion,
      );
      continue;
    }
    for (const hole of text.matchAll(HOLE)) {
      const variable = hole[1] as string;
      if (Object.hasOwn(template.vars, variable)) continue;
      const suggestion = didYouMean(variable, Object.keys(template.vars));
      const message = `The template has no variable called “${variable}”`;
      note(findings, file, text, hole.index + 1, hole.index + 1 + variable.length, message, suggestion);
    }
  }
}

function note(
  findings: Findings,
  file: string,
  text: string,
  from: number,
  to: number,
  message: string,
  suggestion: string | undefined,
): void {
  const before = text.slice(0, from).split("\n");
  const column = (before.at(-1)?.length ?? 0) + 1;
  findings.all.push({
    ...{ file, line: before.length, column, endColumn: column + Math.max(1, to - from) },
    ...{ code: "template-file", severity: "error", message },
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}
