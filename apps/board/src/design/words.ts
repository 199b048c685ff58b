/** `front_desk` and `insurance.payer` as people write them: `Front desk`, `Insurance payer`. */
export function spoken(code: string): string {
  const words = code
    .replace(/[._-]+/g, " ")
    .trim()
    .replace(/\b[a-z]{2,4}\b/g, (word) => (ACRONYMS.has(word) ? word.toUpperCase() : word));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What starts a rule as the compiler names it, with fields as people call them: `48h before the visit`. */
export const inWords = (text: string): string => {
  const said = text
    .replaceAll(/\b(?:card\.)?appointment\.start\b/g, "the visit")
    .replaceAll(/\b(?:card\.)?[a-z_]+(?:\.[a-z_]+)+\b/g, (path) =>
      spoken(path.replace(/^card\.(?=[a-z_]+\.)/, "")).toLowerCase(),
    );
  return said.charAt(0).toUpperCase() + said.slice(1);
};

const ACRONYMS = new Set(["mrn", "sms", "id", "sla", "ehr", "npi", "cpt", "icd"]);

/** `Dana Moss` is `DM`, `Dr Okafor` is `DO`. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const first = words[0]?.charAt(0) ?? "";
  const last = words.length > 1 ? (words.at(-1)?.charAt(0) ?? "") : "";
  return (first + last).toUpperCase();
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
