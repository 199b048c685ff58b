import { brokenAt } from "./broken-at.ts";
import { FhirError } from "./error.ts";
import { otherRelease } from "./release.ts";

export type Raw = Readonly<Record<string, unknown>>;

/** One resource of the file, as it lies there. */
export interface Entry {
  /** Its place in the bundle, from 0. */
  readonly index: number;
  readonly path: string;
  readonly type: string;
  /** `Encounter/<id>`; null where there is neither an id nor a fullUrl to name it by. */
  readonly source: string | null;
  readonly fullUrl: string | null;
  readonly raw: Raw;
}

/** An entry that holds nothing to read. */
export interface Empty {
  readonly index: number;
  readonly path: string;
  readonly type: string;
  readonly source: string | null;
  readonly reason: string;
}

const BUNDLES = ["transaction", "batch", "collection", "searchset"];
const ID = /^[A-Za-z0-9\-.]{1,64}$/;

/** The resources of a bundle, or the one resource that stands alone. Throws `FhirError`. */
export function open(json: unknown): readonly (Entry | Empty)[] {
  const root = typeof json === "string" ? parsed(json) : json;
  if (!isObject(root) || typeof root["resourceType"] !== "string")
    throw new FhirError("not_fhir", "This is no FHIR resource: it has no resourceType.");
  const entries =
    root["resourceType"] === "Bundle"
      ? entriesOf(root)
      : [entryOf(root, null, { index: 0, path: typeName(root) })];
  for (const entry of entries) {
    const sentence = "raw" in entry ? otherRelease(entry.type, entry.raw, entry.path) : null;
    if (sentence) throw new FhirError("not_r4", sentence);
  }
  return entries;
}

function parsed(text: string): unknown {
  const content = text.replace(/^\uFEFF/, "");
  if (content.trimStart().startsWith("<"))
    throw new FhirError("not_json", "This is XML; Corridor reads FHIR as JSON.");
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new FhirError("broken_json", `This is not JSON: ${brokenAt(content, error)}.`);
  }
}

function entriesOf(bundle: Raw): readonly (Entry | Empty)[] {
  const type = bundle["type"];
  if (typeof type !== "string" || !BUNDLES.includes(type))
    throw new FhirError(
      "bundle_type",
      `Corridor reads bundles of type ${BUNDLES.join(", ")}; this is of another type.`,
    );
  const entries = bundle["entry"] ?? [];
  if (!Array.isArray(entries))
    throw new FhirError("not_fhir", "This is no FHIR bundle: its entry is no list.");
  return entries.map((entry: unknown, i) => unwrapped(entry, i));
}

function unwrapped(entry: unknown, index: number): Entry | Empty {
  const path = `Bundle.entry[${index}]`;
  const nothing = { index, path, type: "unknown", source: null, reason: "The entry holds no resource" };
  if (!isObject(entry) || !isObject(entry["resource"])) return nothing;
  if (typeof entry["resource"]["resourceType"] !== "string")
    return { ...nothing, reason: "The resource has no resourceType" };
  const fullUrl = typeof entry["fullUrl"] === "string" ? entry["fullUrl"] : null;
  const found = entryOf(entry["resource"], fullUrl, { index, path: `${path}.resource` });
  const { type, source } = found;
  const { request } = entry;
  if (isObject(request) && request["method"] === "DELETE")
    return { index, path, type, source, reason: "The entry asks to delete; an import only adds and changes" };
  if (type === "Bundle") return { index, path, type, source, reason: "A bundle inside a bundle is not read" };
  return found;
}

function entryOf(raw: Raw, fullUrl: string | null, place: Pick<Entry, "index" | "path">): Entry {
  const type = typeName(raw);
  const id = typeof raw["id"] === "string" && ID.test(raw["id"]) ? raw["id"] : lastPart(fullUrl);
  return { ...place, type, source: id === null ? null : `${type}/${id}`, fullUrl, raw };
}

/** A resource that the server is to name has no id yet, but a fullUrl to be spoken of: `urn:uuid:<id>`. */
function lastPart(fullUrl: string | null): string | null {
  const part = fullUrl?.split(/[/:]/).at(-1);
  return part !== undefined && ID.test(part) ? part : null;
}

/** FHIR's types are plain words; what is none is not repeated to anybody. */
function typeName(raw: Raw): string {
  const type = String(raw["resourceType"]);
  return /^[A-Z][A-Za-z]{1,63}$/.test(type) ? type : "unknown";
}

const isObject = (value: unknown): value is Raw =>
  typeof value === "object" && value !== null && !Array.isArray(value);
