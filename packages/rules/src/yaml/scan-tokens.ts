import { CST, Lexer } from "yaml";
import type { Issue } from "./issue.ts";

export const MAX_DEPTH = 32;
export const MAX_KEYS = 20_000;
export const MAX_TOKENS = 400_000;

/** Marks of the lexer itself, which are not characters of the text. */
const MARKS = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);
const LEADING = new Set(["seq-item-ind", "explicit-key-ind", "map-value-ind"]);
const SILENT = new Set(["space", "newline", "comment", "byte-order-mark", "comma", "flow-map-end", "flow-seq-end", "doc-start", "doc-end"]);

interface State {
  offset: number;
  lineStart: number;
  leading: boolean;
  flow: number;
  keys: number;
  tokens: number;
  documents: number;
  /** Whether `...` has ended the document. */
  ended: boolean;
  /** Type of the token before, spaces and comments aside. */
  before: string;
  /** Columns of the open block levels. */
  readonly columns: number[];
}

/**
 * Runs the lexer alone (a flat loop, no tree) and gives the first fault: what strict files may not hold,
 * and any depth or number that would make building the tree slow or overflow the stack.
 */
export function scanTokens(text: string): Issue | undefined {
  const s: State = { offset: 0, lineStart: 0, leading: true, flow: 0, keys: 0, tokens: 0, documents: 0, ended: false, before: "", columns: [] };
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) {
      scalarNext = token === CST.SCALAR;
      continue;
    }
    const type = scalarNext ? "scalar" : (CST.tokenType(token) ?? "scalar");
    scalarNext = false;
    // Also saves the composer, which takes time with the square of such keys.
    if (type === "map-value-ind" && s.before.endsWith("-end")) {
      return { code: "yaml-key", from: s.offset - 1, to: s.offset, message: "a key is a plain text, not a list or a map" };
    }
    if (type !== "space" && type !== "comment") s.before = type;
    const issue = refused(type, token, s) ?? counted(type, s);
    if (issue) return { ...issue, from: s.offset, to: s.offset + Math.max(1, token.length) };
    s.offset += token.length;
    if (token.endsWith("\n")) {
      s.lineStart = s.offset;
      s.leading = true;
    } else if (type !== "space" && !LEADING.has(type)) s.leading = false;
  }
  return undefined;
}

const ONE_DOCUMENT: Fault = { code: "yaml-document", message: "a file holds one document" };

type Fault = Pick<Issue, "code" | "message" | "suggestion">;

function refused(type: string, token: string, s: State): Fault | undefined {
  switch (type) {
    case "anchor":
      return { code: "yaml-anchor", message: `anchors are not allowed here (${short(token)}): text that begins with & needs quotes` };
    case "alias":
      return { code: "yaml-anchor", message: `aliases are not allowed here (${short(token)}): text that begins with * needs quotes` };
    case "tag":
      return { code: "yaml-tag", message: `tags are not allowed here (${short(token)}): text that begins with ! needs quotes` };
    case "directive-line":
      return { code: "yaml-document", message: "directives are not allowed: files are YAML 1.2" };
    case "doc-start":
      s.documents += 1;
      // A first `---` may stand before the content, nothing else.
      if (s.documents > 1 || s.columns.length > 0) return ONE_DOCUMENT;
      break;
    case "doc-end":
      s.ended = true;
  }
  return undefined;
}

function counted(type: string, s: State): Fault | undefined {
  if (++s.tokens > MAX_TOKENS) return { code: "yaml-size", message: "the file holds too many values" };
  if (type === "map-value-ind" && ++s.keys > MAX_KEYS) return { code: "yaml-size", message: `the file has more than ${MAX_KEYS} keys` };
  if (type === "flow-map-end" || type === "flow-seq-end") {
    if (s.flow === 0) return { code: "yaml-syntax", message: "this bracket closes nothing: text that begins with it needs quotes" };
    s.flow -= 1;
  }
  if (SILENT.has(type)) return undefined;
  // The library would leave out what stands after the end without a word.
  if (s.ended) return ONE_DOCUMENT;
  if (s.flow === 0 && s.leading) {
    const column = s.offset - s.lineStart;
    while ((s.columns.at(-1) ?? -1) >= column) s.columns.pop();
    s.columns.push(column);
  }
  if (type === "flow-map-start" || type === "flow-seq-start") s.flow += 1;
  if (s.columns.length + s.flow > MAX_DEPTH) return { code: "yaml-depth", message: `values are nested more than ${MAX_DEPTH} deep` };
  return undefined;
}

const short = (token: string): string => (token.length > 20 ? `${token.slice(0, 20)}…` : token);
