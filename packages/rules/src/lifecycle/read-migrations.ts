import { type Lifecycle, type Place, parsePlace } from "@corridor/domain";
import { didYouMean } from "../diagnostics/index.ts";
import type { Migration } from "../model.ts";
import { type Cursor, entries, type Findings, inside, members } from "../reading/index.ts";

/**
 * Where cards of older versions of the lifecycle belong in this one. What a place was called then is not known here;
 * where it is now must be.
 */
export function readMigrations(at: Cursor, lifecycle: Lifecycle, findings: Findings): readonly Migration[] {
  const seen = new Set<number>();
  return members(inside(at, "migrate")).flatMap((cursor) => {
    const from = inside(cursor, "from");
    if (typeof from.value !== "number") return [];
    if (from.value >= lifecycle.version)
      findings.error(
        "lifecycle-migrate",
        from,
        `Cards come from a version before ${lifecycle.version}, which is this one`,
      );
    if (seen.has(from.value))
      findings.error("name-duplicate", from, `Version ${from.value} is already mapped above`);
    seen.add(from.value);
    return [{ from: from.value, map: readMap(inside(cursor, "map"), lifecycle, findings) }];
  });
}

function readMap(at: Cursor, lifecycle: Lifecycle, findings: Findings): Readonly<Record<string, Place>> {
  const places = lifecycle.stages.flatMap(({ id, states }) => [
    id,
    ...states.map((state) => `${id}.${state}`),
  ]);
  return Object.fromEntries(
    entries(at).flatMap(([old, cursor]) => {
      const to = typeof cursor.value === "string" ? cursor.value : "";
      const place = parsePlace(lifecycle, to);
      if (place) return [[old, place]];
      const suggestion = didYouMean(to, places);
      findings.error("name-unknown", cursor, `This lifecycle has no place called “${to}”`, { suggestion });
      return [];
    }),
  );
}
