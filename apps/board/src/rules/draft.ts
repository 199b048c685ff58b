import type { Files } from "@corridor/protocol";

/** What somebody has written and not yet activated. Rules hold no patient's data, so it may stay in the browser. */
export interface Draft {
  /** The ruleset it was begun from. */
  readonly base: string;
  /** Only files that differ; null is a file taken away. */
  readonly files: Readonly<Record<string, string | null>>;
}

const keyOf = (practice: string): string => `corridor.rules.draft.${practice}`;

export function draftOf(base: string, saved: Files, files: Files): Draft | null {
  const changed = Object.entries(files).filter(([name, text]) => saved[name] !== text);
  const gone = Object.keys(saved).filter((name) => !(name in files));
  if (changed.length + gone.length === 0) return null;
  return { base, files: Object.fromEntries([...changed, ...gone.map((name) => [name, null] as const)]) };
}

export function filesOf(saved: Files, draft: Draft | null): Files {
  const all: Record<string, string> = { ...saved };
  for (const [name, text] of Object.entries(draft?.files ?? {}))
    if (text === null) delete all[name];
    else all[name] = text;
  return all;
}

export function keepDraft(practice: string, draft: Draft | null): void {
  try {
    if (draft === null) localStorage.removeItem(keyOf(practice));
    else localStorage.setItem(keyOf(practice), JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: the page still asks before it is left.
  }
}

export function keptDraft(practice: string): Draft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(practice)) ?? "null");
    return isDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null || !("base" in value) || !("files" in value)) return false;
  const { base, files } = value;
  return (
    typeof base === "string" &&
    typeof files === "object" &&
    files !== null &&
    Object.values(files).every((text) => text === null || typeof text === "string")
  );
}
