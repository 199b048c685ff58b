const TOKEN =
  /\s*(?:[{}[\]:,]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/**
 * Where JSON that does not parse goes wrong, in words. The parser's own message quotes the text, which may name a
 * patient, so only the position is taken from it; where it gives none, the first thing that is no JSON is looked for.
 */
export function brokenAt(text: string, error: unknown): string {
  if (text.trim() === "") return "it is empty";
  const told =
    error instanceof Error ? /at position (\d+)(?: \(line \d+ column \d+\))?$/.exec(error.message) : null;
  const position = told ? Number(told[1]) : firstStrange(text);
  if (position >= text.trimEnd().length) return "it is cut off at the end";
  const lines = text.slice(0, position).split("\n");
  return `it is broken at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function firstStrange(text: string): number {
  TOKEN.lastIndex = 0;
  let end = 0;
  while (TOKEN.test(text)) end = TOKEN.lastIndex;
  return end + (/^\s*/.exec(text.slice(end, end + 1000))?.[0].length ?? 0);
}
