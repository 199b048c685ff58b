import { open, type Empty, type Entry, type Raw } from "./open.ts";
import { isMisformed, isReadType, parse, type ReadType, type Reference, type Resource } from "./resources.ts";
import type { Tally } from "./tally.ts";

/** A resource in the form its schema gives it, with its name and its place in the file. */
export interface Read<T extends ReadType> {
  readonly source: string;
  readonly entry: Entry;
  readonly resource: Resource<T>;
}

/** The resources of a file that Corridor reads, and how they name each other. */
export interface Shelf {
  all<T extends ReadType>(type: T): readonly Read<T>[];
  /** `Type/<id>` of what a reference names, in this file or outside it; null where it names nothing by that type. */
  nameOf(type: ReadType, reference: Reference | undefined): string | null;
  find<T extends ReadType>(type: T, reference: Reference | undefined): Read<T> | null;
}

export function shelve(json: unknown, tally: Tally): Shelf {
  const bySource = new Map<string, Read<ReadType>>();
  const names = new Map<string, string>();
  for (const entry of open(json)) {
    const read = readable(entry, bySource, tally);
    if (!read) continue;
    bySource.set(read.source, read);
    if (read.entry.fullUrl) names.set(read.entry.fullUrl, read.source);
    for (const key of identifiersOf(read)) names.set(key, read.source);
  }
  const nameOf: Shelf["nameOf"] = (type, reference) => {
    const source = reference && named(reference, names);
    return source?.startsWith(`${type}/`) ? source : null;
  };
  return {
    all: <T extends ReadType>(type: T) =>
      [...bySource.values()].filter((read) => read.entry.type === type) as Read<T>[],
    nameOf,
    find: <T extends ReadType>(type: T, reference: Reference | undefined) => {
      const source = nameOf(type, reference);
      return ((source && bySource.get(source)) || null) as Read<T> | null;
    },
  };
}

function readable(
  entry: Entry | Empty,
  known: ReadonlyMap<string, unknown>,
  tally: Tally,
): Read<ReadType> | null {
  if (!("raw" in entry)) return tally.reject(entry, entry.reason);
  const { type, source, raw } = entry;
  if (!isReadType(type)) {
    tally.ignore(entry);
    return null;
  }
  if (source === null) return tally.reject(entry, "It has neither an id nor a fullUrl to know it by again");
  if (known.has(source)) return tally.reject(entry, "The file has it twice; the first is used");
  const resource = parse(type, raw);
  if (isMisformed(resource)) return tally.reject(entry, resource.reason, resource.misformed);
  tally.use(entry);
  return { source, entry, resource };
}

/** `Type?identifier=system|value`, as a conditional reference has it. */
function identifiersOf({ entry, resource }: Read<ReadType>): readonly string[] {
  const identifiers =
    "identifier" in resource ? (resource.identifier as readonly Raw[] | undefined) : undefined;
  return (identifiers ?? []).flatMap(({ system, value }) =>
    system && value ? [`${entry.type}?identifier=${system}|${value}`] : [],
  );
}

function named(reference: Reference, names: ReadonlyMap<string, string>): string | undefined {
  const { reference: text = "", identifier } = reference;
  const known = names.get(text);
  if (known) return known;
  const direct = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(text);
  if (direct) return direct[1];
  if (!identifier?.system || !identifier.value) return undefined;
  const wanted = `?identifier=${identifier.system}|${identifier.value}`;
  return [...names].find(([key]) => key.endsWith(wanted))?.[1];
}
