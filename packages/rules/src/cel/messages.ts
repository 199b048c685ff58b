const TYPE_WORDS: readonly (readonly [RegExp, string])[] = [
  [/list<string>/g, "a list of texts"],
  [/map<[^']*>/g, "a table"],
  [/\bstring\b/g, "a text"],
  [/\bint\b/g, "a whole number"],
  [/\bdouble\b/g, "a number"],
  [/\bbool\b/g, "true or false"],
  [/\btimestamp\b/g, "a time"],
  [/\bduration\b/g, "a duration"],
  [/\bdyn\b/g, "a value of unknown type"],
];

export const inWords = (type: string): string => TYPE_WORDS.reduce((text, [from, to]) => text.replace(from, to), type);

/** The library's message as a sentence for the person who wrote the expression. */
export function explain(summary: string): string {
  const own = summary.replace(/\bgiven_(\w+)/g, "$1").replace(/CorridorCall(, )?/g, "");
  const operator = /^no such overload: (.+) (==|!=|<=|>=|<|>|\+|-|\*|\/|%|in) (.+)$/.exec(own);
  const sides = operator ? `${operator[1]} ${operator[3]}` : "";
  if (sides === "int double" || sides === "double int") return "whole numbers and other numbers do not mix: write double(…) around the whole one";
  if (operator) return `“${operator[2]}” does not go between ${inWords(operator[1] as string)} and ${inWords(operator[3] as string)}`;
  const call = /^found no matching overload for '(?:([^(]+)\.)?(\w+)\((.*)\)'$/.exec(own);
  if (call) return `${call[2]}() does not take ${call[3] === "" ? "nothing" : inWords(call[3] as string)}${call[1] ? ` of ${inWords(call[1])}` : ""}`;
  if (/^Unexpected character: '?='?$/.test(own)) return "write == to compare";
  if (own.startsWith("Exceeded")) return "the expression is too deep or too long";
  return own;
}
