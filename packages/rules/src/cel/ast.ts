/** What this folder reads and rewrites of the library's syntax tree. */
export interface Node {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
  readonly end: number;
  /** `alternate`: a node that is checked and evaluated in this one's place. */
  setMeta(key: "alternate", value: Node): Node;
}

/** The comprehension macros: `list.exists(x, …)`. */
export const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter"]);

export interface Call {
  readonly name: string;
  /** The value a method is called on; undefined for a plain function. */
  readonly receiver: Node | undefined;
  readonly args: Node[];
}

/** The parts of a call, or undefined for any other node. */
export function callOf(node: Node): Call | undefined {
  if (node.op === "call") {
    const [name, args] = node.args as [string, Node[]];
    return { name, receiver: undefined, args };
  }
  if (node.op === "rcall") {
    const [name, receiver, args] = node.args as [string, Node, Node[]];
    return { name, receiver, args };
  }
  return undefined;
}

/** Calls another function instead, with other arguments. */
export function rewriteCall(node: Node, name: string, args: readonly Node[]): void {
  const parts = node.args as unknown[];
  parts[0] = name;
  parts[parts.length - 1] = [...args];
}

/** `a.b.c` as segments, or undefined when anything but names and dots is in it. */
export function pathOf(node: Node): string[] | undefined {
  const segments: string[] = [];
  let at = node;
  while (at.op === ".") {
    const [left, name] = at.args as [Node, string];
    segments.unshift(name);
    at = left;
  }
  return at.op === "id" ? [at.args as string, ...segments] : undefined;
}

/** The text of a string literal. */
export const literalText = (node: Node): string | undefined =>
  node.op === "value" && typeof node.args === "string" ? node.args : undefined;

/** The nodes directly below one, in the order written. */
export function childrenOf(node: Node): readonly Node[] {
  const call = callOf(node);
  if (call) return call.receiver ? [call.receiver, ...call.args] : call.args;
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
      return [(node.args as [Node, string])[0]];
    case "!_":
    case "-_":
      return [node.args as Node];
    case "map":
      return (node.args as [Node, Node][]).flat();
    default:
      return node.args as Node[];
  }
}

/** Whether any node stands more than `limit` below the root. A flat loop: the tree may be too deep to recurse. */
export function deeperThan(root: Node, limit: number): boolean {
  let level: readonly Node[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}
