import { type EventsFrame, Frame } from "@corridor/protocol";

/** A frame from its text; undefined when it is none, which is treated like a lost one. */
export function readFrame(text: string): Frame | undefined {
  try {
    const frame = Frame.safeParse(JSON.parse(text));
    return frame.success ? frame.data : undefined;
  } catch {
    return undefined;
  }
}

/** How a frame stands to what is known: `next` continues it, `old` adds nothing, `gap` leaves a hole. */
export function standing(frame: EventsFrame, seq: number): "next" | "old" | "gap" {
  if (frame.to <= seq) return "old";
  return frame.from > seq + 1 ? "gap" : "next";
}

export interface Arrival {
  readonly seq: number;
  readonly by: { readonly kind: string; readonly id: string };
  /** When it came, by this browser's clock. */
  readonly at: number;
}

/** The cards somebody else moved or made in this frame. `isOwn` knows the keys of this browser's commands. */
export function arrivalsIn(
  frame: EventsFrame,
  isOwn: (root: string) => boolean,
  at: number,
): ReadonlyMap<string, Arrival> {
  const arrivals = new Map<string, Arrival>();
  for (const { type, root, seq, actor, subject } of frame.events)
    if ((type === "card.moved" || type === "card.created") && !isOwn(root))
      arrivals.set(subject.id, { seq, by: { kind: actor.kind, id: actor.id }, at });
  return arrivals;
}
