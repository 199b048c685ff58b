import type { CardSummary } from "@corridor/domain/board";
import { useMemo } from "react";
import { useMicroStore } from "../../design/micro-store.ts";
import { useNow } from "../../design/use-now.ts";
import { everything, shownOf } from "../header/filter.ts";
import { useBoard, useTools } from "../tools.ts";

const none: readonly CardSummary[] = [];

/** A column's cards behind the filter. */
export function useShownCards(stage: string): readonly CardSummary[] {
  const tools = useTools();
  const cards = useBoard((snapshot) => snapshot.columns.get(stage) ?? none);
  const filter = useMicroStore(tools.filter, (value) => value);
  const clock = useNow();
  // Only the filter for what is due soon looks at the time.
  const now = filter.due ? clock : 0;
  return useMemo(
    () => (filter === everything ? cards : shownOf(cards, filter, tools.me, now)),
    [cards, filter, tools, now],
  );
}
