import type { MouseEvent } from "react";

/** What makes an `a` lead into a room; with a modifier key it does what the browser does. */
export interface RoomLink {
  readonly href: string;
  readonly onClick: (event: MouseEvent) => void;
}
