import { callOf, literalText, type Node, pathOf, syntaxOf } from "../cel/index.ts";
import { durationWords, type Glossary, joined, named, placeWords, plain } from "./glossary.ts";
import { code, phrase } from "./phrase.ts";

/** An expression that is true or false as a sentence without its full stop; `code` where there are no words for it. */
export function clause(source: string, glossary: Glossary): string {
  const ast = syntaxOf(source);
  return ast ? new Clauses(source, glossary).say(ast, true) : `\`${source}\``;
}

/** An expression that is a value as a noun. */
export function nounOf(source: string): string {
  const ast = syntaxOf(source);
  return ast ? phrase(ast, source) : `\`${source}\``;
}

const COMPARED: Readonly<Record<string, readonly [string, string]>> = {
  "==": ["is", "is not"],
  "!=": ["is not", "is"],
  "<": ["is less than", "is at least"],
  "<=": ["is at most", "is more than"],
  ">": ["is more than", "is at most"],
  ">=": ["is at least", "is less than"],
};

class Clauses {
  private readonly source: string;
  private readonly glossary: Glossary;

  constructor(source: string, glossary: Glossary) {
    this.source = source;
    this.glossary = glossary;
  }

  /** `holds` false: the opposite is said. */
  say(node: Node, holds: boolean): string {
    if (node.op === "!_") return this.say(node.args as Node, !holds);
    if (node.op === "&&" || node.op === "||") {
      const word = (node.op === "&&") === holds ? "and" : "or";
      const [left, right] = node.args as [Node, Node];
      return `${this.part(left, node, holds)} ${word} ${this.part(right, node, holds)}`;
    }
    return this.leaf(node, holds) ?? (holds ? code(node, this.source) : `not ${code(node, this.source)}`);
  }

  /** `a and (b or c)`. */
  private part(node: Node, above: Node, holds: boolean): string {
    const said = this.say(node, holds);
    const other = node.op !== above.op && (node.op === "&&" || node.op === "||");
    return other ? `(${said})` : said;
  }

  private leaf(node: Node, holds: boolean): string | undefined {
    const path = pathOf(node);
    if (path) return yesOrNo(path, holds);
    if (callOf(node)) return this.asked(node, holds);
    const [left, right] = Array.isArray(node.args) ? (node.args as [Node, Node]) : [];
    if (!left || !right) return undefined;
    if (node.op === "in") return this.among(left, right, holds);
    return this.compared(node.op, left, right, holds);
  }

  private asked(node: Node, holds: boolean): string | undefined {
    const { name, args } = callOf(node) ?? { name: "", args: [] };
    const [first] = args;
    if (!first) return undefined;
    const said = phrase(first, this.source);
    if (name === "has" && pathOf(first)?.join(".") === "card.assignee")
      return holds ? "somebody owns the card" : "nobody owns the card";
    if (name === "has") return holds ? `${said} is known` : `${said} is not known`;
    if (name === "has_label")
      return holds
        ? `it has the label ${literalText(first) ?? said}`
        : `it has no label ${literalText(first) ?? said}`;
    if (name === "checklist_done") return `the checklist ${said} is ${holds ? "" : "not "}done`;
    if (name === "offered")
      return holds ? "the time was offered to it before" : "the time was not offered to it before";
    return undefined;
  }

  private among(left: Node, right: Node, holds: boolean): string | undefined {
    if (right.op !== "list") return undefined;
    const values = (right.args as Node[]).map((one) => this.valueOf(left, one));
    const where = this.subject(left);
    const joint = joined(values, "or");
    if (where !== null) return `${where} is ${holds ? "" : "not "}in ${joint}`;
    return `${phrase(left, this.source)} is ${holds ? joint : `none of ${joined(values)}`}`;
  }

  private compared(op: string, left: Node, right: Node, holds: boolean): string | undefined {
    const pair = COMPARED[op];
    if (!pair) return undefined;
    const away = this.away(op, left, right, holds);
    if (away !== undefined) return away;
    const step = stepWords(op, left, right, holds);
    if (step !== undefined) return step;
    const place = this.subject(left);
    const [yes, no] = pair;
    if (place !== null && (op === "==" || op === "!="))
      return `${place} ${(op === "==") === holds ? "is in" : "is not in"} ${this.valueOf(left, right)}`;
    if (right.op === "value" && typeof right.args === "boolean" && (op === "==" || op === "!=")) {
      const path = pathOf(left);
      if (path) return yesOrNo(path, ((op === "==") === right.args) === holds);
    }
    return `${phrase(left, this.source)} ${holds ? yes : no} ${this.valueOf(left, right)}`;
  }

  /** `start - now <= duration("48h")` and `start > now`. */
  private away(op: string, left: Node, right: Node, holds: boolean): string | undefined {
    const isNow = (node: Node | undefined): boolean => node?.op === "id" && node.args === "now";
    const more = (op === ">" || op === ">=") === holds;
    if (isNow(right) && (op === ">" || op === "<" || op === ">=" || op === "<="))
      return `${phrase(left, this.source)} is ${more ? "still ahead" : "past"}`;
    if (left.op !== "-" || op === "==" || op === "!=") return undefined;
    const [from, to] = left.args as [Node, Node];
    const span = `${more ? "more than" : "at most"} ${phrase(right, this.source)}`;
    if (isNow(to)) return `${phrase(from, this.source)} is ${span} away`;
    if (isNow(from)) return `${phrase(to, this.source)} was ${span} ago`;
    return undefined;
  }

  /** Who stands somewhere, when the expression asks for a place. */
  private subject(node: Node): string | null {
    const path = pathOf(node);
    const [root, name, more] = path ?? [];
    if (more !== undefined || (name !== "stage" && name !== "state")) return null;
    return root === "card" ? "the card" : `the ${plain(root ?? "")}`;
  }

  private valueOf(left: Node, right: Node): string {
    const text = literalText(right);
    const name = pathOf(left)?.at(-1);
    if (text !== undefined && name === "stage") return placeWords(text, this.glossary);
    if (text !== undefined && name === "state") return named(text);
    return phrase(right, this.source);
  }
}

/** `trigger.step == 2` and `trigger.by == "24h"`: which of its steps started the rule. */
function stepWords(op: string, left: Node, right: Node, holds: boolean): string | undefined {
  const path = pathOf(left)?.join(".");
  if (right.op !== "value" || (op !== "==" && op !== "!=")) return undefined;
  const is = (op === "==") === holds ? "is" : "is not";
  if (path === "trigger.step") return `this ${is} step ${Number(right.args) + 1}`;
  return path === "trigger.by" ? `this ${is} the step of ${durationWords(String(right.args))}` : undefined;
}

/** `card.documentation.complete` as `documentation is complete`. */
function yesOrNo(path: readonly string[], holds: boolean): string {
  const [root, group = root ?? "", ...rest] = path;
  const name = plain(rest.join("."));
  if (root !== "card" && root !== "event" && root !== "it")
    return `${plain(path.join("."))} is ${holds ? "true" : "false"}`;
  return name === ""
    ? `${plain(group)} is ${holds ? "yes" : "no"}`
    : `${plain(group)} is ${holds ? "" : "not "}${name}`;
}
