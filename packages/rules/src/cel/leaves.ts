import type { Node } from "./ast.ts";

const JOINTS = new Set(["&&", "||", "!_"]);

/** The sources of the parts joined by && || and !, in the order written. */
export function leafSources(source: string, ast: Node): readonly string[] {
  if (!JOINTS.has(ast.op)) return [balanced(source, ast.start, ast.end)];
  const below = ast.op === "!_" ? [ast.args as Node] : (ast.args as Node[]);
  return below.flatMap((child) => leafSources(source, child));
}

// A node's range leaves out brackets around its first or last part: `(a + b) == c` begins at `a`.
export function balanced(source: string, from: number, to: number): string {
  let start = from;
  let end = to;
  let open = 0;
  let missing = 0;
  for (const token of source.slice(from, to).match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[()]/g) ?? []) {
    if (token === "(") open += 1;
    else if (token === ")" && open > 0) open -= 1;
    else if (token === ")") missing += 1;
  }
  for (; missing > 0 && start > 0; start--) if (source[start - 1] === "(") missing -= 1;
  for (; open > 0 && end < source.length; end++) if (source[end] === ")") open -= 1;
  return source.slice(start, end).trim();
}
