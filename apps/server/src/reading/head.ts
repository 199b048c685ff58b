import type { Event } from "@corridor/domain";
import type { EventHead } from "@corridor/protocol";

/** What a live frame tells of an event: nothing of its contents. */
export function headOf({ seq, id, subject, version, type, actor, cause, root, at }: Event): EventHead {
  return { seq, id, subject, version, type, actor, cause, root, at };
}
