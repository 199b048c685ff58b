/** A message of protobuf's text format: each field with all its values, in the order written. */
export interface Message {
  readonly [field: string]: readonly (Message | string | number | bigint | boolean)[];
}

const TOKEN =
  /\s+|#[^\n]*|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\[[^\]]*\])|([A-Za-z_][\w.]*)|(-?\d[\w.+-]*|-?(?:inf|nan))|([{}<>:;,\]])/gy;

/** Reads the text format as far as test vectors use it: messages, repeated fields, texts, numbers, names. */
export function readTextproto(text: string): Message {
  const tokens = [...text.matchAll(TOKEN)].filter(([token]) => !/^[\s#]/.test(token)).map(([token]) => token);
  let at = 0;
  const message = (end: string | undefined): Message => {
    const fields: Record<string, Message[string][number][]> = {};
    while (at < tokens.length && tokens[at] !== end) {
      const name = tokens[at++] as string;
      if (tokens[at] === ":") at += 1;
      (fields[name] ??= []).push(value());
      while (tokens[at] === "," || tokens[at] === ";") at += 1;
    }
    at += 1;
    return fields;
  };
  const value = (): Message[string][number] => {
    const token = tokens[at++] as string;
    if (token === "{") return message("}");
    if (token === "<") return message(">");
    if (/^["']/.test(token)) {
      let said = unquoted(token);
      while (/^["']/.test(tokens[at] ?? "")) said += unquoted(tokens[at++] as string);
      return said;
    }
    if (token === "true" || token === "false") return token === "true";
    if (/^-?(0x[\da-f]+|\d+)$/i.test(token))
      return token.startsWith("-") ? -BigInt(token.slice(1)) : BigInt(token);
    if (/^-?(inf|infinity|nan)$/i.test(token))
      return token.startsWith("-") ? -Infinity : /nan/i.test(token) ? Number.NaN : Infinity;
    return /^-?[\d.]/.test(token) ? Number(token.replace(/f$/, "")) : token;
  };
  return message(undefined);
}

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** A text without its quotes and escapes. Octal and \x escapes are bytes of UTF-8. */
const unquoted = (token: string): string => token.slice(1, -1).replace(ESCAPE, unescaped);
const ESCAPE = /((?:\\[0-7]{3}|\\x[\da-fA-F]{2})+)|\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs;

function unescaped(_: string, bytes?: string, short?: string, long?: string, one?: string): string {
  if (bytes !== undefined) return utf8(bytes.split("\\").slice(1));
  const code = short ?? long;
  return code === undefined
    ? (SIMPLE[one ?? ""] ?? one ?? "")
    : String.fromCodePoint(Number.parseInt(code, 16));
}

function utf8(written: readonly string[]): string {
  const codes = written.map((one) =>
    one.startsWith("x") ? Number.parseInt(one.slice(1), 16) : Number.parseInt(one, 8),
  );
  try {
    return decodeURIComponent(codes.map((code) => `%${code.toString(16).padStart(2, "0")}`).join(""));
  } catch {
    return String.fromCharCode(...codes);
  }
}
