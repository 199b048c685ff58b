import { Composer, type CST, isScalar, Lexer, Parser, type YAMLError } from "yaml";
import { type Diagnostic, sentence } from "../diagnostics/index.ts";
import { build, type Placed } from "./build.ts";
import type { Issue } from "./issue.ts";
import { type Lines, linesOf } from "./lines.ts";
import { scanCharacters } from "./scan-characters.ts";
import { scanTokens } from "./scan-tokens.ts";
import { offsetIn } from "./spans.ts";
import type { YamlPath, YamlResult } from "./types.ts";

const EMPTY: Issue = { code: "yaml-document", from: 0, to: 0, message: "the file is empty" };

/** Faults shown of one file; a file that is not YAML can have thousands. */
const MAX_ISSUES = 50;

/**
 * Reads one strict YAML 1.2 document (core schema). Never throws and never hangs: size, characters, depth
 * and numbers are checked before a tree is built.
 */
export function readYaml(file: string, text: string): YamlResult {
  const work = readingYaml(file, text);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Tokens that are read between two breaths: some milliseconds of them. */
const TOKENS = 4_000;

/** The same piece by piece, for a process in which others wait: a file of the largest size takes a second. */
export function* readingYaml(file: string, text: string): Generator<undefined, YamlResult> {
  const lines = linesOf(text);
  const fail = (issues: readonly Issue[]): YamlResult => ({
    ok: false,
    diagnostics: issues.slice(0, MAX_ISSUES).map((issue) => toDiagnostic(file, lines, issue)),
  });
  const early = scanCharacters(text) ?? scanTokens(text);
  if (early) return fail([early]);
  yield;
  const tree = yield* treeOf(text);
  const [document] = new Composer(OPTIONS).compose(tree, true, text.length);
  if (!document) return fail([EMPTY]);
  yield;
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return fail(faults.map(syntaxIssue));
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.type === "PLAIN" && contents.source === "")) return fail([EMPTY]);
  const issues: Issue[] = [];
  const { value, placed } = build(contents, (issue) => issues.push(issue));
  if (issues.length > 0) return fail(issues);
  return {
    ok: true,
    file,
    text,
    value,
    nodeAt: (path, part = "value") => {
      const { node, exact } = find(placed, path);
      const place = (part === "key" || !exact) && node.key ? node.key : node;
      return lines.at(place.from, place.to);
    },
    rangeAt: (path) => {
      const { node, exact } = find(placed, path);
      return exact ? { from: node.from, to: endOf(node, text), ...(node.key && { key: node.key }) } : undefined;
    },
    spanAt: (path, from, to) => {
      const { node } = find(placed, path);
      if (!node.scalar) return lines.at(node.from, node.to);
      const at = (index: number): number => offsetIn(text, node.scalar as NonNullable<Placed["scalar"]>, node.from, node.to, index);
      return lines.at(at(from), to > from ? at(to) : undefined);
    },
  };
}

// Duplicate keys are looked for in `build`: the library compares every pair of keys of a map.
const OPTIONS = {
  version: "1.2",
  schema: "core",
  merge: false,
  uniqueKeys: false,
  stringKeys: true,
  prettyErrors: false,
  logLevel: "silent",
} as const;

/** What the library composes documents of. */
function* treeOf(text: string): Generator<undefined, readonly CST.Token[]> {
  const parser = new Parser();
  const tree: CST.Token[] = [];
  let read = 0;
  for (const lexeme of new Lexer().lex(text)) {
    tree.push(...parser.next(lexeme));
    if ((read += 1) % TOKENS === 0) yield;
  }
  tree.push(...parser.end());
  return tree;
}

/** Whether a tree can be made of the text without harm, however wrong it is otherwise: size and depth are bounded. */
export function safeToParse(text: string): boolean {
  const dangerous = (issue: Issue | undefined): boolean =>
    issue?.code === "yaml-size" || issue?.code === "yaml-depth" || issue?.code === "yaml-anchor";
  return !dangerous(scanCharacters(text)) && !dangerous(scanTokens(text));
}

function find(root: Placed, path: YamlPath): { readonly node: Placed; readonly exact: boolean } {
  let node = root;
  for (const step of path) {
    const next = node.children?.get(step);
    if (!next) return { node, exact: false };
    node = next;
  }
  return { node, exact: true };
}

/** The library lets a block map or list run on over the empty lines and comments after it. */
function endOf(node: Placed, text: string): number {
  const flow = text[node.from] === "[" || text[node.from] === "{";
  const children = [...(node.children?.values() ?? [])];
  if (children.length > 0 && !flow) return Math.max(...children.map((child) => endOf(child, text)));
  const written = text.slice(node.from, node.to);
  return node.from + written.trimEnd().length;
}

const MESSAGES: Readonly<Record<string, string>> = {
  MULTILINE_IMPLICIT_KEY: "a key stands on one line: is a quote or a colon missing before?",
  BLOCK_AS_IMPLICIT_KEY: "a map can not begin here: text with “: ” in it needs quotes",
  BAD_INDENT: "this line is not indented like the ones it belongs to",
  NON_STRING_KEY: "a key is a plain text, not a list or a map",
  MISSING_CHAR: "a character is missing before this",
};

const CODES: Readonly<Record<string, Issue["code"]>> = { MULTIPLE_DOCS: "yaml-document", NON_STRING_KEY: "yaml-key" };

function syntaxIssue(error: YAMLError): Issue {
  const [from, to] = error.pos;
  const message = MESSAGES[error.code] ?? error.message.split("\n")[0] ?? "this is not YAML";
  return { code: CODES[error.code] ?? "yaml-syntax", from, to, message };
}

function toDiagnostic(file: string, lines: Lines, issue: Issue): Diagnostic {
  const place = lines.at(issue.from, issue.to);
  const hint = issue.suggestion === undefined ? {} : { suggestion: issue.suggestion };
  return { file, ...place, code: issue.code, severity: "error", message: sentence(issue.message), ...hint };
}
