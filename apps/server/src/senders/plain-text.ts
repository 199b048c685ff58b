import { type FieldValue, isRef, type Text } from "@corridor/domain";
import { isText } from "../live/names.ts";

/** A value that somebody typed is no longer than this in a message: longer ones are no names. */
const LONGEST_VALUE = 200;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A template's text with its holes filled: what is protected stays a pointer. Nothing that is filled in is filled again. */
export function filled(body: string, values: Readonly<Record<string, FieldValue>>): Text {
  return body.split(/(\{\w+\})/).flatMap((part): Text => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part === "" ? [] : [part];
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === null) return [];
    return isText(value) ? value : isRef(value) ? [value] : [String(value)];
  });
}

/** Text in plain words: pointers resolved, each value without line breaks and control characters and no longer than a name. */
export function spoken(text: Text, texts: ReadonlyMap<string, string>): string {
  return text
    .map((part) => (typeof part === "string" ? part : cut(oneLine(texts.get(part.ref) ?? ""), LONGEST_VALUE)))
    .join("");
}

/** On one line, without what steers terminals, mail programs or the direction of writing. */
export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();

/** At most so many UTF-16 units, whole characters, with a sign where something was cut off. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The words of a template: a first line `Subject: …` is for ways that have one. */
export function letterOf(body: string): { readonly subject: string | null; readonly text: string } {
  const [, subject, text] = /^Subject: *(.+)\r?\n\s*([^]*)$/.exec(body) ?? [];
  return subject === undefined || text === undefined
    ? { subject: null, text: body.trim() }
    : { subject: subject.trim(), text: text.trim() };
}
