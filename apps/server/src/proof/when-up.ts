import type { Break } from "./script.ts";

/** When something that is due then is done: at once, or when the server is back. */
export function whenUp(at: number, breaks: readonly Break[]): number {
  for (const one of breaks) if (one.kind === "outage" && at >= one.at && at < one.until) return one.until;
  return at;
}
