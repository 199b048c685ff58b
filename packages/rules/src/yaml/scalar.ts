interface Surprise {
  readonly message: string;
  readonly suggestion?: string;
}

const WORDS: Readonly<Record<string, string>> = { yes: "true", on: "true", no: "false", off: "false", true: "true", false: "false", null: "null" };

/**
 * Why an unquoted scalar is refused: another reader of YAML (1.1, a spreadsheet, a person) would understand
 * something else. Undefined for what everyone reads the same way.
 */
export function surprise(source: string): Surprise | undefined {
  const word = Object.hasOwn(WORDS, source.toLowerCase()) ? WORDS[source.toLowerCase()] : undefined;
  if (word !== undefined && source !== word) {
    return { message: `write ${word}, or "${source}" in quotes if the word is meant`, suggestion: word };
  }
  if (source === "~") return { message: "write null, or nothing at all", suggestion: "null" };
  if (!/^[-+.\d]/.test(source)) return undefined;
  const quoted = `"${source}"`;
  if (/^[-+]?0[\d_]+(\.\d*)?$/.test(source)) return { message: `a number does not begin with 0: quote it if the text is meant`, suggestion: quoted };
  if (/^[-+]?0[xob][\da-f_]+$/i.test(source)) return { message: "numbers are written in decimals: quote it if the text is meant", suggestion: quoted };
  if (/^[-+]?(\d+\.?\d*|\.\d+)e[-+]?\d+$/i.test(source)) return { message: "numbers are written without an exponent: quote it if the text is meant", suggestion: quoted };
  if (/^[-+]?\.(inf|nan)$/i.test(source)) return { message: "this is not a number rules can count with: quote it if the text is meant", suggestion: quoted };
  if (/^[-+]?\d{1,3}(_\d{3})+$/.test(source)) return { message: "numbers are written without _: quote it if the text is meant", suggestion: source.replaceAll("_", "") };
  if (/^[-+]?\d+$/.test(source) && !Number.isSafeInteger(Number(source))) return { message: "this number is too large to be exact: quote it if the text is meant", suggestion: quoted };
  return undefined;
}
