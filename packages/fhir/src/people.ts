import { idFor } from "./ids.ts";
import { nameOf } from "./patients.ts";
import type { HumanName } from "./resources.ts";
import type { ImportItem } from "./result.ts";
import type { Read, Shelf } from "./shelf.ts";
import type { Sites } from "./sites.ts";

/** Practitioners as people of the practice. One who is no longer active keeps the name but gets no role. */
export function personItems(shelf: Shelf, sites: Sites, system: string): readonly ImportItem[] {
  const posts = shelf.all("PractitionerRole").filter(({ resource }) => resource.active !== false);
  return shelf.all("Practitioner").map(({ source, entry, resource }) => {
    const own = posts.filter((post) => shelf.nameOf("Practitioner", post.resource.practitioner) === source);
    return {
      ...{
        source,
        sources: [source, ...own.map((post) => post.source)],
        entry: entry.index,
        path: entry.path,
      },
      subject: { kind: "person", id: idFor(system, source) },
      command: {
        type: "person.create",
        name: displayName(nameOf(resource.name)),
        roles: resource.active === false ? [] : ["provider"],
        locations: [...new Set(own.flatMap((post) => sitesOf(post, sites)))],
        shifts: [],
      },
    };
  });
}

function displayName(name: HumanName | undefined): string {
  const parts = [...(name?.prefix ?? []), ...(name?.given ?? []), name?.family];
  return parts.filter(Boolean).join(" ") || name?.text || "Provider without a name";
}

const sitesOf = ({ resource }: Read<"PractitionerRole">, sites: Sites): readonly string[] =>
  [...(resource.location ?? []), resource.organization].flatMap((reference) => sites.idOf(reference) ?? []);
