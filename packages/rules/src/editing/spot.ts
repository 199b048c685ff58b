import type { YamlPath, YamlValue } from "../yaml/index.ts";
import { looseValue, looseYaml, type Place, placesIn } from "./loose-yaml.ts";

/** Where the cursor stands in a file that is being written. */
export interface Spot {
  readonly root: YamlValue;
  /** Of the value, or of the key itself, that is being written. */
  readonly path: YamlPath;
  /** `either`: the beginning of a line in a list, which may become a value or the first key of a map. */
  readonly part: "key" | "value" | "either";
  /** What stands before the word in the same text: the expression so far. */
  readonly before: string;
  /** The beginning of the word that is being written; it ends at the cursor. */
  readonly from: number;
  readonly word: string;
}

/** Stands in for the word while the file is read: no file holds it. */
const MARK = "zzcursorzz";

/** Null where nothing can be completed: in a comment, or in a file that can not be read at all. */
export function spotAt(text: string, offset: number): Spot | null {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const word = /[\w.-]*$/.exec(line)?.[0] ?? "";
  const from = offset - word.length;
  const rest = text.slice(offset);
  const alone =
    /^[\s-]*$/.test(line.slice(0, line.length - word.length)) && /^[ \t]*(#.*)?(\r?\n|$)/.test(rest);
  const made = `${text.slice(0, from)}${MARK}${alone ? ":" : ""}${rest.replace(/^[\w-]*/, "")}`;
  const document = looseYaml(made);
  if (!document) return null;
  const place = markIn(placesIn(document.contents));
  if (!place) return null;
  const inList = typeof place.path.at(-2) === "number" && line.trimStart().startsWith("-");
  return {
    root: looseValue(document.contents),
    path: place.path,
    part: alone && inList ? "either" : place.part,
    before: place.text.slice(0, place.text.indexOf(MARK)),
    ...{ from, word },
  };
}

function markIn(places: Iterable<Place>): Place | undefined {
  for (const place of places) if (place.text.includes(MARK)) return place;
  return undefined;
}

export const isMark = (key: string): boolean => key.includes(MARK);
