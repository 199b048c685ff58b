import { refuse } from "../errors/problem.ts";
import { seesOf } from "../live/views.ts";
import type { Doors } from "./route.ts";

const MOST = 20;

/** Names are looked for in this process's memory: no query, address or log ever holds one. */
export function searchRoutes({ serve }: Doors): void {
  serve("search", async ({ body, viewer, practice }) => {
    const { mirror, views, shelf } = practice;
    if (seesOf(shelf.active?.practice, viewer.role) !== "full")
      throw refuse("not_allowed", "Your role does not see patients' names, so it cannot look for them.");
    const patients = mirror.names.find(body.text, MOST).map((id) => {
      const open = mirror
        .cardsOf(id)
        .filter((card) => !views.isFinal(mirror.rows.get(card)?.card.stage ?? ""));
      return {
        id,
        display: mirror.names.patient(id, "full"),
        detail: mirror.names.birthDate(id),
        cards: open,
      };
    });
    return { patients };
  });
}
