/** A span of time with one more of the unit it is written in; null where it is none. */
export function longerThan(text: string): string | null {
  const [, n, rest] = /^(\d+)(.*)$/.exec(text) ?? [];
  if (n === undefined || rest === undefined || rest === "") return null;
  return `${Number(n) + 1}${rest}${n === "1" && rest.startsWith(" ") ? "s" : ""}`;
}
