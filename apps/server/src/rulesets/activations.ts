import type { Event, EventType } from "@corridor/domain";
import type { Activation } from "@corridor/protocol";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { HIDDEN, Reader } from "../reading/reader.ts";
import type { Viewer } from "../sessions/viewer.ts";

/** More than any practice activates. */
const ALL = 100_000;

const isOf = <T extends EventType>(event: Event, type: T): event is Extract<Event, { type: T }> =>
  event.type === type;

/** Every activation, the latest first: who, when, from which to which, and why; to no viewer nobody's words are shown. */
export async function activationsOf(
  viewer: Viewer | null,
  practice: OpenPractice,
  backing: Backing,
): Promise<Activation[]> {
  const { id } = practice.row;
  const events = await backing.history.events(id, { subject: { kind: "practice", id }, limit: ALL });
  const notes = new Map(
    events.flatMap((event) => (isOf(event, "ruleset.noted") ? [[event.root, event.data.text]] : [])),
  );
  const reader = viewer && (await Reader.for(viewer, practice, backing, [...notes.values()]));
  return events
    .flatMap((event): Activation[] => {
      if (!isOf(event, "ruleset.activated")) return [];
      const { actor, at, seq, root } = event;
      const note = notes.get(root);
      const by = practice.mirror.names.staff(actor.id) ?? actor.id;
      return [
        {
          hash: event.data.to,
          from: event.data.from,
          at,
          by,
          seq,
          comment: note ? (reader?.text(note) ?? HIDDEN) : null,
        },
      ];
    })
    .reverse();
}
