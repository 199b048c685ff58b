import type { Event } from "@corridor/domain";
import type { EventHead } from "@corridor/protocol";

/** What a live frame tells of an event: nothing of its contents. */
export function headOf({ seq, id, subject, version, type, actor, cause, root, at }: Event): EventHead {
  return { seq, id, subject, version, type, actor, cause, root: keyOf(root, actor.id), at };
}

/** An input of a person is named `<person>:<their Idempotency-Key>`; the browser that made the key knows its echo by it. */
export const inputId = (person: string, key: string): string => `${person}:${key}`;

function keyOf(root: string, person: string): string {
  return root.startsWith(`${person}:`) ? root.slice(person.length + 1) : root;
}
