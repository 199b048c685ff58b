import { useCallback, useEffect, useState } from "react";
import type { RoomLink } from "../design/room-link.ts";

export type Room = "board" | "rules";

const ADDRESS: Readonly<Record<Room, string>> = { board: "/", rules: "/rules" };

const roomNow = (): Room => (location.pathname.startsWith(ADDRESS.rules) ? "rules" : "board");

/** The room the address names, and the way to another one without loading the page anew. */
export function useRoom(): readonly [Room, (room: Room, query?: string) => RoomLink] {
  const [room, setRoom] = useState(roomNow);
  useEffect(() => {
    const take = () => setRoom(roomNow());
    addEventListener("popstate", take);
    return () => removeEventListener("popstate", take);
  }, []);
  const link = useCallback(
    (to: Room, query = ""): RoomLink => ({
      href: ADDRESS[to] + query,
      onClick: (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        if (roomNow() !== to) history.pushState(null, "", ADDRESS[to] + query);
        setRoom(to);
      },
    }),
    [],
  );
  return [room, link];
}
