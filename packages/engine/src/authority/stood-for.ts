import type { Counted, PlannedEvent } from "@corridor/domain";
import { toEpochMs } from "@corridor/time";

/** How long a card had been where it was, in milliseconds; null where that is not asked. */
export function stoodFor(event: PlannedEvent, { span }: Counted): number | null {
  if (!span) return null;
  if (event.type !== "card.entered" || event.data.stopped === null) return 0;
  return toEpochMs(event.data.clock[span]) - toEpochMs(event.data.stopped[span]);
}
