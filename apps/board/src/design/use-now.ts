import { useSyncExternalStore } from "react";

const TICK = 15_000;
let now = Date.now();
const listeners = new Set<() => void>();
let stop: (() => void) | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!stop) {
    now = Date.now();
    const id = setInterval(() => {
      now = Date.now();
      for (const tell of listeners) tell();
    }, TICK);
    stop = () => clearInterval(id);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}

/** The time, told to everyone at once four times a minute: one timer however many clocks are shown. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
