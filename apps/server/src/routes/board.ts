import { isInstant } from "@corridor/time";
import { boardAt, knownLocation, liveBoard, noRules } from "../board/board.ts";
import { refuse } from "../errors/problem.ts";
import { type Doors, numberIn, Ready } from "./route.ts";

export function boardRoutes({ serve }: Doors): void {
  serve("board", async ({ query, viewer, practice, backing }) => {
    const ruleset = practice.shelf.active;
    if (!practice.views.ready || ruleset === null) throw noRules();
    const location = knownLocation(practice, ruleset, query.location);
    if (query.seq !== undefined && query.at !== undefined)
      throw refuse("request_invalid", "Say either seq or at, not both.");
    const seq = numberIn(query, "seq");
    if (seq !== undefined) return new Ready(await boardAt(viewer, practice, backing, location, seq));
    if (query.at === undefined) return new Ready(liveBoard(viewer, practice, location));
    if (!isInstant(query.at))
      throw refuse("request_invalid", "at must be an instant such as 2026-11-09T15:00:00Z.");
    const at = new Date(query.at).toISOString();
    return new Ready(
      await boardAt(viewer, practice, backing, location, await backing.history.seqAt(practice.row.id, at)),
    );
  });
}
