import { idFor } from "./ids.ts";
import type { Reference, Resource } from "./resources.ts";
import type { Site } from "./result.ts";
import type { Read, Shelf } from "./shelf.ts";

/** Where cards stand when the file does not say. */
export const NOWHERE = "unknown";

/** Organizations and Locations as the sites of cards. */
export interface Sites {
  readonly known: readonly Site[];
  /** The site a reference names: the building of a room, the organisation else. */
  idOf(reference: Reference | undefined): string | null;
}

export function sitesOf(shelf: Shelf, system: string): Sites {
  const site = ({ source, resource }: Read<"Organization" | "Location">): Site => ({
    id: siteId(resource, source, system),
    name: resource.name ?? NOWHERE,
    source,
  });
  const locations = shelf.all("Location").filter(({ resource }) => !isRoom(resource));
  const idOf = (reference: Reference | undefined, depth = 0): string | null => {
    const organization = shelf.find("Organization", reference);
    if (organization) return site(organization).id;
    const location = shelf.find("Location", reference);
    if (location && isRoom(location.resource))
      return depth < 8 ? idOf(location.resource.partOf, depth + 1) : null;
    if (location) return site(location).id;
    const outside = shelf.nameOf("Organization", reference) ?? shelf.nameOf("Location", reference);
    return outside === null ? null : nameless(outside, system);
  };
  return { known: unique([...locations, ...shelf.all("Organization")].map(site)), idOf };
}

/** A word people can read, `mercy-hospital-boston`; two houses of one name in one city are one site. */
function siteId(resource: Resource<"Organization" | "Location">, source: string, system: string): string {
  const address = Array.isArray(resource.address) ? resource.address[0] : resource.address;
  const [name, city] = [slug(resource.name), slug(address?.city)];
  if (name === "") return nameless(source, system);
  return city === "" || name.endsWith(city) ? name : `${name}-${city}`;
}

function slug(words: string | undefined): string {
  const plain = (words ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 49);
}

const nameless = (source: string, system: string): string => `site-${idFor(system, source).slice(0, 8)}`;

const ROOMS = ["wi", "wa", "lvl", "co", "ro", "bd", "ve", "ca", "rd"];
const isRoom = ({ physicalType }: Resource<"Location">): boolean =>
  physicalType?.coding?.some(({ code }) => ROOMS.includes(code ?? "")) ?? false;

const unique = (sites: readonly Site[]): readonly Site[] => [
  ...new Map(sites.map((site) => [site.id, site])).values(),
];
