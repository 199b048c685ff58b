import type { Files } from "@corridor/protocol";

/** What somebody has written and not yet activated. Rules hold no patient's data, so it may stay in the browser. */
export interface Draft {
  /** The ruleset it was begun from. */
  readonly base: string;
  /** Only files that differ; null is a file taken away. */
  readonly files: Texts;
  /** What each of them was when it was first changed; null where it was not there. */
  readonly from: Texts;
}

type Texts = Readonly<Record<string, string | null>>;

const keyOf = (practice: string): string => `corridor.rules.draft.${practice}`;

/** `before`: what was written already and is written further. */
export function draftOf(base: string, saved: Files, files: Files, before: Draft | null = null): Draft | null {
  const names = [...new Set([...Object.keys(files), ...Object.keys(saved)])];
  const changed = names.filter((name) => saved[name] !== files[name]);
  if (changed.length === 0) return null;
  const texts = (textOf: (name: string) => string | null | undefined): Texts =>
    Object.fromEntries(changed.map((name) => [name, textOf(name) ?? null]));
  const known = before?.from ?? {};
  return {
    base,
    files: texts((name) => files[name]),
    from: texts((name) => (Object.hasOwn(known, name) ? known[name] : saved[name])),
  };
}

/** Files that somebody else has changed since they were begun: activating the draft would undo that. */
export const overwritten = (saved: Files, draft: Draft | null): readonly string[] =>
  Object.entries(draft?.from ?? {}).flatMap(([name, text]) => (text === (saved[name] ?? null) ? [] : [name]));

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
  if (typeof value !== "object" || value === null) return false;
  const { base, files, from } = value as Readonly<Record<string, unknown>>;
  return typeof base === "string" && areTexts(files) && areTexts(from);
}

const areTexts = (value: unknown): value is Texts =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((text) => text === null || typeof text === "string");
