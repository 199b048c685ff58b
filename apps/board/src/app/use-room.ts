import { type MouseEvent, useCallback, useEffect, useState } from "react";

export type Room = "board" | "rules";

const ADDRESS: Readonly<Record<Room, string>> = { board: "/", rules: "/rules" };

const roomNow = (): Room => (location.pathname.startsWith(ADDRESS.rules) ? "rules" : "board");

/** The room the address names, and the way to another one without loading the page anew. */
export function useRoom(): readonly [Room, (room: Room) => RoomLink] {
  const [room, setRoom] = useState(roomNow);
  useEffect(() => {
    const take = () => setRoom(roomNow());
    addEventListener("popstate", take);
    return () => removeEventListener("popstate", take);
  }, []);
  const link = useCallback(
    (to: Room): RoomLink => ({
      href: ADDRESS[to],
      onClick: (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        if (roomNow() !== to) history.pushState(null, "", ADDRESS[to]);
        setRoom(to);
      },
    }),
    [],
  );
  return [room, link];
}

/** What makes an `a` lead into a room; with a modifier key it does what the browser does. */
export interface RoomLink {
  readonly href: string;
  readonly onClick: (event: MouseEvent) => void;
}
