import { createContext, useContext } from "react";
import { useMicroStore } from "../design/micro-store.ts";
import type { Desk, Studio } from "./studio.ts";

const StudioContext = createContext<Studio | null>(null);
export const StudioProvider = StudioContext.Provider;

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error("there is no studio around this");
  return studio;
}

/** A part of what is on the page, once it is there. */
export function useDesk<T>(select: (desk: Desk) => T): T {
  const { desk } = useStudio();
  return useMicroStore(desk, (value) => {
    if (!value) throw new Error("the rules are not there yet");
    return select(value);
  });
}
