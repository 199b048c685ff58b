/** What people call the things of a practice: stages by their names, everything else by its code in plain words. */
export interface Glossary {
  /** Stage id to the name on the board. */
  readonly stages: Readonly<Record<string, string>>;
}

const SHORT = new Map([
  ...["mrn", "sms", "id", "sla", "ehr", "npi", "cpt", "icd"].map(
    (word) => [word, word.toUpperCase()] as const,
  ),
]);

/** `front_desk` and `insurance.payer` in lower case words: `front desk`, `insurance payer`. */
export const plain = (code: string): string =>
  code
    .replace(/[._-]+/g, " ")
    .trim()
    .split(" ")
    .map((word) => SHORT.get(word) ?? word)
    .join(" ");

/** The same with a capital letter, as the name of something. */
export function named(code: string): string {
  const words = plain(code);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `scheduling.booked` as `Scheduling · Booked`; a stage alone by its name. */
export function placeWords(place: string, { stages }: Glossary): string {
  const [stage = "", state] = place.split(".");
  const column = stages[stage] ?? named(stage);
  return state === undefined ? column : `${column} · ${named(state)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(parts: readonly string[], word = "and"): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} ${word} ${parts.at(-1)}`;
}

const UNITS: Readonly<Record<string, string>> = { s: "second", m: "minute", h: "hour" };

/** `48h` as `48 hours`; anything longer is written in words already. */
export function durationWords(text: string): string {
  const [, count, unit] = /^(\d+)([smh])$/.exec(text.trim()) ?? [];
  if (count === undefined || unit === undefined) return text;
  return `${count} ${UNITS[unit]}${count === "1" ? "" : "s"}`;
}
