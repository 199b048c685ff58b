/** What is wrong, as a sentence: it begins with a capital letter, or with the name it speaks of, marked as one. */
export const sentence = (text: string): string =>
  text
    .replace(/^([a-z_]\w*(?:\.\w+)+|[a-z_]\w*\(\))(?=\s)/, "`$1`")
    .replace(/^[a-z]/, (letter) => letter.toUpperCase());
